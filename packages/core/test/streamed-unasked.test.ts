import { AzureMLEndpointClient, EndpointError, FormatError } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, delta, failure, hello, sse } from './client-of.ts'

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const finish = (reason: string): object => delta({}, { finish_reason: reason }, { usage })
const call = (piece: object): object => delta({ tool_calls: [{ index: 0, ...piece }] })

function clientFor(body: string | ReadableStream<Uint8Array>, contentType: string): AzureMLEndpointClient {
  return clientOf(() => new Response(body, { headers: { 'content-type': contentType } }))
}

describe('chat() on an endpoint that streams whatever is asked for', () => {
  it('returns what the stream holds', async () => {
    const events = [
      delta({ role: 'assistant', reasoning_content: 'Let me ' }),
      delta({ reasoning_content: 'see.' }),
      delta({ content: 'It is ' }),
      delta({ content: 'warm.' }),
      call({ id: 'call_1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ function: { arguments: '"Oslo"}' } }),
      finish('tool_calls'),
    ]
    const response = await clientFor(sse(...events), 'text/event-stream; charset=utf-8').chat(hello)
    expect(response).toMatchObject({
      text: 'It is warm.',
      reasoning: 'Let me see.',
      toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }],
      finishReason: 'tool-calls',
      rawFinishReason: 'tool_calls',
      usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
      id: 'c1',
      model: 'm',
      raw: events,
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.request.url).toContain('/v1/chat/completions')
  })

  it('returns the joined text of stream(), however the bytes arrive', async () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 40 }), async (texts, size) => {
        const bytes = new TextEncoder().encode(sse(...texts.map((content) => delta({ content })), finish('stop')))
        const cuts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size)
        const body = (): ReadableStream<Uint8Array> => bodyOf(cuts.map((at) => bytes.subarray(at, at + size)))
        const whole = await clientFor(body(), 'text/event-stream').chat(hello)
        const { chunks } = await collect(clientFor(body(), 'text/event-stream').stream(hello))
        expect(whole.text).toBe(chunks.map(({ text = '' }) => text).join(''))
        expect(whole.finishReason).toBe('stop')
      }),
      { numRuns: 60 },
    )
  })

  it('reads lines of JSON', async () => {
    const lines = [delta({ content: 'Hel' }), delta({ content: 'lo' }), finish('stop')]
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    expect(await clientFor(body, 'application/x-ndjson').chat(hello)).toMatchObject({
      text: 'Hello',
      usage: { outputTokens: 2 },
    })
  })

  it('reads a whole answer under the content type of a stream', async () => {
    const body = JSON.stringify({ choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: 'stop' }] })
    expect(await clientFor(body, 'text/event-stream').chat(hello)).toMatchObject({
      text: 'Hello',
      finishReason: 'stop',
    })
  })

  it('throws the failure that the stream reports, even after some text', async () => {
    const body = sse(delta({ content: 'Hel' }), { error: { message: 'The engine ran out of memory.', code: 500 } })
    const error = await failure(clientFor(body, 'text/event-stream').chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(String(error)).toContain('out of memory')
  })

  it.each(['', 'data: {"choices":[]}\n\n', ': keep-alive\n\n'])(
    'throws for a stream without an answer: %j',
    async (body) => {
      const error = await failure(clientFor(body, 'text/event-stream').chat(hello))
      expect(error).toBeInstanceOf(FormatError)
    },
  )

  it('says that an answer with an open end is interrupted', async () => {
    const body = sse(delta({ content: 'Hel' })).replace('data: [DONE]\n\n', '')
    expect(await clientFor(body, 'text/event-stream').chat(hello)).toMatchObject({
      text: 'Hel',
      finishReason: 'interrupted',
    })
  })

  it('closes the connection when the caller aborts', async () => {
    let cancelled = false
    const controller = new AbortController()
    const body = new ReadableStream<Uint8Array>({
      start: (stream) =>
        stream.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(delta({ content: 'x' }))}\n\n`)),
      cancel: () => void (cancelled = true),
    })
    const pending = clientFor(body, 'text/event-stream').chat(hello, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 20)
    expect(await failure(pending)).toEqual(new Error('enough'))
    expect(cancelled).toBe(true)
  })
})
