import { type ChatResponse, type EmbeddingResponse, type RerankResponse, toStoredAnswer } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { clientOf, hello } from './client-of.ts'

const raw = { choices: [{ message: { content: 'x'.repeat(10_000) } }] }
const arrived = { raw, headers: new Headers({ 'x-request-id': '1' }), request: { url: 'https://host/', body: hello } }

const whole: ChatResponse = {
  text: 'Nobody knows.',
  reasoning: 'Who would?',
  toolCalls: [{ id: 'c1', name: 'look_up', arguments: '{}', providerData: { signature: 's' } }],
  finishReason: 'tool-calls',
  rawFinishReason: 'tool_calls',
  usage: { inputTokens: 3, outputTokens: 4, raw: { prompt_tokens: 3 } },
  id: 'r1',
  model: 'm',
  createdAt: new Date(0),
  refusal: undefined,
  sources: [{ url: 'https://source/' }],
  logprobs: { content: [] },
  audio: { id: 'a1', expiresAt: new Date(1000) },
  serviceTier: 'default',
  systemFingerprint: 'f',
  providerData: { raw: 'opaque', headers: [1] },
  ...arrived,
}

describe('toStoredAnswer', () => {
  it('keeps everything of a chat answer but what arrived and what was sent', () => {
    const stored = toStoredAnswer(whole)
    const { raw: _raw, headers: _headers, request: _request, refusal: _refusal, ...rest } = whole
    expect(stored).toStrictEqual({
      ...rest,
      usage: { inputTokens: 3, outputTokens: 4 },
      createdAt: '1970-01-01T00:00:00.000Z',
      audio: { id: 'a1', expiresAt: '1970-01-01T00:00:01.000Z' },
    })
    expectTypeOf(stored.createdAt).toEqualTypeOf<string | undefined>()
    expectTypeOf(stored.toolCalls).toEqualTypeOf<ChatResponse['toolCalls']>()
    expectTypeOf(stored).not.toHaveProperty('raw')
    expectTypeOf(stored.usage).exclude<undefined>().not.toHaveProperty('raw')
  })

  it('keeps vectors and rankings', () => {
    const embedded: EmbeddingResponse = { embeddings: [[1, 2]], usage: { inputTokens: 1, raw: {} }, ...arrived }
    const ranked: RerankResponse = { results: [{ index: 1, score: 0.5 }], id: 'r', ...arrived }
    expect(toStoredAnswer(embedded)).toStrictEqual({ embeddings: [[1, 2]], usage: { inputTokens: 1 } })
    expect(toStoredAnswer(ranked)).toStrictEqual({ results: [{ index: 1, score: 0.5 }], id: 'r' })
  })

  it('does not change the answer', () => {
    const before = structuredClone({ ...whole, headers: undefined })
    toStoredAnswer(whole)
    expect({ ...whole, headers: undefined }).toStrictEqual(before)
  })

  it('makes a JSON value that structuredClone takes, a fraction of the whole', async () => {
    const answer = await clientOf(() => Response.json({ model: 'm', ...completion, created: 1_700_000_000 })).chat(
      hello,
    )
    const stored = toStoredAnswer(answer)
    expect(JSON.parse(JSON.stringify(stored))).toStrictEqual(stored)
    expect(structuredClone(stored)).toStrictEqual(stored)
    expect(JSON.stringify(stored).length).toBeLessThan(JSON.stringify(answer).length / 1.9)
    expect(stored).toMatchObject({
      text: completion.choices[0]?.message.content,
      createdAt: '2023-11-14T22:13:20.000Z',
    })
  })

  it('makes a JSON value of every answer', () => {
    const text = fc.option(fc.string(), { nil: undefined })
    const answers = fc.record({
      text: fc.string(),
      reasoning: text,
      toolCalls: fc.array(fc.record({ id: fc.string(), name: fc.string(), arguments: fc.string() })),
      createdAt: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
      usage: fc.option(fc.record({ inputTokens: fc.nat(), raw: fc.anything() }), { nil: undefined }),
      // As JSON has it, which has no -0.
      providerData: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
      raw: fc.anything(),
    })
    fc.assert(
      fc.property(answers, (answer) => {
        const stored = toStoredAnswer({ ...answer, headers: new Headers(), request: arrived.request })
        expect(JSON.parse(JSON.stringify(stored))).toEqual(stored)
      }),
    )
  })
})

const completion = { choices: [{ message: { content: 'An answer. '.repeat(1000) }, finish_reason: 'stop' }] }
