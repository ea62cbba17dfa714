import { expect, it } from 'vitest'
import type { ChatRequest, RequestContext } from '../../../src/index.ts'
import { problemOf } from '../broken-rules.ts'
import { type Change, sending, whenStreaming } from '../changes.ts'
import { numberSettings } from '../sound-formatter.ts'

const validJson = /^creates valid JSON/
class Thing {
  readonly kind = 'thing'
}

it.each<[what: string, value: unknown, problem: string]>([
  ['NaN', Number.NaN, 'the body.extra is NaN'],
  ['an infinite number', Number.NEGATIVE_INFINITY, 'the body.extra is -Infinity'],
  ['a function', () => 1, 'the body.extra is a function'],
  ['a symbol', Symbol('a'), 'the body.extra is a symbol'],
  ['a map', new Map(), 'the body.extra is a Map'],
  ['a set', new Set(), 'the body.extra is a Set'],
  ['bytes', Uint8Array.of(1), 'the body.extra is a Uint8Array'],
  ['a promise', Promise.resolve(1), 'the body.extra is a Promise'],
  ['NaN in a list', ['a', [Number.NaN]], 'the body.extra[1][0] is NaN'],
  ['nothing in a list', [undefined], 'the body.extra[0] is nothing (undefined)'],
  ['a set in an object', { a: null, b: { c: new Set() } }, 'the body.extra.b.c is a Set'],
])('a body with %s is not valid JSON', async (_what, extra, problem) => {
  const change = sending((body) => ({ ...body, extra }))
  expect(await problemOf(validJson, change)).toBe(
    `\`formatRequest\` returned a body that is not valid JSON: ${problem}.`,
  )
  expect(await problemOf(validJson, whenStreaming(change))).toContain(problem)
})

it('a body that cannot be serialized is none either', async () => {
  expect(
    await problemOf(
      validJson,
      sending(() => ({ a: 1n })),
    ),
  ).toBe(
    '`formatRequest` returned a body that JSON cannot represent: TypeError: Do not know how to serialize a BigInt.',
  )
})

it('a body with all that JSON has is valid', async () => {
  const extra = [null, true, 'a', 0, -1.5, {}, { a: undefined }, new Date(0), new URL('https://a.example'), new Thing()]
  expect(
    await problemOf(
      validJson,
      sending((body) => ({ ...body, extra })),
    ),
  ).toBe('')
})

it.each<[what: string, is: (request: ChatRequest) => boolean]>([
  ['a question', ({ messages }) => messages.length === 1],
  ['a conversation', ({ messages }) => messages.length === 3],
  ['a question with parameters', ({ temperature }) => temperature !== undefined],
  ['one with the last parameter', ({ frequencyPenalty }) => frequencyPenalty !== undefined],
])('%s is tried', async (_what, is) => {
  const accepting: Change = (sound) => ({
    formatRequest: ({ topK, ...request }, context) => {
      const body = sound.formatRequest(request, context) as object
      return is({ topK, ...request }) ? { ...body, extra: [undefined] } : body
    },
  })
  expect(await problemOf(validJson, accepting)).toContain('the body.extra[0] is nothing')
  expect(await problemOf(validJson, whenStreaming(accepting))).toContain('the body.extra[0] is nothing')
})

interface Mutable {
  messages: Record<string, unknown>[]
  [name: string]: unknown
}

/** What a formatter can change of each of the requests that are tried, and of their context. */
const mutations: Readonly<Record<string, (request: Mutable, context: RequestContext) => unknown>> = {
  'the messages': ({ messages }) => messages.length === 1 && messages.pop(),
  "the call's modelKwargs": ({ modelKwargs }) => modelKwargs && Object.assign(modelKwargs, { a: 1 }),
  "the nested ones of the call's": ({ modelKwargs }) =>
    Object.assign((modelKwargs as { nested?: object } | undefined)?.nested ?? {}, { a: 1 }),
  "the client's modelKwargs": (_request, { modelKwargs }) => Object.assign(modelKwargs, { a: 1 }),
  "the nested ones of the client's": (_request, { modelKwargs }) =>
    Object.assign(modelKwargs['nested'] ?? {}, { a: 1 }),
  'the stop texts': ({ stop }) => (stop as string[] | undefined)?.push('.'),
  'the reasoning effort': (request) => 'reasoningEffort' in request && delete request['reasoningEffort'],
  'the list of tools': ({ tools }) => (tools as object[] | undefined)?.splice(0, 1),
  'a tool': ({ tools }) => Object.assign((tools as object[] | undefined)?.[0] ?? {}, { strict: true }),
  'the tool choice': (request) => 'toolChoice' in request && delete request['toolChoice'],
  'the schema': ({ responseFormat }) =>
    Object.assign((responseFormat as { schema?: object } | undefined)?.schema ?? {}, { additionalProperties: false }),
  'a system message': ({ messages }) => messages[0]?.['role'] === 'system' && messages.shift(),
  'the last of several messages': ({ messages }) => messages.length === 4 && messages.pop(),
  'the parts of a message': ({ messages }) =>
    Array.isArray(messages[0]?.['content']) && (messages[0]['content'] as unknown[]).pop(),
  'an image': ({ messages }) =>
    Array.isArray(messages[0]?.['content']) && Object.assign(messages[0]['content'][1] as object, { url: 'a' }),
  'a tool call': ({ messages }) =>
    Object.assign((messages[1]?.['toolCalls'] as object[] | undefined)?.[0] ?? {}, { arguments: {} }),
  'the reasoning': ({ messages }) => messages[1]?.['reasoning'] !== undefined && delete messages[1]['reasoning'],
  'a tool result': ({ messages }) => messages[2]?.['role'] === 'tool' && Object.assign(messages[2], { content: '' }),
  'the URL': (_request, { url }) => (url.search = '?a=b'),
  ...Object.fromEntries(
    ['topK', ...numberSettings].map((setting) => [
      setting,
      (request: Mutable) => setting in request && delete request[setting],
    ]),
  ),
}

