import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkChatRequest } from '../src/operations/request-checks/check-chat-request.ts'
import { isPlainRequest } from '../src/operations/request-checks/plain-request.ts'
import { hello } from './client-of.ts'

const parameters =
  'messages temperature topP topK maxTokens seed presencePenalty frequencyPenalty stop reasoningEffort user modelKwargs tools toolChoice toolCalls responseFormat parallelToolCalls logprobs topLogprobs logitBias'.split(
    ' ',
  )
const odd = fc.oneof(
  fc.anything(),
  fc.constantFrom(undefined, null, '', [], {}, Number.NaN, Object.assign([], { 1: hello.messages[0] })),
)
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined })
const text = fc.option(fc.string(), { nil: undefined })
const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.string() })
const plain = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 3 }),
  temperature: number,
  maxTokens: number,
  seed: number,
  stop: text,
  user: text,
  modelKwargs: fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined }),
})
const names = [...parameters, 'toolCallId', 'role', 'content', 'name', 'max_tokens']
/** A field that gets an odd value: of the request, or of its last message. */
const change = fc.record({ name: fc.constantFrom(...names), value: odd, ofMessage: fc.boolean() })
const changed = fc.tuple(plain, fc.array(change, { maxLength: 2 })).map(([request, changes]): object => {
  const last = request.messages.at(-1)
  for (const { name, value, ofMessage } of changes) Object.assign((ofMessage && last) || request, { [name]: value })
  return request
})

class RequestOfClass {
  readonly messages = hello.messages
  get temperature(): number {
    return Number.NaN
  }
}

class MessageOfClass {
  readonly role = 'assistant'
  readonly content = ''
  get toolCalls(): unknown {
    return 'none'
  }
}

it('a request that counts as plain would pass all checks', () => {
  const counts = { plain: 0, invalid: 0 }
  const property = fc.property(fc.oneof({ weight: 20, arbitrary: changed }, odd), (given) => {
    if (isPlainRequest(given as typeof hello)) {
      counts.plain += 1
      checkChatRequest(given as typeof hello)
    } else counts.invalid += 1
  })
  fc.assert(property, { numRuns: 2000 })
  expect(Math.min(counts.plain, counts.invalid)).toBeGreaterThan(200)
})

it.each([
  ['text', hello],
  ['a conversation', { messages: [...hello.messages, { role: 'assistant', content: '' }, ...hello.messages] }],
  ['parameters, some of them undefined', { ...hello, temperature: 0, maxTokens: 5, stop: 'x', tools: undefined }],
  ['body parameters', { ...hello, modelKwargs: { top_k: 3 } }],
])('a request with %s is plain', (_what, given) => {
  expect(isPlainRequest(given as typeof hello)).toBe(true)
})

it.each([
  ['null', null],
  ['no messages', {}],
  ['a hole in its messages', { messages: Object.assign([], { 1: hello.messages[0] }) }],
  ['an unknown field', { ...hello, max_tokens: 5 }],
  ['an unknown field in a message', { messages: [{ role: 'user', content: '', name: 'Ada' }] }],
  ['a number that is none', { ...hello, temperature: Number.NaN }],
  ['getters of a class', new RequestOfClass()],
  ['a message with getters of a class', { messages: [new MessageOfClass()] }],
])('a request with %s is not', (_what, given) => {
  expect(isPlainRequest(given as unknown as typeof hello)).toBe(false)
})
