import { getEventListeners, once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { bodyOf, clientOf, collect, delta, failure, hello, key } from './client-of.ts'

const servers: Server[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A client of an endpoint with the given answer, and the numbers of requests and of answers that are still open. */
async function clientAgainst(
  answer: RequestListener,
  options: Partial<EndpointOptions> = {},
): Promise<{ client: AzureMLEndpointClient; counts: { requests: number; open: number } }> {
  const counts = { requests: 0, open: 0 }
  const server = createServer((request, response) => {
    request.resume()
    counts.requests += 1
    counts.open += 1
    response.on('close', () => (counts.open -= 1))
    answer(request, response)
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const client = new AzureMLEndpointClient({
    endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    endpointApiKey: key,
    contentFormatter: CustomOpenAIChatContentFormatter,
    ...options,
  })
  return { client, counts }
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const one = data(delta({ content: 'one' }))

describe('cancelling a stream', () => {
  it('prevents a retry while an error body is being read', async () => {
    const { client, counts } = await clientAgainst((_request, response) => {
      response.writeHead(503, { 'retry-after': '1' }).write('busy')
    })
    const chunks = client.stream(hello)
    const pending = chunks.next()
    await vi.waitFor(() => expect(counts.requests).toBe(1), 60_000)
    await pause(50)
    const start = Date.now()
    await chunks.return()
    expect(await pending).toEqual({ done: true, value: undefined })
    // The error body would be awaited for much longer.
    expect(Date.now() - start).toBeLessThan(20_000)
    await pause(50)
    expect(counts).toEqual({ requests: 1, open: 0 })
  })

  it('prevents a retry when it happens in onRetry', async () => {
    let cancel = (): void => {}
    const { client, counts } = await clientAgainst(
      (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end('busy'),
      { onRetry: () => cancel() },
    )
    const chunks = client.stream(hello)
    cancel = () => void chunks.return()
    expect(await chunks.next()).toEqual({ done: true, value: undefined })
    expect(counts.requests).toBe(1)
  })

  it('leaves no listener on the signal during the wait for a retry', async () => {
    const { client } = await clientAgainst((_request, response) => {
      response.writeHead(503, { 'retry-after': '30' }).end('busy')
    })
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    const add = vi.spyOn(signal, 'addEventListener')
    const chunks = client.stream(hello, { signal })
    const pending = chunks.next()
    await pause(100)
    await chunks.return()
    await pending
    expect(remove.mock.calls.length).toBeGreaterThanOrEqual(add.mock.calls.length)
    for (const [, listener] of add.mock.calls) {
      expect(remove.mock.calls.some(([, removed]) => removed === listener)).toBe(true)
    }
  })

  it('emits nothing more, not even chunks that have already arrived', async () => {
    const { client } = await clientAgainst((_request, response) => {
      const end = data(delta({}, { finish_reason: 'stop' })) + data({ choices: [], usage: { prompt_tokens: 1 } })
      // The body does not end; the client waits for its end only briefly.
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`${one}${end}data: [DONE]\n\n`)
    })
    const chunks = client.stream(hello)
    expect((await chunks.next()).value?.text).toBe('one')
    const pending = chunks.next()
    await pause(20)
    expect(await chunks.return()).toEqual({ done: true, value: undefined })
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(await chunks.next()).toEqual({ done: true, value: undefined })
  })

  it('keeps the order of results when `return` gets a promise', async () => {
    const chunks = clientOf(() => new Response(bodyOf([one]))).stream(hello)
    const order: string[] = []
    const returned = chunks.return(pause(20)).then(() => order.push('return'))
    const next = chunks.next().then(() => order.push('next'))
    await Promise.all([returned, next])
    expect(order).toEqual(['return', 'next'])
  })
})

it.each<[what: string, body: () => BodyInit, isUnread: boolean]>([
  ['is left in the middle', () => bodyOf([one, one, one]), true],
  ['fails in the middle', () => bodyOf([data({ error: 'gone' }), one]), true],
  ['was read to its end', () => one, false],
  ['was read to the end of its body', () => `${one}data: [DONE]\n\n`, false],
])('tells fetch to close the connection only if a stream %s', async (_what, body, isUnread) => {
  let signal: AbortSignal | null | undefined
  const client = clientOf(() => new Response(), {
    fetch: async (_url, init) => {
      signal = init?.signal
      return new Response(body())
    },
  })
  const chunks = client.stream(hello)
  await chunks.next().catch(() => {})
  if (isUnread) await chunks.return()
  else await chunks.next()
  expect(signal?.aborted).toBe(isUnread)
})

it('cancels a response that arrives after the attempt is over, if fetch ignores the signal', async () => {
  const { client, counts } = await clientAgainst(
    async (_request, response) => {
      await pause(100)
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(one)
    },
    { fetch: (url, init) => fetch(url, { ...init, signal: null }), timeout: 30, maxRetries: 0 },
  )
  expect(await failure(client.chat(hello))).toMatchObject({ name: 'EndpointError', retryable: true })
  await pause(200)
  expect(counts).toEqual({ requests: 1, open: 0 })
})

it.each<[what: string, body: object]>([
  ['is not a web stream', {}],
  ['cannot be cancelled', { cancel: () => Promise.reject(new Error('locked')), getReader() {} }],
])('ignores a late response whose body %s', async (_what, body) => {
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', onUnhandled)
  const late = async (): Promise<Response> => {
    await pause(30)
    return { status: 200, headers: new Headers(), body } as unknown as Response
  }
  expect(await failure(clientOf(late, { timeout: 10 }).chat(hello))).toMatchObject({ name: 'EndpointError' })
  await pause(60)
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})

describe('with fake timers', () => {
  // The code of failures is loaded when the first call fails, which takes real time.
  beforeAll(async () => {
    await failure(clientOf(() => new Response('', { status: 400 })).chat(hello))
    await failure(clientOf(() => Promise.reject(new TypeError('fetch failed'))).chat(hello))
  })

  const stalled = (): Response => new Response(new ReadableStream({ start: (body) => body.enqueue(encode(one)) }))
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

  it('a silent answer still ends', async () => {
    vi.useFakeTimers()
    const chunks = clientOf(stalled, { idleTimeout: 100 }).stream(hello)
    await chunks.next()
    const silent = failure(chunks.next())
    for (let step = 0; step < 5; step++) await vi.advanceTimersByTimeAsync(100)
    expect(String(await silent)).toContain('idleTimeout')
  })

  it.each(['timers alone', 'timers and the clock'])('an attempt without an answer still ends: %s', async (which) => {
    vi.useFakeTimers(which === 'timers alone' ? { toFake: ['setTimeout', 'clearTimeout'] } : {})
    const pending = failure(clientOf(() => new Promise<Response>(() => {}), { timeout: 5000 }).chat(hello))
    for (let step = 0; step < 3; step++) await vi.advanceTimersByTimeAsync(6000)
    expect(String(await pending)).toContain('`timeout`')
  })

  it('a slow reader is never taken for a silent endpoint', async () => {
    vi.useFakeTimers()
    const events = Array.from({ length: 6 }, () => one)
    const chunks = clientOf(() => new Response(bodyOf(events)), { timeout: 100, idleTimeout: 100 }).stream(hello)
    for (let count = 0; count < events.length; count++) {
      expect((await chunks.next()).value?.text).toBe('one')
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect((await chunks.next()).value?.finishReason).toBe('interrupted')
  })

  it('a body that goes on after `[DONE]` is closed soon', async () => {
    let isCancelled = false
    const start = (body: ReadableStreamDefaultController): void => body.enqueue(encode(`${one}data: [DONE]\n\n`))
    const open = new ReadableStream<Uint8Array>({ start, cancel: () => void (isCancelled = true) })
    vi.useFakeTimers()
    const chunks = clientOf(() => new Response(open)).stream(hello)
    await chunks.next()
    const last = chunks.next()
    await vi.advanceTimersByTimeAsync(99)
    expect(isCancelled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect([(await last).value?.finishReason, isCancelled]).toEqual(['stop', true])
    const pull = (body: ReadableStreamDefaultController): void => body.enqueue(encode(': more\n\n'))
    const endless = new ReadableStream<Uint8Array>({ start, pull })
    expect((await collect(clientOf(() => new Response(endless)).stream(hello))).chunks).toHaveLength(2)
  })

  it('an error status whose body never begins is reported after `idleTimeout`', async () => {
    vi.useFakeTimers()
    const silent = (): Response => new Response(new ReadableStream(), { status: 400 })
    let outcome: unknown
    void failure(clientOf(silent, { timeout: 600_000, idleTimeout: 100 }).chat(hello)).then(
      (error) => (outcome = error),
    )
    await vi.advanceTimersByTimeAsync(99)
    expect(outcome).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    vi.useRealTimers()
    await vi.waitFor(() => expect(outcome).toMatchObject({ status: 400, body: undefined }))
  })

  it.each<[what: string, fetch: () => Promise<Response>]>([
    ['fetch fails', () => Promise.reject(new TypeError('fetch failed'))],
    ['an error body ends', async () => new Response('busy', { status: 400 })],
    ['an attempt is repeated', async () => new Response('busy', { status: 503, headers: { 'retry-after-ms': '9' } })],
    ['an answer ends', async () => Response.json({ choices: [{ message: { content: 'Hi' } }] })],
    ['an answer is rejected', async () => Response.json({ error: 'gone' })],
    ['a stream ends', async () => new Response(one)],
    ['a stream ends with `[DONE]`', async () => new Response(`${one}data: [DONE]\n\n`)],
    ['a stream fails', async () => new Response(data({ error: 'gone' }))],
    ['a token is refused', () => Promise.reject(new TypeError('not called'))],
    ['the wait for the next attempt is aborted', async () => new Response('busy', { status: 503 })],
  ])('no timer and no listener remains when %s', async (what, fetch) => {
    vi.useFakeTimers()
    const controller = new AbortController()
    const { signal } = controller
    const endpointApiKey = what.startsWith('a token') ? () => Promise.reject(new Error('refused')) : async () => key
    const onRetry = (): void => void (what.endsWith('aborted') && queueMicrotask(() => controller.abort()))
    const client = clientOf(fetch, { endpointApiKey, maxRetries: 1, onRetry })
    const calls = Promise.allSettled([client.chat(hello, { signal }), collect(client.stream(hello, { signal }))])
    const state = { isOver: false }
    void calls.then(() => (state.isOver = true))
    while (!state.isOver) await vi.advanceTimersByTimeAsync(50)
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0])
  })
})