it.each(Object.entries(mutations))('changing %s is noticed', async (_what, mutate) => {
  const change: Change = (sound) => ({
    formatRequest: (request, context) => {
      mutate(request as unknown as Mutable, context)
      return sound.formatRequest(request, context)
    },
  })
  const rule = /^does not change the request/
  expect(await problemOf(rule, change)).toMatch(/^`formatRequest` changed its arguments: \{"messages":\[/)
  expect(await problemOf(rule, whenStreaming(change))).toMatch(/^`formatRequest` changed its arguments: /)
})

const sameBody = /^creates the same body/

/** Remembers something of a request, and sends it in later ones. */
const remembering = (found: (request: ChatRequest, context: RequestContext) => unknown): Change =>
  function remember(sound) {
    let remembered: unknown
    return {
      formatRequest: (request, context) => {
        remembered ??= found(request, context)
        const body = sound.formatRequest(request, context) as object
        return remembered === undefined ? body : { ...body, remembered }
      },
    }
  }

it.each<[what: string, found: (request: ChatRequest, context: RequestContext) => unknown]>([
  ["the call's modelKwargs", ({ modelKwargs }) => modelKwargs],
  ["the client's modelKwargs", (_, { modelKwargs: { nested } }) => nested],
  ['the stop texts', ({ stop }) => stop],
  ['the reasoning effort', ({ reasoningEffort }) => reasoningEffort],
  ['the description of a tool', ({ tools }) => tools?.[0]?.description?.match(/kit_earlier.*/)?.[0]],
  ['the schema', ({ responseFormat }) => responseFormat?.type === 'json' && responseFormat.schema],
  ['a system message', ({ messages: [first] }) => (first?.role === 'system' ? first.content : undefined)],
  ['the parts of a message', ({ messages: [first] }) => (typeof first?.content === 'string' ? undefined : first)],
  ['tool calls', ({ messages: [, second] }) => (second?.role === 'assistant' ? second.toolCalls : undefined)],
  ['a tool result', ({ messages: [, , third] }) => (third?.role === 'tool' ? third.toolCallId : undefined)],
  ['a question', ({ messages }) => String(messages[0]?.content).match(/kit_earlier.*/)?.[0]],
])('remembering %s is noticed', async (_what, found) => {
  const change = remembering((request, context) => found(request, context) || undefined)
  expect(await problemOf(sameBody, change)).toMatch(/^`formatRequest` sent parts of an earlier request: \{"said":/)
  expect(
    await problemOf(
      sameBody,
      remembering((...given) => (given[1].stream ? found(...given) : undefined) || undefined),
    ),
  ).toMatch(/^`formatRequest` sent parts of an earlier request: \{"said":/)
})

it.each<[what: string, change: Change]>([
  ...['topK', ...numberSettings].map((setting): [string, Change] => [
    setting,
    remembering((request) => request[setting as keyof ChatRequest]),
  ]),
  ['that an answer was parsed', after('parseResponse')],
  ['that a stream was parsed', after('openStream')],
])('remembering %s is noticed', async (_what, change) => {
  expect(await problemOf(sameBody, change)).toMatch(
    /^`formatRequest` created two bodies for one request: \{"said":\[\{"role":"user","content":"kit_user"\}\]\} and, after other cal…$/,
  )
})

/** Sends another body once a method was called. */
function after(method: 'parseResponse' | 'openStream'): Change {
  return (sound) => {
    let isCalled = false
    return {
      formatRequest: (request, context) => ({
        ...(sound.formatRequest(request, context) as object),
        ...(isCalled && { a: 1 }),
      }),
      [method]: (...given: [unknown, unknown?]) => {
        isCalled = true
        return (sound[method] as (...all: unknown[]) => unknown)(...given)
      },
    }
  }
}

it('bodies that JSON makes equal are equal', async () => {
  let count = 0
  const change = sending((body) => ({ ...body, ...((count += 1) > 1 && { extra: undefined }) }))
  expect(await problemOf(sameBody, change)).toBe('')
})
