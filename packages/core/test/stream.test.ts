import { type ChatChunk, ContentFormatterBase, EndpointError, FormatError } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, delta, hello, sse } from './client-of.ts'

/** Returns chunks without the metadata of the first one, for comparison. */
function withoutMetadata({ chunks }: { chunks: ChatChunk[] }): object[] {
  return chunks.map(({ headers: _headers, request: _request, raw: _raw, ...chunk }) => chunk)
}

async function read(
  body: string | ReadableStream<Uint8Array>,
  contentType = 'text/event-stream',
): ReturnType<typeof collect> {
  const client = clientOf(() => new Response(body, { headers: { 'content-type': contentType } }))
  return collect(client.stream(hello))
}

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const text = (content: string): object => delta({ content })
const finish = (reason: string, event: object = {}): object => delta({}, { finish_reason: reason }, event)

const asStream = { headers: { 'content-type': 'text/event-stream' } }
const cut = `data: ${JSON.stringify(text('Hel'))}\n\n`

describe.each(['stream', 'streamBatches'] as const)('%s, when it has ended', (method) => {
  it.each<[how: string, answer: () => Response, options?: object]>([
    ['with an answer', () => new Response(sse(text('Hello'), finish('stop')), asStream)],
    ['with a whole answer', () => Response.json({ choices: [{ message: { content: 'Hello' } }] })],
    ['with an error status', () => new Response('no', { status: 400 })],
    ['with an error in the stream', () => new Response(sse(text('Hel'), { error: { message: 'no' } }), asStream)],
    ['without a finish reason', () => new Response(cut, asStream)],
    ['with a body that is no answer', () => new Response('no', asStream)],
    [
      'without an answer',
      () => {
        throw new TypeError('fetch failed')
      },
    ],
    ['before the request', () => new Response(cut, asStream), { timeout: -1 }],
    ['with an abort before the request', () => new Response(cut, asStream), { signal: AbortSignal.abort() }],
  ])('%s, yields nothing more and sends nothing more', async (_how, answer, options) => {
    let requests = 0
    const client = clientOf(() => {
      requests += 1
      return answer()
    })
    const chunks = client[method](hello, options)
    for (;;) {
      const step = await chunks.next().catch(() => ({ done: true }))
      if (step.done) break
    }
    const sent = options === undefined ? 1 : 0
    expect(requests).toBe(sent)
    for (let more = 0; more < 2; more += 1) expect(await chunks.next()).toEqual({ done: true, value: undefined })
    expect(requests).toBe(sent)
  })
})

