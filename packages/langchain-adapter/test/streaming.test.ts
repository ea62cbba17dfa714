// oxlint-disable no-underscore-dangle -- LangChain's names
import { EndpointError } from '@azureml-endpoints/core'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { getRetryable } from '@langchain/core/errors'
import { AIMessageChunk, HumanMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { IterableReadableStream } from '@langchain/core/utils/stream'
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { collect, apiTypes, chat, delta, failure, joined, streamOf } from './endpoint.ts'

/** A callback handler, with which a stream does not skip LangChain's callbacks. */
const observed = { callbacks: [BaseCallbackHandler.fromMethods({ handleLLMEnd() {} })] }

describe.each([
  ['unobserved', {}],
  ['observed', observed],
] as const)('a stream, %s', (_name, options) => {
  it('is the same answer as without streaming', async () => {
    for (const apiType of apiTypes) {
      const { model } = await chat({ reasoning: 'field' }, {}, apiType)
      const whole = await model.invoke('Hello')
      const { content, additional_kwargs, contentBlocks, response_metadata } = await joined(
        model.stream('Hello', options),
      )
      expect({ content, additional_kwargs, contentBlocks }).toEqual({
        content: whole.content,
        additional_kwargs: whole.additional_kwargs,
        contentBlocks: whole.contentBlocks,
      })
      expect(contentBlocks.map(({ type }) => type)).toEqual(['reasoning', 'text'])
      // The two answers can be created in different seconds.
      const { id: _, request_id: __, tokenUsage: ___, created, ...metadata } = whole.response_metadata
      expect(typeof response_metadata['created']).toBe(typeof created)
      expect(response_metadata).toMatchObject(metadata)
    }
  })

  it('can be read and canceled as a web stream', async () => {
    const { model } = await chat()
    const stream = await model.stream('Hello', options)
    expect(stream).toBeInstanceOf(IterableReadableStream)
    expect(stream).toBeInstanceOf(ReadableStream)
    const reader = stream.getReader()
    const texts: string[] = []
    for (let read = await reader.read(); !read.done; read = await reader.read()) texts.push(read.value.text)
    expect(texts.join('')).toContain('Hello')
    const other = await model.stream('Hello', options)
    expect((await other.next()).value).toBeInstanceOf(AIMessageChunk)
    const rest: string[] = []
    for await (const { text } of other) if (rest.push(text) > 2) break
    expect(rest).toHaveLength(3)
  })

  it('fails at once when it cannot be opened', async () => {
    const { model } = await chat({ faults: [{ status: 400 }] })
    const error = await failure(model.stream('Hello', options))
    expect(error).toBeInstanceOf(EndpointError)
    expect(getRetryable(error)).toBe(false)
  })

  it('ends with the reason of the abort, and emits nothing more', async () => {
    const { model } = await chat({ faults: [{ stallAtByte: 2_000 }] })
    for (const reason of [undefined, new Error('Had enough')]) {
      const controller = new AbortController()
      let count = 0
      const error = await failure(async () => {
        for await (const _ of await model.stream('Hello', { ...options, signal: controller.signal })) {
          count++
          controller.abort(reason)
        }
      })
      expect(count).toBe(1)
      expect(error).toBe(controller.signal.reason)
    }
  })

  it('ends when the call’s timeout expires', async () => {
    const { model } = await chat({ faults: [{ stallAtByte: 2_000 }] })
    const error = await failure(async () => collect(model.stream('Hello', { ...options, timeout: 50 })))
    expect(error).toMatchObject({ name: 'TimeoutError' })
  })
})

describe('callbacks', () => {
  it('get every token and the complete answer', async () => {
    const { model } = await chat()
    const tokens: string[] = []
    const ends: string[] = []
    const callbacks = [
      BaseCallbackHandler.fromMethods({
        handleLLMNewToken: (token) => void tokens.push(token),
        handleLLMEnd: ({ generations, llmOutput }) =>
          void ends.push(generations[0]![0]!.text, JSON.stringify(llmOutput)),
      }),
    ]
    const { text } = await joined(model.stream('Hello', { callbacks }))
    expect(tokens.join('')).toBe(text)
    expect(tokens.length).toBeGreaterThan(3)
    expect(ends).toEqual([text, expect.stringContaining('"promptTokens":1')])
  })

  it('get every token of an invocation with `streaming: true`', async () => {
    const { model } = await chat({}, { streaming: true })
    const tokens: string[] = []
    const callbacks = [BaseCallbackHandler.fromMethods({ handleLLMNewToken: (token) => void tokens.push(token) })]
    const message = await model.invoke('Hello', { callbacks })
    expect(tokens.join('')).toBe(message.text)
    expect(tokens.length).toBeGreaterThan(3)
  })

  it('get a failure', async () => {
    const { model } = await chat({ faults: [{ reset: { atByte: 900 } }] })
    const errors: unknown[] = []
    const callbacks = [BaseCallbackHandler.fromMethods({ handleLLMError: (error) => void errors.push(error) })]
    const error = await failure(async () => collect(model.stream('Hello', { callbacks })))
    expect(errors).toEqual([error])
  })
})

describe('an abort', () => {
  it('ends an invocation, even while it waits for a retry', async () => {
    const { model, emulator } = await chat({ faults: [{ status: 503, retryAfter: 60 }] })
    const started = Date.now()
    const error = await failure(model.invoke('Hello', { signal: AbortSignal.timeout(200) }))
    expect(error).toMatchObject({ name: 'TimeoutError' })
    expect(Date.now() - started).toBeLessThan(30_000)
    expect(emulator.requests).toHaveLength(1)
  })

  it('keeps the partial output of an invocation that streams', async () => {
    const { model } = await chat({ faults: [{ stallAtByte: 2_000 }] })
    const controller = new AbortController()
    const callbacks = [
      BaseCallbackHandler.fromMethods({ handleLLMNewToken: (token) => void (token !== '' && controller.abort()) }),
    ]
    Object.assign(callbacks[0]!, { lc_prefer_streaming: true })
    const error = await failure(model.invoke('Hello', { callbacks, signal: controller.signal }))
    expect(error.name).toBe('ModelAbortError')
    expect((error['partialOutput'] as AIMessageChunk).text).not.toBe('')
  })
})

it('streams through a chain', async () => {
  const { model } = await chat()
  const chain = ChatPromptTemplate.fromMessages([
    ['system', 'Be {how}.'],
    ['human', '{q}'],
  ])
    .pipe(model)
    .pipe(new StringOutputParser())
  const texts = await collect(chain.stream({ how: 'brief', q: 'Hello' }))
  expect(texts.length).toBeGreaterThan(3)
  expect(texts.join('')).toContain('Hello')
})

it("streams a subclass's own chunks", async () => {
  class Shouting extends AzureMLChatOnlineEndpoint {
    override async *_streamResponseChunks(
      ...given: Parameters<AzureMLChatOnlineEndpoint['_streamResponseChunks']>
    ): ReturnType<AzureMLChatOnlineEndpoint['_streamResponseChunks']> {
      for await (const chunk of super._streamResponseChunks(...given)) {
        chunk.message.content = chunk.text.toUpperCase()
        yield chunk
      }
    }
  }
  const { emulator } = await chat()
  const model = new Shouting({
    endpointUrl: `${emulator.url}/v1/chat/completions`,
    endpointApiKey: 'some key'.replace(' ', '-'),
  })
  expect((await joined(model.stream('Hello'))).content).toContain('HELLO')
})

describe('content-block events', () => {
  it('report every block and the end', async () => {
    const thought = delta({ reasoning_content: 'Hm.' })
    const call = (fields: object): object => delta({ tool_calls: [{ index: 0, ...fields }] })
    const events = [
      thought,
      delta({ content: 'I ' }),
      delta({ content: 'add.' }),
      call({ id: 'a', function: { name: 'add', arguments: '{"a"' } }),
      call({ function: { arguments: ':1}' } }),
      delta({}, 'tool_calls', { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }),
    ]
    const { model } = await chat({ replies: [{ ...streamOf(events), times: 2 }] })
    expect(await collect(model.streamEvents('Add!'))).toMatchInlineSnapshot(`
      [
        {
          "event": "message-start",
        },
        {
          "content": {
            "reasoning": "",
            "type": "reasoning",
          },
          "event": "content-block-start",
          "index": 0,
        },
        {
          "delta": {
            "reasoning": "Hm.",
            "type": "reasoning-delta",
          },
          "event": "content-block-delta",
          "index": 0,
        },
        {
          "content": {
            "text": "",
            "type": "text",
          },
          "event": "content-block-start",
          "index": 1,
        },
        {
          "delta": {
            "text": "I ",
            "type": "text-delta",
          },
          "event": "content-block-delta",
          "index": 1,
        },
        {
          "delta": {
            "text": "add.",
            "type": "text-delta",
          },
          "event": "content-block-delta",
          "index": 1,
        },
        {
          "content": {
            "args": "",
            "id": "a",
            "index": 0,
            "name": "add",
            "type": "tool_call_chunk",
          },
          "event": "content-block-start",
          "index": 2,
        },
        {
          "delta": {
            "fields": {
              "args": "{"a"",
              "id": "a",
              "name": "add",
              "type": "tool_call_chunk",
            },
            "type": "block-delta",
          },
          "event": "content-block-delta",
          "index": 2,
        },
        {
          "delta": {
            "fields": {
              "args": "{"a":1}",
              "id": "a",
              "name": "add",
              "type": "tool_call_chunk",
            },
            "type": "block-delta",
          },
          "event": "content-block-delta",
          "index": 2,
        },
        {
          "event": "usage",
          "usage": {
            "input_tokens": 1,
            "output_tokens": 2,
            "total_tokens": 3,
          },
        },
        {
          "content": {
            "reasoning": "Hm.",
            "type": "reasoning",
          },
          "event": "content-block-finish",
          "index": 0,
        },
        {
          "content": {
            "text": "I add.",
            "type": "text",
          },
          "event": "content-block-finish",
          "index": 1,
        },
        {
          "content": {
            "args": {
              "a": 1,
            },
            "id": "a",
            "name": "add",
            "type": "tool_call",
          },
          "event": "content-block-finish",
          "index": 2,
        },
        {
          "event": "message-finish",
          "reason": "tool_use",
          "responseMetadata": {
            "finish_reason": "tool_calls",
            "id": "chatcmpl-1",
            "model": "my-model",
            "model_name": "my-model",
            "model_provider": "azureml",
            "provider_data": {
              "message": {
                "reasoningField": "reasoning_content",
              },
            },
          },
          "usage": {
            "input_tokens": 1,
            "output_tokens": 2,
            "total_tokens": 3,
          },
        },
      ]
    `)
    const stream = model.streamEvents([new HumanMessage('Add!')])
    expect([await stream.reasoning, await stream.text, (await stream.toolCalls).length]).toEqual(['Hm.', 'I add.', 1])
    expect(await stream.usage).toMatchObject({ total_tokens: 3 })
    expect((await stream).contentBlocks).toMatchObject([{ type: 'reasoning' }, { type: 'text' }, { type: 'tool_call' }])
  })

  it.each(['v1', 'v2'] as const)('exist in the older version %s', async (version) => {
    const { model } = await chat()
    const events = await collect(model.streamEvents('Hello', { version }))
    const names = new Set(events.map(({ event }) => event))
    expect([...names]).toEqual(
      ['on_chat_model_start', 'on_chat_model_stream', 'on_chat_model_end'].map((name) =>
        version === 'v1' ? name.replace('chat_model', 'llm') : name,
      ),
    )
  })

  it('fail with the endpoint’s error', async () => {
    const { model } = await chat({ faults: [{ status: 400 }] })
    const stream = model.streamEvents('Hello')
    expect(await failure(async () => stream)).toBeInstanceOf(EndpointError)
  })
})

it('returns v1 messages from every method', async () => {
  const tools = [{ name: 'add', parameters: { type: 'object', properties: {} } }]
  const { model } = await chat(
    { replies: [{ text: 'I add.', toolCalls: [{ name: 'add', arguments: { a: 1 } }], times: 2 }] },
    { outputVersion: 'v1' },
  )
  for (const message of [await model.invoke('Add!', { tools }), await joined(model.stream('Add!', { tools }))]) {
    expect(message.contentBlocks).toMatchObject([
      { type: 'text', text: 'I add.' },
      { type: 'tool_call', name: 'add', args: { a: 1 } },
    ])
    expect(message.tool_calls).toMatchObject([{ name: 'add', args: { a: 1 } }])
    expect(message.response_metadata['output_version']).toBe('v1')
  }
})
