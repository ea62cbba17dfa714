import { APICallError } from '@ai-sdk/provider'
import { jsonSchema, streamText, tool } from 'ai'
import { describe, expect, it, vi } from 'vitest'
import { emulate, routes } from './emulator.ts'
import { delta, events, hello, outline, partsOf, streamed } from './prompt.ts'

const answer = events(
  { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
  delta({ role: 'assistant', content: '' }),
  delta({ reasoning_content: 'Hm' }),
  delta({ reasoning_content: '.' }),
  delta({ content: 'Yes' }),
  delta({ content: '.' }),
  delta({}, 'stop'),
  { id: 'c1', model: 'm1', choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } },
  '[DONE]',
)

describe('a stream', () => {
  it('emits its parts in the order of the first-party providers, and starts and ends each block', async () => {
    const emulator = await emulate()
    await emulator.reply(streamed(answer))
    const parts = await partsOf(emulator.provider(routes.serverless)())
    expect(outline(parts)).toEqual([
      'stream-start',
      'response-metadata',
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ])
    expect(parts[0]).toEqual({ type: 'stream-start', warnings: [] })
    expect(parts[1]).toEqual({ type: 'response-metadata', id: 'c1', modelId: 'm1' })
    expect(parts.at(-1)).toMatchObject({
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: { total: 7 }, outputTokens: { total: 3 } },
      providerMetadata: { azureML: { contentFilter: { prompt: [{ prompt_index: 0 }] } } },
    })
    const ids = parts.flatMap((part) => (/-(start|end)$/.test(part.type) && 'id' in part ? [part.id] : []))
    expect(new Set(ids).size).toBe(2)
  })

  it('starts a new block when the model reasons again', async () => {
    const emulator = await emulate()
    await emulator.reply(
      streamed(
        events(
          delta({ content: 'A' }),
          delta({ reasoning_content: 'Hm.' }),
          delta({ content: 'B' }),
          delta({}, 'stop'),
          '[DONE]',
        ),
      ),
    )
    const result = streamText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' })
    expect(await result.text).toBe('AB')
    expect((await result.content).map(({ type }) => type)).toEqual(['text', 'reasoning', 'text'])
  })

  it('emits raw chunks before their parts', async () => {
    const emulator = await emulate()
    await emulator.reply(streamed(answer))
    const parts = await partsOf(emulator.provider(routes.serverless)(), { includeRawChunks: true })
    const raw = parts.flatMap((part) => (part.type === 'raw' ? [part.rawValue] : []))
    expect(raw).toHaveLength(8)
    const spoken = parts.findIndex(({ type }) => type === 'text-start')
    expect(parts[spoken - 2]).toMatchObject({ type: 'raw', rawValue: { choices: [{ delta: { content: 'Yes' } }] } })
  })

  it('is one well-formed answer if the endpoint cannot stream', async () => {
    const emulator = await emulate()
    await emulator.reply({ reasoning: 'Hm.', text: 'Yes.' })
    const parts = await partsOf(emulator.provider(routes.dedicated)())
    expect(parts.map(({ type }) => type)).toEqual([
      'stream-start',
      'response-metadata',
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ])
  })

  it('finishes as interrupted when it ends without a finish reason', async () => {
    const emulator = await emulate()
    await emulator.reply(streamed(events(delta({ content: 'Yes' }), delta({ content: ', and' }))))
    const result = streamText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' })
    expect(await result.text).toBe('Yes, and')
    expect(await result.finishReason).toBe('interrupted')
  })
})