describe('a stream', () => {
  it('emits text as it arrives, and the finish reason and usage at the end', async () => {
    const { chunks, error } = await read(
      sse(delta({ role: 'assistant', content: '' }), text('Hel'), text('lo'), finish('stop', { usage })),
    )
    expect(error).toBeUndefined()
    expect(chunks.map((chunk) => chunk.text)).toEqual([undefined, 'Hel', 'lo', undefined])
    expect(chunks.at(-1)).toMatchObject({
      finishReason: 'stop',
      rawFinishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    })
    expect(chunks[0]?.headers?.get('content-type')).toBe('text/event-stream')
    expect(chunks[0]?.request?.body).toMatchObject({ stream: true })
    expect(chunks.slice(1).every((chunk) => !('headers' in chunk) && !('request' in chunk))).toBe(true)
    expect(chunks[1]?.raw).toEqual(text('Hel'))
  })

  it('emits the same chunks however the bytes are split, even inside a character', async () => {
    const body = new TextEncoder().encode(
      sse(
        text('Grüße, 世界 👋🏽'),
        delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"é":' } }] }),
        delta({ tool_calls: [{ index: 0, function: { arguments: '"\\n"}' } }] }),
        finish('tool_calls'),
        { choices: [], usage },
      ),
    )
    const whole = await read(bodyOf([body]))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(body.length), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), body.length]
        const pieces = at.slice(1).map((end, index) => body.subarray(at[index], end))
        expect((await read(bodyOf(pieces))).chunks).toEqual(whole.chunks)
      }),
      { numRuns: 200 },
    )
    const bytes = Array.from(body, (byte) => new Uint8Array([byte]))
    expect((await read(bodyOf(bytes))).chunks).toEqual(whole.chunks)
  })

  it.each([
    ['CRLF', (body: string) => body.replaceAll('\n', '\r\n')],
    ['CR', (body: string) => body.replaceAll('\n', '\r')],
    ['a byte order mark', (body: string) => `\uFEFF${body}`],
    ['comments and retry', (body: string) => `: hi\nretry: 10\n\n${body.replaceAll('data:', ': ping\n\ndata:')}`],
    ['ids and event names', (body: string) => body.replaceAll('data:', 'id: 7\nevent: message\ndata:')],
    ['no space after the colon', (body: string) => body.replaceAll('data: ', 'data:')],
    ['no last blank line', (body: string) => body.trimEnd()],
    ['pretty JSON in several data lines', (body: string) => body.replaceAll('"choices":', '\ndata: "choices":')],
    ['blank lines first', (body: string) => `\n\n${body}`],
  ])('is parsed the same with %s', async (_name, change) => {
    const body = sse(text('Hi'), finish('stop', { usage }))
    expect(withoutMetadata(await read(change(body)))).toEqual(withoutMetadata(await read(body)))
    expect(withoutMetadata(await read(change(body), 'text/plain'))).toEqual(withoutMetadata(await read(body)))
  })

  it('ends with stop if it has only [DONE]', async () => {
    expect(withoutMetadata(await read(sse(text('Hi'))))).toEqual([
      { id: 'c1', model: 'm', text: 'Hi' },
      { finishReason: 'stop' },
    ])
  })

  it('ends with interrupted if it has neither a finish reason nor [DONE]', async () => {
    const body = sse(text('Hi')).replace('data: [DONE]\n\n', '')
    expect(withoutMetadata(await read(body)).at(-1)).toEqual({ finishReason: 'interrupted' })
    expect(withoutMetadata(await read(`${body}data: {"choices":[{"del`)).at(-1)).toEqual({
      finishReason: 'interrupted',
    })
    expect(withoutMetadata(await read(''))).toEqual([{ finishReason: 'interrupted' }])
  })

  it('emits usage once, on the last chunk that has it, if every chunk has it', async () => {
    const counted = (completion_tokens: number): object => ({ usage: { ...usage, completion_tokens } })
    const { chunks } = await read(
      sse(
        delta({ content: 'a' }, {}, counted(1)),
        delta({ content: 'b' }, {}, counted(2)),
        finish('stop', counted(2)),
        { choices: [], ...counted(3) },
      ),
    )
    expect(chunks.filter((chunk) => chunk.usage !== undefined)).toHaveLength(1)
    expect(chunks.at(-1)?.usage?.outputTokens).toBe(3)
    expect(chunks.map((chunk) => chunk.finishReason)).toEqual([undefined, undefined, 'stop', undefined])
  })

  it('keeps usage that came early, and a finish reason that came on every chunk', async () => {
    const { chunks } = await read(
      sse(
        delta({ content: 'a' }, { finish_reason: 'stop' }, { usage }),
        delta({ content: 'b' }, { finish_reason: 'length' }),
      ),
    )
    expect(chunks.map((chunk) => chunk.text).join('')).toBe('ab')
    expect(chunks.filter((chunk) => chunk.finishReason !== undefined).map((chunk) => chunk.finishReason)).toEqual([
      'length',
    ])
    expect(chunks.filter((chunk) => chunk.usage !== undefined)).toHaveLength(1)
  })

  it('emits each text at once, without waiting for the next event', async () => {
    let send: (piece: string) => void = () => {}
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (piece) => controller.enqueue(encoder.encode(piece))
      },
    })
    const stream = clientOf(() => new Response(body)).stream(hello)
    send(`data: ${JSON.stringify(delta({ content: 'a' }, {}, { usage }))}\n\n`)
    expect((await stream.next()).value).toMatchObject({ text: 'a' })
    send(`data: ${JSON.stringify(text('b'))}\n\n`)
    expect((await stream.next()).value).toMatchObject({ text: 'b' })
    await stream.return()
  })

  it('emits a whole JSON answer as one chunk, whatever its content type', async () => {
    const answer = { id: 'x', choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }], usage }
    for (const type of ['application/json', 'text/event-stream', 'text/plain']) {
      const { chunks } = await read(JSON.stringify(answer, null, 1), type)
      expect(chunks).toHaveLength(1)
      expect(chunks[0]).toMatchObject({ text: 'Hi', finishReason: 'stop', id: 'x', raw: answer })
      expect(chunks[0]?.request?.url).toContain('/v1/chat/completions')
    }
  })

  it('parses lines of JSON', async () => {
    const lines = [text('a'), text('b'), finish('stop')].map((event) => JSON.stringify(event)).join('\n')
    for (const type of ['application/stream+json', 'application/x-ndjson', 'application/json']) {
      expect(withoutMetadata(await read(lines, type)).map((chunk) => (chunk as ChatChunk).text)).toEqual([
        'a',
        'b',
        undefined,
      ])
    }
  })

  it('skips events without choices or content', async () => {
    const { chunks, error } = await read(
      sse(
        { choices: [], id: '', model: '', prompt_filter_results: [] },
        { choices: [{ index: 0 }] },
        { choices: [{ delta: { role: null, content: null } }] },
        text('Hi'),
        finish('stop'),
      ),
    )
    expect(error).toBeUndefined()
    expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe('Hi')
    expect(chunks).toHaveLength(5)
  })
})

