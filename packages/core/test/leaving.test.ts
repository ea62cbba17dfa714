import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bodyOf, clientOf, delta, failure, hello, key } from './client-of.ts'

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
    await pause(100)
    const start = Date.now()
    await chunks.return()
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(Date.now() - start).toBeLessThan(500)
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

it.each<[what: string, answer: () => Response | Promise<Response>]>([
  ['the end', () => new Response(one)],
  ['a failure in an event', () => new Response(data({ error: { message: 'gone' } }))],
  ['a failure after chunks', () => new Response(one + data({ error: { message: 'gone' } }))],
  ['an event that cannot be parsed', () => new Response(data({ choices: 5 }))],
  ['a status', () => new Response('busy', { status: 400 })],
  ['a lost connection', () => new Response(bodyOf(failing()))],
  ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
])('cancelling at any moment before %s ends a pending step without an error', async (_what, answer) => {
  /** Starts a step and lets a number of turns pass, at most until the step is over. */
  const started = async (turns: number) => {
    const chunks = clientOf(answer).stream(hello)
    const step = { chunks, pending: chunks.next(), turns: 0, isOver: false }
    const over = (): void => void (step.isOver = true)
    step.pending.then(over, over)
    for (; step.turns < turns && !step.isOver; step.turns++) await Promise.resolve()
    return step
  }
  // What happens first is loading the code of failures.
  await started(0).then(({ pending }) => pending.catch(() => {}))
  // The caller learns of a result a few turns after the step has it.
  const last = (await started(200)).turns - 4
  expect(last).toBeGreaterThan(10)
  for (let turns = 0; turns < last; turns++) {
    const { chunks, pending } = await started(turns)
    await chunks.return()
    expect(await pending, `after ${turns} turns`).toEqual({ done: true, value: undefined })
  }
})

// oxlint-disable-next-line require-yield
function* failing(): Generator<string, never> {
  throw new TypeError('terminated')
}

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

it('ignores a late response whose body is not a web stream', async () => {
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', onUnhandled)
  const late = async (): Promise<Response> => {
    await pause(30)
    return { status: 200, headers: new Headers(), body: {} } as unknown as Response
  }
  expect(await failure(clientOf(late, { timeout: 10 }).chat(hello))).toMatchObject({ name: 'EndpointError' })
  await pause(60)
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})

describe('with fake timers', () => {
  const stalled = (): Response => new Response(new ReadableStream({ start: (body) => body.enqueue(bytes) }))
  const bytes = new TextEncoder().encode(one)

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
})
