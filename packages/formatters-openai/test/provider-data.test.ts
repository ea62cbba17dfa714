import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, type OpenAIFormatterOptions } from '../src/index.ts'
import { chunksOf, delta, joined } from './joined-stream.ts'

const signed = { type: 'reasoning.text', text: 'Hm', signature: 'c2ln', index: 0, format: 'x' }
const block = { type: 'thinking', thinking: 'Hm', signature: 'RXE' }
const redacted = { type: 'redacted_thinking', data: 'c2VjcmV0' }
const extra = { google: { thought_signature: 'c2ln' } }

describe('the providerData of an answer', () => {
  it.each([
    [{ content: 'a', reasoning_content: 'Hm' }, { reasoningField: 'reasoning_content' }],
    [{ content: 'a', reasoning: 'Hm', reasoning_content: '' }, { reasoningField: 'reasoning' }],
    [{ content: '<think>Hm</think>a' }, { reasoningField: 'none' }],
    [{ content: '<think>Hm</think>a', reasoning: 'Hm' }, { reasoningField: 'reasoning' }],
    [
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
          { type: 'text', text: 'a' },
        ],
      },
      { reasoningField: 'thinking' },
    ],
    [
      { content: 'a', reasoning: 'Hm', reasoning_details: [signed] },
      { reasoningField: 'reasoning', reasoningDetails: [signed] },
    ],
    [{ content: 'a', reasoning_details: [signed] }, { reasoningDetails: [signed] }],
    [
      { content: 'a', reasoning: { encrypted_content: 'c2VjcmV0', content: null } },
      { encryptedReasoning: { encrypted_content: 'c2VjcmV0', content: null } },
    ],
    [
      { content: 'a', reasoning_content: 'Hm', thinking_blocks: [block, redacted, redacted, block] },
      { reasoningField: 'reasoning_content', thinkingBlocks: [block, redacted, redacted, block] },
    ],
    [{ content: 'a', thinking_blocks: [block, 5, { ...block, signature: '' }] }, { thinkingBlocks: [block] }],
    [
      {
        content: 'a',
        thinking_blocks: [
          { ...block, signature: null },
          { ...redacted, data: '' },
        ],
      },
      undefined,
    ],
    [{ content: 'a', thinking_blocks: [] }, undefined],
    [{ content: 'a', thinking_blocks: 'Hm' }, undefined],
    [{ content: 'a', extra_content: extra }, { extraContent: extra }],
    [{ content: 'a' }, undefined],
    [{ content: 'a', reasoning: null, reasoning_content: '', reasoning_details: [], extra_content: {} }, undefined],
    [{ content: 'a', reasoning: { encrypted_content: null, content: '' } }, undefined],
  ])('of %j is %j, whole and streamed', (message, expected) => {
    expect(read(message).providerData).toEqual(expected)
    expect(joined(chunksOf([delta(message), delta({}, { finish_reason: 'stop' })])).providerData).toEqual(expected)
  })

  it("does not say where the reasoning is if it is not read, with 'off'", () => {
    const message = { content: '<think>Hm</think>a', reasoning_content: 'Hm', reasoning: { encrypted_content: 'x' } }
    expect(read(message, { reasoning: 'off' }).providerData).toEqual({ encryptedReasoning: { encrypted_content: 'x' } })
    const chunks = chunksOf([delta(message)], { reasoning: 'off' })
    expect(joined(chunks).providerData).toEqual({ encryptedReasoning: { encrypted_content: 'x' } })
  })

  it('joins the pieces of the details of a stream, which come last and with all that is known', () => {
    const piece = (detail: object): unknown => delta({ reasoning: 'x', reasoning_details: [detail] })
    const chunks = chunksOf([
      piece({ type: 'reasoning.text', text: 'H', index: 0, format: 'x' }),
      piece({ type: 'reasoning.text', text: 'm', index: 0, format: 'x' }),
      piece({ type: 'reasoning.text', text: null, signature: 'c2ln', index: 0, format: 'x' }),
      piece({ type: 'reasoning.encrypted', data: 'ab', id: 'r', index: 1 }),
      piece({ type: 'reasoning.encrypted', data: 'cd', id: 'r', index: 1 }),
      delta({ content: 'a' }, { finish_reason: 'stop' }),
    ])
    expect(chunks.at(-1)).toEqual({
      providerData: {
        reasoningField: 'reasoning',
        reasoningDetails: [signed, { type: 'reasoning.encrypted', data: 'abcd', id: 'r', index: 1 }],
      },
    })
    expect(chunks[0]?.providerData).toEqual({ reasoningField: 'reasoning' })
    expect(chunks[1]?.providerData).toBeUndefined()
  })

  it("joins the pieces of Claude's blocks of a stream, each up to its signature", () => {
    const piece = (...blocks: object[]): unknown => delta({ thinking_blocks: blocks })
    const chunks = chunksOf([
      piece({ type: 'thinking', thinking: 'H', signature: '' }),
      piece({ type: 'thinking', thinking: 'm' }),
      piece({ type: 'thinking', thinking: '', signature: 'RXE' }),
      piece(redacted),
      piece(redacted, { type: 'thinking', thinking: 'So', signature: null }),
      piece({ type: 'thinking', signature: 'RXI' }),
      piece({ type: 'thinking', thinking: 'And', signature: '' }),
      delta({ content: 'a' }, { finish_reason: 'stop' }),
    ])
    const thinkingBlocks = [block, redacted, redacted, { type: 'thinking', thinking: 'So', signature: 'RXI' }]
    expect(chunks.at(-1)).toEqual({ providerData: { thinkingBlocks } })
  })

  it('reads reasoning from the details only while none has come in a field', () => {
    const inDetails = (text: string): unknown => delta({ reasoning_details: [{ ...signed, text }] })
    const inField = delta({ reasoning: 'Hm' })
    const nothing = [undefined, undefined]
    const reasoningOf = (events: readonly unknown[]): readonly unknown[] =>
      chunksOf(events).map((chunk) => chunk?.reasoning)
    expect(reasoningOf([inDetails('a'), inDetails('b'), inField, inDetails('c')])).toEqual(['a', 'b', 'Hm', ...nothing])
  })

  it('is JSON', () => {
    const { providerData } = read({ content: 'a', reasoning: 'Hm', reasoning_details: [signed], extra_content: extra })
    expect(JSON.parse(JSON.stringify(providerData))).toEqual(providerData)
  })
})

