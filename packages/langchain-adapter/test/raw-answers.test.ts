import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { describe, expect, it } from 'vitest'
import { chat, collect, delta, joined, streamOf } from './endpoint.ts'

const body = {
  id: 'a',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  x: 1,
}
const events = [delta({ content: 'H' }, null, { x: 1 }), delta({ content: 'i' }), delta({}, 'stop', { x: 2 })]
const whole = { raw: { body: { json: body } } }

describe('with `__includeRawResponse`', () => {
  it('the message contains the body', async () => {
    const { model } = await chat({ replies: [whole] }, { __includeRawResponse: true })
    expect((await model.invoke('Hello')).additional_kwargs).toEqual({ __raw_response: body })
  })

  it.each([{}, { callbacks: [BaseCallbackHandler.fromMethods({ handleLLMNewToken() {} })] }])(
    'each chunk contains its event, and their sum all of them: %j',
    async (options) => {
      const { model } = await chat({ replies: [streamOf(events), streamOf(events)] }, { __includeRawResponse: true })
      const chunks = await collect(model.stream('Hello', options))
      expect(chunks.map(({ additional_kwargs: kwargs }) => kwargs['__raw_response'])).toEqual(events)
      expect((await joined(model.stream('Hello', options))).additional_kwargs).toEqual({ __raw_response: events })
    },
  )

  it('an invocation that streams contains the events', async () => {
    const { model } = await chat({ replies: [streamOf(events)] }, { __includeRawResponse: true, streaming: true })
    expect((await model.invoke('Hello')).additional_kwargs).toEqual({ __raw_response: events })
  })
})

it.each([false, undefined])(
  'with `__includeRawResponse: %s`, messages contain nothing raw',
  async (__includeRawResponse) => {
    const { model } = await chat({ replies: [whole, streamOf(events)] }, { __includeRawResponse })
    expect((await model.invoke('Hello')).additional_kwargs).toEqual({})
    expect((await joined(model.stream('Hello'))).additional_kwargs).toEqual({})
  },
)

it.each([true, undefined])(
  'tokens of recordings are counted where LangChain has them (streaming: %s)',
  async (streaming) => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 2, audio_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 1, audio_tokens: 2 },
    }
    const reply = streaming
      ? streamOf([delta({ content: 'Hi' }, 'stop', { usage })])
      : { raw: { body: { json: { ...body, usage } } } }
    const { model } = await chat({ replies: [reply] }, { streaming })
    expect((await model.invoke('Hello')).usage_metadata).toMatchObject({
      input_token_details: { cache_read: 2, audio: 3 },
      output_token_details: { reasoning: 1, audio: 2 },
    })
  },
)