describe('a failure of a stream', () => {
  it('before the first content rejects the call, so that it can be retried', async () => {
    const emulator = await emulate()
    await emulator.reply(
      streamed(events(delta({ role: 'assistant', content: '' }), { error: { message: 'Overloaded', code: 503 } })),
    )
    await expect(emulator.provider(routes.serverless)().doStream({ prompt: hello })).rejects.toSatisfy(
      (error) => APICallError.isInstance(error) && error.isRetryable && error.message.includes('Overloaded'),
    )
  })

  it.each([
    [
      'an error event',
      { insert: { afterEvents: 3, text: events({ error: { message: 'Engine died', code: 500 } }) } },
      'Engine died',
    ],
    ['a reset connection', { reset: { atByte: 600 } }, 'connection was lost'],
  ])('after the first content becomes parts of the stream: %s', async (_name, fault, words) => {
    const emulator = await emulate({ replies: [{ text: 'one two three four five six seven eight nine ten' }] })
    await emulator.fail(fault)
    const parts = await partsOf(emulator.provider(routes.serverless)())
    expect(outline(parts)).toEqual([
      'stream-start',
      'response-metadata',
      'text-start',
      'text-delta',
      'error',
      'text-end',
      'finish',
    ])
    const error = parts.find((part) => part.type === 'error')?.error
    expect(APICallError.isInstance(error)).toBe(true)
    expect((error as Error).message).toContain(words)
    expect(parts.at(-1)).toMatchObject({ finishReason: { unified: 'error' } })
  })

  it('to send content in time is ended by ai’s firstChunkMs', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: [events(delta({ role: 'assistant', content: '' })), { stall: true }] } })
    const result = streamText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Hi',
      timeout: { firstChunkMs: 100 },
      onError: () => {},
    })
    await expect(result.text).rejects.toThrow('First chunk')
  })

  it('after the first content is retried with streamRetries', async () => {
    const emulator = await emulate()
    const broken = events(delta({ content: 'Y' }), { error: { message: 'Engine died', code: 500 } })
    await emulator.reply(streamed(broken), { text: 'Yes.' })
    const onError = vi.fn<(event: { error: unknown }) => void>()
    const result = streamText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Hi',
      streamRetries: 1,
      onError,
    })
    expect(await result.text).toContain('Yes.')
    expect(await result.finishReason).toBe('stop')
    expect(onError).toHaveBeenCalledOnce()
    expect(await emulator.requests()).toHaveLength(2)
  })

  it('because of the token limit does not run an incomplete tool call', async () => {
    const emulator = await emulate()
    const half = { index: 0, id: 'a', function: { name: 'pay', arguments: '{"sum":1' } }
    await emulator.reply(streamed(events(delta({ tool_calls: [half] }), delta({}, 'length'), '[DONE]')))
    const execute = vi.fn<() => string>(() => 'paid')
    const result = streamText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Hi',
      tools: { pay: tool({ inputSchema: jsonSchema({ type: 'object' }), execute }) },
    })
    expect(await result.finishReason).toBe('length')
    expect(execute).not.toHaveBeenCalled()
  })

  it('in the middle of a tool call does not run it', async () => {
    const emulator = await emulate()
    const call = (fields: object) => delta({ tool_calls: [{ index: 0, ...fields }] })
    await emulator.reply(
      streamed(
        events(call({ id: 'a', function: { name: 'pay', arguments: '{"sum":1' } }), {
          error: { message: 'Engine died' },
        }),
      ),
    )
    const parts = await partsOf(emulator.provider(routes.serverless)())
    expect(outline(parts).slice(2)).toEqual([
      'tool-input-start',
      'tool-input-delta',
      'error',
      'tool-input-end',
      'finish',
    ])
  })
})