describe('the providerData of a tool call', () => {
  const called = { name: 'f', arguments: '{}' }

  it.each([
    [{ id: 'c', function: called, extra_content: extra }, { extraContent: extra }],
    [{ id: 'c', function: called, thought_signature: 'c2ln' }, { thoughtSignature: 'c2ln' }],
    [{ id: 'c', function: { ...called, thought_signature: 'c2ln' } }, { thoughtSignature: 'c2ln' }],
    [{ id: 'c', function: called, extra_content: null, thought_signature: '' }, undefined],
  ])('of %j is %j, whole and streamed', (call, expected) => {
    expect(read({ content: null, tool_calls: [call] }).toolCalls?.[0]?.providerData).toEqual(expected)
    const [chunk] = chunksOf([delta({ tool_calls: [{ index: 0, ...call }] })])
    expect(chunk?.toolCalls?.[0]?.providerData).toEqual(expected)
  })
})

function read(message: object, options?: OpenAIFormatterOptions): ReturnType<typeof parse> {
  return parse({ choices: [{ index: 0, message, finish_reason: 'stop' }] }, options)
}

function parse(body: unknown, options: OpenAIFormatterOptions | undefined) {
  return new CustomOpenAIChatContentFormatter(options).codecs.serverless.parseResponse(body)
}

describe('reasoning in parts of the content', () => {
  const { serverless } = new CustomOpenAIChatContentFormatter().codecs
  const text = { type: 'text', text: 'So.' }
  const answerOf = (message: object): unknown => {
    const { reasoning, providerData } = serverless.parseResponse({ choices: [{ index: 0, message }] })
    return { reasoning, providerData }
  }

  it.each(['thinking', 'reasoning'])('is recorded as thinking if the parts are of type %s', (type) => {
    const content = [{ type, text: 'Hm.' }, text]
    expect(answerOf({ content })).toEqual({ reasoning: 'Hm.', providerData: { reasoningField: 'thinking' } })
    expect(answerOf({ content, reasoning: 'Or' })).toEqual({
      reasoning: 'Or',
      providerData: { reasoningField: 'reasoning' },
    })
  })

  it('is not recorded if there is none', () => {
    expect(answerOf({ content: [text, null, { type: 'other', text: 'x' }] })).toEqual({})
    expect(answerOf({ content: 'x', reasoning_details: [], extra_content: {}, reasoning: { a: null, b: '' } })).toEqual(
      {},
    )
  })
})
