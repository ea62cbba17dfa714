import type { LanguageModelV4CallOptions, LanguageModelV4FilePart, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../../formatters-anthropic/src/index.ts'
import { createAzureML } from '../src/index.ts'
import { hello } from './prompt.ts'

type Call = Partial<LanguageModelV4CallOptions>
type Body = Readonly<Record<string, unknown>>

/** Calls Claude, and returns what was sent and the features that the warnings name. */
async function sent(call: Call): Promise<{ readonly body: Body; readonly features: readonly unknown[] }> {
  let body: Body = {}
  const answer = {
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'Yes.' }],
    stop_reason: 'end_turn',
  }
  const model = createAzureML({
    endpointUrl: 'https://e.x/anthropic/v1/messages',
    endpointApiKey: 'made-up-key',
    contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 1000 }),
    fetch: async (_url, init) => {
      body = JSON.parse(String(init?.body)) as Body
      return Response.json(answer)
    },
  })('my-claude')
  const { warnings } = await model.doGenerate({ prompt: hello, ...call })
  return { body, features: warnings.map((warning) => ('feature' in warning ? warning.feature : warning)) }
}

const record = { type: 'object' as const, additionalProperties: { type: 'string' as const } }
const named = { type: 'string' as const }

describe('a schema with an object of any keys, which Claude does not enforce,', () => {
  it.each([
    ['at the top', record],
    ['in a property', { type: 'object' as const, properties: { name: named, tags: record } }],
    ['in a list', { type: 'object' as const, properties: { all: { type: 'array' as const, items: record } } }],
    [
      'in a union',
      {
        type: 'object' as const,
        properties: {
          p: { anyOf: [{ type: 'object' as const, properties: { q: record } }, { type: 'null' as const }] },
        },
      },
    ],
    ['in a definition', { type: 'object' as const, properties: { name: named }, $defs: { tags: record } }],
  ])('goes into the prompt: %s', async (_name, schema) => {
    const { body, features } = await sent({ responseFormat: { type: 'json', schema } })
    expect(features).toEqual(['responseFormat'])
    expect(body['output_config']).toBeUndefined()
    expect(JSON.stringify(body)).toContain(JSON.stringify(JSON.stringify(schema)).slice(1, -1))
  })

  it('is sent as the parameters of a tool that was to be strict', async () => {
    const tool = {
      type: 'function' as const,
      name: 'tag',
      inputSchema: { type: 'object' as const, properties: { tags: record } },
    }
    const { body, features } = await sent({ tools: [{ ...tool, strict: true }] })
    expect(features).toEqual(['strict of tool tag'])
    expect(body['tools']).toEqual([{ name: 'tag', input_schema: tool.inputSchema }])
  })

  it('is an error if it is an object of a schema library', async () => {
    const schema = {
      type: 'object' as const,
      properties: { name: { '~standard': { vendor: 'made up', validate: () => ({ value: 1 }) } } as never },
    }
    await expect(sent({ responseFormat: { type: 'json', schema } })).rejects.toThrow('schema.properties.name')
  })
})

describe('a hint how closely to look at an image, which Claude does not have,', () => {
  const png: LanguageModelV4FilePart = {
    type: 'file',
    mediaType: 'image/png',
    data: { type: 'data', data: 'iVBORw0KGgo=' },
  }
  const image: LanguageModelV4FilePart = { ...png, providerOptions: { azureML: { imageDetail: 'low' } } }
  const look: LanguageModelV4Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Look!' }, image] }]

  it.each([
    ['in the current message', look, 1],
    [
      'in an earlier message',
      [
        ...look,
        { role: 'assistant', content: [{ type: 'text', text: 'Seen.' }] },
        { role: 'user', content: [{ type: 'text', text: 'And?' }] },
      ],
      1,
    ],
    ['in several', [...look, { role: 'assistant', content: [{ type: 'text', text: 'Seen.' }] }, ...look], 2],
  ] as [string, LanguageModelV4Prompt, number][])(
    'is left out, and the image is sent: %s',
    async (_name, prompt, count) => {
      const { body, features } = await sent({ prompt })
      expect(features).toEqual(['imageDetail'])
      expect(JSON.stringify(body).split('"media_type":"image/png"')).toHaveLength(count + 1)
    },
  )
})

describe('what Claude does not take while it thinks', () => {
  const tools: Call['tools'] = [{ type: 'function', name: 'look', inputSchema: { type: 'object', properties: {} } }]

  it.each<[string, Call, string]>([
    ['temperature', { temperature: 0.2 }, 'temperature'],
    ['topP', { topP: 0.5 }, 'top_p'],
    ['topK', { topK: 5 }, 'top_k'],
    ['toolChoice', { tools, toolChoice: { type: 'required' } }, 'tool_choice'],
    ['toolChoice', { tools, toolChoice: { type: 'tool', toolName: 'look' } }, 'tool_choice'],
  ])('is left out with a warning: %s of %j', async (feature, call, field) => {
    const thinking = await sent({ ...call, reasoning: 'high' })
    expect(thinking.features).toEqual([feature])
    expect(thinking.body).toMatchObject({ thinking: { type: 'adaptive' } })
    expect(thinking.body).not.toHaveProperty(field)
    const plain = await sent(call)
    expect(plain.features).toEqual([])
    expect(plain.body).toHaveProperty(field)
  })
})

it.each([
  [['\n\n', 'END'], ['END']],
  [
    ['a', ' ', 'b', ''],
    ['a', 'b'],
  ],
  [[' '], undefined],
])('of the stop sequences %j, those are sent that are not blank', async (stopSequences, left) => {
  const { body, features } = await sent({ stopSequences })
  expect(new Set(features)).toEqual(new Set(['stopSequences']))
  expect(body['stop_sequences']).toEqual(left)
})