describe('an abort', () => {
  const slow = { raw: { body: [events(delta({ content: 'one' })), { stall: true }] } } as const

  it('before the answer rejects the call with its own reason', async () => {
    const emulator = await emulate({ latencyMs: 10_000 })
    const abort = new AbortController()
    const reason = new DOMException('Enough', 'AbortError')
    setTimeout(() => abort.abort(reason), 50)
    const model = emulator.provider(routes.serverless)()
    await expect(model.doStream({ prompt: hello, abortSignal: abort.signal })).rejects.toBe(reason)
    await expect(model.doGenerate({ prompt: hello, abortSignal: abort.signal })).rejects.toBe(reason)
  })

  it('in the middle rejects the stream, without an error part', async () => {
    const emulator = await emulate()
    await emulator.reply({ ...slow })
    const abort = new AbortController()
    const { stream } = await emulator
      .provider(routes.serverless)()
      .doStream({ prompt: hello, abortSignal: abort.signal })
    const reader = stream.getReader()
    const types: string[] = []
    setTimeout(() => abort.abort(), 50)
    const reading = (async () => {
      for (let read = await reader.read(); !read.done; read = await reader.read()) types.push(read.value.type)
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    expect(types).not.toContain('error')
  })

  it('of streamText finishes as aborted', async () => {
    const emulator = await emulate()
    await emulator.reply({ ...slow })
    const abort = new AbortController()
    const onAbort = vi.fn<() => void>()
    const onError = vi.fn<(event: { error: unknown }) => void>()
    const result = streamText({
      model: emulator.provider(routes.serverless)(),
      prompt: 'Hi',
      abortSignal: abort.signal,
      onAbort,
      onError,
    })
    setTimeout(() => abort.abort(), 50)
    await result.consumeStream()
    expect(onAbort).toHaveBeenCalledOnce()
    expect(onError).not.toHaveBeenCalled()
  })
})

describe('the reader of a stream', () => {
  it('closes the connection at once by canceling, even while the endpoint is silent', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: [events(delta({ content: 'one' })), { stall: true }] } })
    const { stream } = await emulator.provider(routes.serverless)().doStream({ prompt: hello })
    const reader = stream.getReader()
    const started = Date.now()
    while ((await reader.read()).value?.type !== 'text-delta');
    const pending = reader.read()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await reader.cancel()
    expect(await pending).toMatchObject({ done: true })
    expect(Date.now() - started).toBeLessThan(30_000)
  })

  it('determines the pace: nothing is read ahead', async () => {
    let reads = 0
    const body = new ReadableStream<Uint8Array>(
      { pull: (to) => to.enqueue(new TextEncoder().encode(events(delta({ content: `${(reads += 1)} ` })))) },
      { highWaterMark: 0 },
    )
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { fetch: async () => new Response(body) })()
    const { stream } = await model.doStream({ prompt: hello })
    const reader = stream.getReader()
    const seen: string[] = []
    for (const part of ['stream-start', 'response-metadata', 'text-start', 'text-delta', 'text-delta']) {
      expect((await reader.read()).value?.type).toBe(part)
      await new Promise((resolve) => setTimeout(resolve, 1))
      seen.push(`${part} ${reads}`)
    }
    expect(seen).toEqual(['stream-start 1', 'response-metadata 1', 'text-start 1', 'text-delta 1', 'text-delta 2'])
    await reader.cancel()
  })

  it('can get the deltas of one network read joined', async () => {
    const body = events(
      ...Array.from({ length: 100 }, () => delta({ reasoning_content: 'm' })),
      ...Array.from({ length: 100 }, (_, index) => delta({ content: `${index} ` })),
      delta({}, 'stop'),
      '[DONE]',
    )
    const emulator = await emulate()
    await emulator.reply(streamed(body), streamed(body), streamed(body))
    const text = Array.from({ length: 100 }, (_, index) => `${index} `).join('')
    const deltas = async (joined: boolean, callToo = joined) => {
      const model = emulator.provider(routes.serverless, { coalesceDeltas: joined })()
      const parts = await partsOf(model, { providerOptions: { azureML: { coalesceDeltas: callToo } } })
      const spoken = parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : []))
      expect(spoken.join('')).toBe(text)
      return spoken.length
    }
    expect(await deltas(false)).toBe(100)
    expect(await deltas(true)).toBeLessThan(20)
    expect(await deltas(false, true)).toBeLessThan(20)
  })

  it('gets the parts without a transform stream in between', async () => {
    const emulator = await emulate()
    await emulator.reply(streamed(answer))
    const made = vi.fn<() => void>()
    const { TransformStream: Real } = globalThis
    vi.stubGlobal(
      'TransformStream',
      class extends Real {
        constructor(...given: ConstructorParameters<typeof Real>) {
          super(...given)
          made()
        }
      },
    )
    try {
      await partsOf(emulator.provider(routes.serverless)())
      expect(made).not.toHaveBeenCalled()
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
