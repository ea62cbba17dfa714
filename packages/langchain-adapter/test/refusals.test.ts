import { getRetryable, LangChainError } from '@langchain/core/errors'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { chat, collect, delta, failure, sentMessages, streamOf } from './endpoint.ts'
import { ways } from './ways.ts'

const refusal = 'I will not do that.'
const whole = { choices: [{ index: 0, message: { role: 'assistant', content: null, refusal }, finish_reason: 'stop' }] }
const streamed = streamOf([
  delta({ role: 'assistant', refusal: 'I will ' }),
  delta({ refusal: 'not do that.' }, 'stop'),
])
const replies = (streaming: boolean): object[] => [streaming ? streamed : { raw: { body: { json: whole } } }]

const schemas = { zod: z.object({ city: z.string() }), json: { type: 'object', required: ['city'] } }
const cases = (['functionCalling', 'jsonSchema', 'jsonMode'] as const).flatMap((method) =>
  Object.entries(schemas).flatMap(([kind, schema]) =>
    (['invoke', 'stream', 'invoke that streams'] as const).map((way) => ({ method, kind, schema, way })),
  ),
)

/** LangChain's brand of a refusal, which it has known since 1.4. */
const brand = Symbol.for('langchain.error.model-refusal')

describe('a refusal under structured output', () => {
  it.each(cases)("is LangChain's error for one: $method, $kind, $way", async ({ method, schema, way }) => {
    const isStream = way !== 'invoke'
    const { model } = await chat(
      { replies: replies(isStream) as never },
      { streaming: way === 'invoke that streams' || undefined },
    )
    const structured = model.withStructuredOutput(schema, { method })
    const error = await failure(() => (way === 'stream' ? collect(structured.stream('Hi')) : structured.invoke('Hi')))
    expect(error).toBeInstanceOf(LangChainError)
    expect(error).toMatchObject({
      name: 'ModelRefusalError',
      message: `The model refused to answer: ${refusal}`,
      [brand]: true,
      rawMessage: { additional_kwargs: { refusal } },
    })
    expect(getRetryable(error)).toBe(false)
  })

  it('leaves `parsed` empty with `includeRaw`', async () => {
    const { model } = await chat({ replies: replies(false) as never })
    const { raw, parsed } = await model.withStructuredOutput(schemas.zod, { includeRaw: true }).invoke('Hi')
    expect(parsed).toBeNull()
    expect(raw.additional_kwargs['refusal']).toBe(refusal)
  })
})

describe.each(Object.entries(ways))('a refusal in the answer of %s', (name, ask) => {
  it('is a standard block, and its words are the text', async () => {
    const { model } = await chat({ replies: replies(name.startsWith('stream')) as never })
    const message = await ask(model)
    expect(message.text).toBe(refusal)
    expect(message.contentBlocks).toEqual([
      expect.objectContaining({ type: 'text', text: refusal }),
      { type: 'refusal', refusal },
    ])
  })
})

it('a refusal among the events of a stream is a standard block', async () => {
  const { model } = await chat({ replies: replies(true) as never })
  expect((await model.streamEvents('Hi')).contentBlocks).toContainEqual({ type: 'refusal', refusal })
})

it.each([
  [{ content: [{ type: 'refusal', refusal }] }],
  [{ content: '', additional_kwargs: { refusal } }],
  [{ content: refusal, additional_kwargs: { refusal } }],
  [
    {
      content: [
        { type: 'text', text: refusal },
        { type: 'refusal', refusal },
      ],
    },
  ],
])('a refusal goes back once with the conversation: %j', async (fields) => {
  const { model, emulator } = await chat()
  await model.invoke([new HumanMessage('Hi'), new AIMessage(fields as { content: string }), new HumanMessage('Why?')])
  expect(sentMessages(emulator)[1]).toEqual({ role: 'assistant', content: refusal })
})
