import { AISDKError, APICallError, type LanguageModelV4CallOptions, type LanguageModelV4Prompt } from '@ai-sdk/provider'
import { ContentFormatterBase, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText, isStepCount, jsonSchema, type LanguageModel, streamText, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toAISDKError } from '../src/from-core/errors.ts'
import { type AzureMLProviderSettings, createAzureML } from '../src/index.ts'
import { delta, events, hello, partsOf } from './prompt.ts'

globalThis.AI_SDK_LOG_WARNINGS = false

const levels = 100_000
const deepList = '['.repeat(levels) + ']'.repeat(levels)
const deepObject = '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

/** A model whose endpoint answers with these texts, one after the other. */
function answering(
  bodies: readonly string[],
  settings: AzureMLProviderSettings = {},
): ReturnType<ReturnType<typeof createAzureML>> {
  const left = [...bodies]
  return createAzureML({
    endpointUrl: 'https://x.test/v1/chat/completions',
    endpointApiKey: 'made-up-key',
    fetch: async () => {
      const body = left.shift() ?? ''
      const type = body.startsWith('data:') ? 'text/event-stream' : 'application/json'
      return new Response(body, { headers: { 'content-type': type } })
    },
    ...settings,
  })()
}

const answer = (message: object): string => JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] })
const call = (json: string): Record<string, unknown> => ({
  tool_calls: [{ index: 0, id: 'c1', function: { name: 'report', arguments: json } }],
})

const badArguments: Record<string, string> = {
  'a __proto__ key': '{"__proto__":{"admin":true}}',
  'a __proto__ key further in': '{"a":[{"__proto__":{"admin":true}}]}',
  'a __proto__ key that is escaped': '{"\\u005f_proto__":{"admin":true}}',
  "a constructor's prototype": '{"constructor":{"prototype":{"admin":true}}}',
  'lists a hundred thousand deep': `{"a":${deepList}}`,
  'objects a hundred thousand deep': deepObject,
  'half of an object': '{"a":',
  'values that do not fit': '{"a":7}',
}

describe.each(Object.entries(badArguments))('arguments with %s', (_name, json) => {
  const bodies = { whole: answer(call(json)), streamed: events(delta(call(json)), delta({}, 'tool_calls')) }

  it.each(Object.entries(bodies))('make the call invalid, and nothing else, when they come %s', async (_way, body) => {
    const seen: unknown[] = []
    const report = tool({ inputSchema: z.object({ a: z.string() }), execute: (input) => void seen.push(input) })
    const options = { prompt: 'Hi', tools: { report }, stopWhen: isStepCount(2), maxRetries: 0 }
    const bodiesOf = (): LanguageModel => answering([body, answer({ content: 'done' })])
    const whole = body.startsWith('data:') ? undefined : await generateText({ ...options, model: bodiesOf() })
    const streamed = streamText({ ...options, model: bodiesOf(), onError: () => {} })
    for (const steps of [whole?.steps ?? [], await streamed.steps]) {
      if (steps.length === 0) continue
      expect(steps[0]!.content.map(({ type }) => type)).toEqual(['tool-call', 'tool-error'])
      expect(steps[0]!.toolCalls[0]).toMatchObject({ toolCallId: 'c1', invalid: true })
      expect(steps[1]!.text).toBe('done')
    }
    expect(seen).toEqual([])
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
  })
})

describe('JSON of any depth', () => {
  const places = {
    content: (json: string) => `{"choices":[{"message":{"content":${json}}}]}`,
    arguments: (json: string) =>
      `{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":${json}}}]}}]}`,
    usage: (json: string) => `{"usage":${json},"choices":[{"message":{"content":"a"}}]}`,
    'usage of tokens': (json: string) =>
      `{"usage":{"prompt_tokens":1,"details":${json}},"choices":[{"message":{"content":"a"}}]}`,
    'content filter': (json: string) =>
      `{"prompt_filter_results":${json},"choices":[{"message":{"content":"a"},"content_filter_results":${json}}]}`,
    id: (json: string) =>
      `{"id":${json},"model":${json},"choices":[{"message":{"content":"a"},"finish_reason":${json}}]}`,
    error: (json: string) => `{"error":${json}}`,
  }
  const values = { lists: deepList, objects: deepObject, prototypes: '{"__proto__":{"admin":true}}' }
  const cases = Object.entries(places).flatMap(([place, body]) =>
    Object.entries(values).map(([kind, json]) => [kind, place, body(json)] as const),
  )

  it.each(cases)('of %s as %s gives an answer or an error of the AI SDK', async (_kind, _place, body) => {
    const asEvent = `data: ${body.replaceAll('"message"', '"delta"')}\n\ndata: [DONE]\n\n`
    const options = { prompt: 'Hi', maxRetries: 0 }
    const whole = await generateText({ ...options, model: answering([body]) }).catch((error: unknown) => error)
    if (whole instanceof Error) expect(whole).toSatisfy(AISDKError.isInstance)
    else expect(JSON.stringify((whole as { steps: unknown[] }).steps.length)).toBe('1')
    for (const given of [body, asEvent]) {
      const failures: unknown[] = []
      const stream = streamText({
        ...options,
        model: answering([given]),
        onError: ({ error }) => void failures.push(error),
      })
      await stream.consumeStream()
      for (const failure of failures) expect(failure).toSatisfy(AISDKError.isInstance)
      if (failures.length === 0)
        expect(JSON.stringify([await stream.usage, await stream.providerMetadata])).not.toContain('__proto__')
    }
  })

  it('in the body of an error leaves its status and message', () => {
    const body: unknown = JSON.parse(deepList)
    const error = toAISDKError(new EndpointError('too long', { status: 422, body, contentFilter: body }))
    expect(error).toSatisfy(APICallError.isInstance)
    expect(error).toMatchObject({ message: 'too long', statusCode: 422 })
    // Its cause is core's own error, with the body.
    expect(() => JSON.stringify(Object.assign(error as object, { cause: undefined }))).not.toThrow()
  })
})

