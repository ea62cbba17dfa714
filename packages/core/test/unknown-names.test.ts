import { AzureMLEndpointClient, ConfigurationError, type EndpointOptions } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { clientOf, failure, hello } from './client-of.ts'

let requests = 0
const client = clientOf(() => {
  requests += 1
  return Response.json({ choices: [{ message: { content: 'Hi' } }], data: [{ index: 0, embedding: [1] }] })
})

async function refusal(call: Promise<unknown>): Promise<ConfigurationError> {
  const before = requests
  const error = await failure(call)
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(requests).toBe(before)
  return error as ConfigurationError
}

const chat = (request: object): Promise<unknown> => client.chat(request as never)
const message = (fields: object): object => ({ messages: [{ role: 'user', content: 'Hi' }, fields] })
const part = (fields: object): object => ({ messages: [{ role: 'user', content: [fields] }] })
const tool = { name: 'f', parameters: { type: 'object' } }
const call = { id: 'a', name: 'f', arguments: '{}' }

/** The names of the wire, in snake case, of every parameter. */
const camelCase = [
  'messages',
  'tools',
  'toolChoice',
  'responseFormat',
  'temperature',
  'topP',
  'topK',
  'maxTokens',
  'stop',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'reasoningEffort',
  'parallelToolCalls',
  'logprobs',
  'topLogprobs',
  'logitBias',
  'user',
  'modelKwargs',
]
const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

describe('an unknown name', () => {
  it.each(camelCase.filter((name) => toSnakeCase(name) !== name))(
    'is refused if it is %s in snake case',
    async (name) => {
      const error = await refusal(chat({ ...hello, [toSnakeCase(name)]: 3 }))
      expect(error.setting).toBe(toSnakeCase(name))
      expect(error.message).toContain(`\`${toSnakeCase(name)}\` is unknown. Use \`${name}\``)
      expect(error.message).toContain('`modelKwargs`')
    },
  )

  it.each<[request: object, setting: string, right: string]>([
    [{ ...hello, maxOutputTokens: 3 }, 'maxOutputTokens', '`maxTokens`'],
    [{ ...hello, max_completion_tokens: 3 }, 'max_completion_tokens', '`maxTokens`'],
    [{ ...hello, stopSequences: ['x'] }, 'stopSequences', '`stop`'],
    [{ ...hello, extra_body: {} }, 'extra_body', '`modelKwargs`'],
    [{ ...hello, maxToken: 3 }, 'maxToken', 'Use `maxTokens`'],
    [{ ...hello, max_tokenss: 3 }, 'max_tokenss', 'Use `maxTokens`'],
    [{ ...hello, temprature: 3 }, 'temprature', 'Use `temperature`'],
    [{ ...hello, toolz: [] }, 'toolz', 'Use `tools`'],
    [{ ...hello, tempreature: 3 }, 'tempreature', 'Use `temperature`'],
    [{ ...hello, abortSignal: null }, 'abortSignal', '`signal` in the second argument'],
    [{ ...hello, instructions: 'Be brief.' }, 'instructions', "role: 'system'"],
    [{ ...hello, sed: 3 }, 'sed', 'The names are'],
    [{ ...hello, stream: true }, 'stream', '`stream()`'],
    [{ ...hello, model: 'm' }, 'model', '`deploymentName`'],
    [{ ...hello, signal: null }, 'signal', 'second argument'],
    [{ ...hello, safe_prompt: true }, 'safe_prompt', '`modelKwargs`'],
    [{ messages: [{ role: 'user', content: 'Hi', name: 'Bo' }] }, 'messages[0].name', '`content`'],
    [message({ role: 'assistant', content: '', tool_calls: [] }), 'messages[1].tool_calls', '`toolCalls`'],
    [
      message({ role: 'assistant', content: '', reasoning_content: 'x' }),
      'messages[1].reasoning_content',
      '`reasoning`',
    ],
    [message({ role: 'tool', content: '', tool_call_id: 'a' }), 'messages[1].tool_call_id', '`toolCallId`'],
    [
      message({ role: 'assistant', content: '', toolCalls: [{ ...call, args: {} }] }),
      'messages[1].toolCalls[0].args',
      '`arguments`',
    ],
    [part({ type: 'text', text: 'x', cache_control: {} }), 'messages[0].content[0].cache_control', '`text`'],
    [
      part({ type: 'image', url: 'https://x.org/a.png', mimeType: 'image/png' }),
      'messages[0].content[0].mimeType',
      '`mediaType`',
    ],
    [part({ type: 'image', image_url: { url: 'https://x.org/a.png' } }), 'messages[0].content[0].image_url', '`url`'],
    [{ ...hello, tools: [{ ...tool, inputSchema: {} }] }, 'tools[0].inputSchema', '`parameters`'],
    [{ ...hello, responseFormat: { type: 'json', json_schema: {} } }, 'responseFormat.json_schema', '`schema`'],
  ])('%# is refused with the right one', async (request, setting, right) => {
    const error = await refusal(chat(request))
    expect(error.setting).toBe(setting)
    expect(error.message).toContain(right)
  })

  it('is rejected in parts and tools in their wire format', async () => {
    const image = await refusal(chat(part({ type: 'image_url', image_url: { url: 'https://x.org/a.png' } })))
    expect(image.message).toContain("'image'")
    const wire = await refusal(chat({ ...hello, tools: [{ type: 'function', function: tool }] }))
    expect(wire.message).toContain('`function`')
  })

  it('is refused among the options of a call, of embed() and of the client', async () => {
    const options = await refusal(client.chat(hello, { abortSignal: AbortSignal.abort() } as never))
    expect(options.message).toContain('`signal`')
    expect((await refusal(client.embed({ input: ['a'] } as never))).message).toContain('`values`')
    const make = (fields: object): unknown => clientOf(() => Response.json({}), fields as Partial<EndpointOptions>)
    expect(() => make({ apiKey: 'abcdef-secret' })).toThrow('`apiKey` is unknown. Use `endpointApiKey`.')
    expect(() => make({ apiKey: 'abcdef-secret' })).not.toThrow('abcdef-secret')
    expect(() => make({ baseURL: 'https://x.org' })).toThrow('`endpointUrl`')
    expect(() => make({ model_kwargs: {} })).toThrow('`modelKwargs`')
    expect(() => new AzureMLEndpointClient({ endpoint_url: 'https://x.org' } as never)).toThrow('`endpointUrl`')
  })

  it('is no matter if its value is undefined', async () => {
    expect(await client.chat({ ...hello, max_tokens: undefined } as never)).toMatchObject({ text: 'Hi' })
  })
})
