import { EndpointError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { toAISDKError } from '../src/from-core/errors.ts'
import { createAzureML } from '../src/index.ts'
import { PlainFormatter } from './plain-formatter.ts'
import { events, hello, partsOf } from './prompt.ts'

const safe = { a: 1 }
const unsafe = JSON.parse('{"__proto__":{"a":1}}') as object

function modelOf(answer: object | string) {
  const endpoint = { endpointUrl: 'https://e.x/v1/chat/completions', endpointApiKey: 'key' }
  return createAzureML({ ...endpoint, contentFormatter: PlainFormatter, fetch: fakeFetch(answer) })()
}

/** The places of an answer that are passed on as the endpoint sent them. */
const places = ['usage', 'logprobs', 'prompt', 'completion', 'providerData'] as const
type Place = (typeof places)[number]

function answerWith(unsafeAt?: Place): object {
  const at = (place: Place): object => (place === unsafeAt ? unsafe : safe)
  return {
    text: 'Yes.',
    finishReason: 'stop',
    usage: { inputTokens: 1, raw: at('usage') },
    logprobs: at('logprobs'),
    providerData: at('providerData'),
    prompt_filter_results: at('prompt'),
    choices: [{ content_filter_results: at('completion') }],
  }
}

/** What arrives of the answer, without the unsafe value. */
function expectedWithout(unsafeAt?: Place): { kept: object; usage: object; providerMetadata: object } {
  const at = (place: Place, name: string): object => (place === unsafeAt ? {} : { [name]: safe })
  const contentFilter = { ...at('prompt', 'prompt'), ...at('completion', 'completion') }
  const counted = { total: 1, noCache: undefined, cacheRead: undefined, cacheWrite: undefined }
  return {
    kept: unsafeAt === 'providerData' ? {} : { providerMetadata: { azureML: { providerData: safe } } },
    usage: {
      inputTokens: counted,
      outputTokens: { total: undefined, text: undefined, reasoning: undefined },
      ...at('usage', 'raw'),
    },
    providerMetadata: { azureML: { contentFilter, ...at('logprobs', 'logprobs') } },
  }
}

describe('a value of the endpoint that is not safe to copy is left out alone', () => {
  it.each([undefined, ...places])('of a whole answer: %s', async (place) => {
    const { kept, usage, providerMetadata } = expectedWithout(place)
    const result = await modelOf(answerWith(place)).doGenerate({ prompt: hello })
    expect(result.content).toEqual([{ type: 'text', text: 'Yes.', ...kept }])
    expect(result.usage).toEqual(usage)
    expect(result.providerMetadata).toStrictEqual(providerMetadata)
  })

  it.each([undefined, ...places])('of a stream: %s', async (place) => {
    const { kept, ...rest } = expectedWithout(place)
    const parts = await partsOf(modelOf(events(answerWith(place), '[DONE]')))
    expect(parts.slice(-2)).toEqual([
      { type: 'text-end', id: 'txt-0', ...kept },
      { type: 'finish', finishReason: { unified: 'stop', raw: undefined }, ...rest },
    ])
  })

  it.each([null, 'a text', 5])('where an object is expected, and the value is %j', async (raw) => {
    const { usage } = await modelOf({ text: 'Yes.', usage: { inputTokens: 1, raw } }).doGenerate({ prompt: hello })
    expect(usage).not.toHaveProperty('raw')
  })

  it('both findings of the content filter', async () => {
    const answer = { ...answerWith('prompt'), choices: [{ content_filter_results: unsafe }] }
    const { providerMetadata } = await modelOf(answer).doGenerate({ prompt: hello })
    expect(providerMetadata).toEqual({ azureML: { logprobs: safe } })
  })

  it.each(['body', 'contentFilter'])('of an error: %s', (place) => {
    const error = new EndpointError('No.', { status: 422, body: safe, contentFilter: safe, [place]: unsafe })
    const { responseBody, data } = toAISDKError(error) as { responseBody: unknown; data: object }
    expect(responseBody).toBe(place === 'body' ? undefined : '{"a":1}')
    expect(data).toMatchObject({ body: safe, contentFilter: safe, [place]: undefined })
  })
})

describe('the arguments of a tool call', () => {
  const padded = (start: string, length: number): string => `${start}${'x'.repeat(length - start.length - 2)}"}`
  const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

  it.each([
    ['safe ones', '{"city":"Rome"}', '{"city":"Rome"}'],
    ['long ones', padded('{"a":"', 900), padded('{"a":"', 900)],
    ['long ones that are no JSON', '{'.repeat(900), '{'.repeat(900)],
    ['ones that are too short to be nested too deeply', '{"__proto__":{}}', '{"__proto__":{}}'],
    [
      'long ones that set a prototype',
      padded('{"__proto__":{},"a":"', 401),
      padded('{"__proto__":{},"a":"', 401).slice(0, 400),
    ],
    ['ones as deep as is safe', lists(200), lists(200)],
    ['ones that are nested more deeply', lists(201), lists(201).slice(0, 400)],
  ])('are passed on, cut where they are unsafe to copy: %s', async (_which, json, input) => {
    const call = { id: 'a', name: 'f', arguments: json }
    const part = { type: 'tool-call', toolCallId: 'a', toolName: 'f', input }
    const whole = await modelOf({ text: '', toolCalls: [call] }).doGenerate({ prompt: hello })
    expect(whole.content).toEqual([part])
    const streamed = await partsOf(modelOf(events({ toolCalls: [{ index: 0, ...call }] }, '[DONE]')))
    expect(streamed).toContainEqual(part)
  })
})