describe('whatever goes wrong', () => {
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  const deep: unknown = JSON.parse(deepList)
  const throws = (): never => {
    throw new TypeError('boom')
  }
  const openAI = new CustomOpenAIChatContentFormatter().codecs.serverless
  const brokenBy = (part: object): new () => ContentFormatterBase =>
    class extends ContentFormatterBase {
      readonly name = 'broken'
      readonly codecs = { serverless: { ...openAI, ...part } }
    }
  const called = (input: unknown): LanguageModelV4Prompt => [
    ...hello,
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'a', toolName: 'f', input }] },
  ]
  const resulting = (value: unknown): LanguageModelV4Prompt => [
    ...called({}),
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: 'a', toolName: 'f', output: { type: 'json', value: value as null } },
      ],
    },
  ]
  const file = (data: string): LanguageModelV4Prompt => [
    { role: 'user', content: [{ type: 'file', mediaType: 'text/plain', data: { type: 'data', data } }] },
  ]
  const ways: Record<string, [settings: AzureMLProviderSettings, call?: Partial<LanguageModelV4CallOptions>]> = {
    'a function for the key that throws': [{ endpointApiKey: throws }],
    'a credential that throws': [{ endpointApiKey: undefined, credential: { getToken: throws } }],
    'a fetch that throws': [{ fetch: throws }],
    'a fetch that gives nothing': [{ fetch: (async () => undefined) as never }],
    'a formatter that cannot write': [{ contentFormatter: brokenBy({ formatRequest: throws }) }],
    'a formatter that cannot read': [{ contentFormatter: brokenBy({ parseResponse: throws, openStream: throws }) }],
    'parameters that refer to themselves': [{ modelKwargs: circular }],
    'a call with parameters that refer to themselves': [
      {},
      { providerOptions: { azureML: { modelKwargs: circular as never } } },
    ],
    'a call with parameters that are nested deeply': [
      {},
      { providerOptions: { azureML: { modelKwargs: { deep: deep as never } } } },
    ],
    'an invalid option': [{}, { providerOptions: { azureML: { timeout: 1n as never } } }],
    'arguments that refer to themselves': [{}, { prompt: called(circular) }],
    'arguments with a BigInt': [{}, { prompt: called({ a: 1n }) }],
    'arguments that are nested deeply': [{}, { prompt: called({ deep }) }],
    'a result that is nested deeply': [{}, { prompt: resulting(deep) }],
    'a text file that is not base64': [{}, { prompt: file('%%%') }],
    'an answer in another format': [{ fetch: async () => Response.json({ hello: 'world' }) }],
    'a failure': [{ fetch: async () => new Response('no', { status: 500 }) }],
  }

  it.each(Object.entries(ways))('%s is an error of the AI SDK', async (_name, [settings, options]) => {
    const model = (): ReturnType<typeof answering> => answering([answer({ content: 'a' })], settings)
    const failures = await Promise.allSettled([
      (async () => model().doGenerate({ prompt: hello, ...options }))(),
      (async () => {
        const failed = (await partsOf(model(), options)).find(({ type }) => type === 'error')
        throw (failed as { readonly error: unknown } | undefined)?.error
      })(),
    ])
    for (const failure of failures) {
      expect(failure.status).toBe('rejected')
      expect((failure as PromiseRejectedResult).reason).toSatisfy(AISDKError.isInstance)
    }
  })

  it.each([['a text'], [undefined], [new TypeError('mine')]])(
    'the reason of an abort passes as it is: %s',
    async (reason) => {
      for (const read of ['doGenerate', 'doStream'] as const) {
        const exit = new AbortController()
        const fetch = async (): Promise<Response> => {
          exit.abort(reason)
          exit.signal.throwIfAborted()
          return new Response()
        }
        const failed = answering([], { fetch })[read]({ prompt: hello, abortSignal: exit.signal })
        expect(
          await failed.then(
            () => undefined,
            (error: unknown) => error,
          ),
        ).toBe(exit.signal.reason)
      }
    },
  )
})

it('a tool of any schema sees no prototype of the model', async () => {
  const seen: unknown[] = []
  const report = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: (input) => void seen.push(input) })
  const model = answering([answer(call('{"__proto__":{"admin":true}}')), answer({ content: 'done' })])
  await generateText({ model, prompt: 'Hi', tools: { report }, stopWhen: isStepCount(2) })
  expect(seen).toEqual([])
})