describe('a stream of plain text', () => {
  class WordsFormatter extends ContentFormatterBase {
    override readonly name = 'words'
    override readonly codecs = {
      serverless: {
        formatRequest: () => ({}),
        parseResponse: () => ({ text: '' }),
        openStream: () => (event: unknown) => (event === undefined ? undefined : { text: String(event) }),
      },
    }
  }

  it('has words that look like JSON or like nothing, from its first word on', async () => {
    const words = ['null', ' ', 'a', ' ', 'null', '1', 'true', '  ', '{', '"', '[', '-', ' [x']
    const body = words.map((word) => `data: ${word}\n\n`).join('')
    const client = clientOf(() => new Response(`${body}data: [DONE]\n\n`), { contentFormatter: WordsFormatter })
    const { chunks, error } = await collect(client.stream(hello))
    expect(error).toBeUndefined()
    expect(chunks.flatMap((chunk) => chunk.text ?? [])).toEqual(words.slice(2))
  })
})

describe('a failure in a stream', () => {
  it.each([
    [
      'an error event',
      `event: error\ndata: {"error":{"message":"The engine is gone","code":"engine_dead"}}\n\n`,
      'The engine is gone',
    ],
    ['an error event of text', 'event: error\ndata: out of memory\n\n', 'out of memory'],
    [
      'an error object',
      'data: {"error":{"message":"KV cache full","type":"InternalServerError","code":500}}\n\n',
      'KV cache full',
    ],
    [
      'the flat shape of vLLM',
      'data: {"object":"error","message":"bad grammar","type":"BadRequestError","code":400}\n\n',
      'bad grammar',
    ],
    ['a withoutMetadata line of JSON', '{"error":"Downstream unavailable"}\n\n', 'Downstream unavailable'],
    ['an error beside choices', 'data: {"choices":[],"error":"cut off"}\n\n', 'cut off'],
    ['an error beside text', `data: ${JSON.stringify({ ...text('x'), error: 'cut off' })}\n\n`, 'cut off'],
    ['an error in an event that cannot be parsed', 'data: {"choices":5,"error":"cut off"}\n\n', 'cut off'],
  ])('by %s is an EndpointError after the text before it', async (_name, event, message) => {
    const { chunks, error } = await read(sse(text('so far')).replace('data: [DONE]\n\n', event))
    expect(chunks.map((chunk) => chunk.text)).toEqual(['so far'])
    expect(error).toBeInstanceOf(EndpointError)
    expect((error as EndpointError).message).toContain(message)
    expect((error as EndpointError).status).toBe(200)
    expect((error as EndpointError).request?.body).toMatchObject({ stream: true })
  })

  it('is retryable according to the status in the error', async () => {
    const busy = await read('data: {"error":{"message":"busy","code":503}}\n\n')
    expect(busy.error).toMatchObject({ retryable: true, modelStatus: 503 })
    const wrong = await read('data: {"error":{"message":"no","code":400}}\n\n')
    expect(wrong.error).toMatchObject({ retryable: false, modelStatus: 400 })
  })

  it.each([400, 503])('is a failure after the finish reason too: %i', async (code) => {
    const { chunks, error } = await read(sse(text('Hi'), finish('stop'), { error: { message: 'gone', code } }))
    expect(chunks.map((chunk) => [chunk.text, chunk.finishReason])).toEqual([
      ['Hi', undefined],
      [undefined, undefined],
    ])
    expect(error).toMatchObject({ name: 'EndpointError', modelStatus: code })
  })

  it('does not include "error": null', async () => {
    const { error } = await read(sse({ ...text('Hi'), error: null }, finish('stop')))
    expect(error).toBeUndefined()
  })

  it('of the formatter is an error with the event as payload', async () => {
    const { chunks, error } = await read(
      'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {broken\n\ndata: [DONE]\n\n',
    )
    expect(chunks.map((chunk) => chunk.text)).toEqual(['a'])
    expect(error).toBeInstanceOf(FormatError)
    expect(error).toMatchObject({
      method: 'openStream',
      payload: '{broken',
      formatter: 'openai',
      apiType: 'serverless',
    })
  })

  it('caused by an HTML page is a FormatError with the page as payload', async () => {
    const { error } = await read('<html><body>Sign in</body></html>', 'text/html')
    expect(error).toMatchObject({
      name: 'FormatError',
      method: 'parseResponse',
      payload: '<html><body>Sign in</body></html>',
    })
  })

  it('caused by an endless event is an error that does not buffer it', async () => {
    let sent = 0
    const piece = new TextEncoder().encode('x'.repeat(1024 * 1024))
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent++ === 0 ? new TextEncoder().encode('data: {"x":"') : piece)
        if (sent > 65) controller.close()
      },
    })
    const { error } = await read(body)
    expect(error).toBeInstanceOf(EndpointError)
    expect((error as Error).message).toContain('16 Mi characters')
    expect(sent).toBeLessThan(25)
  })
})
