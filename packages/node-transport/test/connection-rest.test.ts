import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { Agent as HttpAgent } from 'node:http'
import { createServer as createTlsServer, Agent as HttpsAgent } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { certificate } from './certificate.ts'
import { type RawServer, startRawServer, type Step } from './raw-server.ts'

let server: RawServer | undefined
const agents: HttpAgent[] = []
afterEach(() => {
  server?.close()
  for (const agent of agents.splice(0)) agent.destroy()
})

const answer = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'
const closing: readonly Step[] = [answer, 'FIN']

async function call(send: typeof fetch, url: string): Promise<string> {
  return (await send(url, { method: 'POST', body: '{}' })).text()
}

function createAgent(options: ConstructorParameters<typeof HttpAgent>[0]): HttpAgent {
  const made = new HttpAgent(options)
  agents.push(made)
  return made
}

describe('a connection between two answers', () => {
  it('is waited for: calls one after the other make one connection, and calls at once as many as they are', async () => {
    server = await startRawServer(() => [answer])
    for (let number = 0; number < 50; number++) await call(nodeFetch, server.url)
    expect(server).toMatchObject({ arrivals: 50, connections: 1 })
    const { url } = server
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 32 }, () => call(nodeFetch, url)))
    expect(server).toMatchObject({ arrivals: 210, connections: 32 })
  })

  it.each([
    ['one socket', { keepAlive: true, maxSockets: 1 }],
    ['a few sockets', { keepAlive: true, maxSockets: 4 }],
    ['the oldest socket first', { keepAlive: true, scheduling: 'fifo' as const }],
    ['no free sockets', { keepAlive: true, maxFreeSockets: 1 }],
    ['half-open sockets', { keepAlive: true, allowHalfOpen: true }],
    ['no keep-alive', { keepAlive: false }],
  ])('rests with an agent of the caller too: %s', async (_what, options) => {
    server = await startRawServer(() => closing)
    const send = createNodeFetch({ httpAgent: createAgent(options) })
    for (let number = 0; number < 20; number++) await call(send, server.url)
    const { url } = server
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 16 }, () => call(send, url)))
    expect(server).toMatchObject({ arrivals: 100, connections: 100 })
  })

  it('is not waited for while the server closes, and used again when it no longer does', async () => {
    let answers = 0
    server = await startRawServer(() => (++answers === 1 ? closing : [answer]))
    await call(nodeFetch, server.url)
    await call(nodeFetch, server.url)
    await call(nodeFetch, server.url)
    expect(server.connections).toBe(3)
    await pause(150)
    for (let number = 0; number < 5; number++) await call(nodeFetch, server.url)
    expect(server).toMatchObject({ arrivals: 8, connections: 3 })
  })

  it('rests also where a test has replaced the timers', async () => {
    server = await startRawServer(() => [answer])
    vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate'] })
    try {
      for (let number = 0; number < 3; number++) await call(nodeFetch, server.url)
    } finally {
      vi.useRealTimers()
    }
    expect(server).toMatchObject({ arrivals: 3, connections: 1 })
  })

  it('rests under TLS', async () => {
    let connections = 0
    const secure = createTlsServer(certificate, (request, response) => {
      request.resume()
      response.writeHead(200, { 'content-length': 2 }).end('{}', () => void request.socket.end())
    }).on('secureConnection', () => (connections += 1))
    await once(secure.listen(0, '127.0.0.1'), 'listening')
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`
    const send = createNodeFetch({ httpsAgent: new HttpsAgent({ keepAlive: true, ca: certificate.cert }) })
    for (let number = 0; number < 20; number++) expect(await call(send, url)).toBe('{}')
    expect(connections).toBe(20)
    secure.close()
  })

  it('serves the next when the request that waits for it is aborted', async () => {
    server = await startRawServer(() => [answer])
    const { url } = server
    await call(nodeFetch, url)
    const controller = new AbortController()
    const first = nodeFetch(url, { signal: controller.signal })
    await Promise.resolve()
    controller.abort(new Error('enough'))
    const second = call(nodeFetch, url)
    await expect(first).rejects.toThrow('enough')
    expect(await second).toBe('{}')
    expect(server).toMatchObject({ arrivals: 2 })
  })

  it('is not used again when data came that nobody asked for', async () => {
    server = await startRawServer(() => [answer, 1, answer.replace('{}', '[]')])
    for (let number = 0; number < 10; number++) expect(await call(nodeFetch, server.url)).toBe('{}')
    expect(server.connections).toBe(10)
  })

  it('leaves a request that waits in its own asynchronous context', async () => {
    server = await startRawServer(() => [answer])
    const { url } = server
    const context = new AsyncLocalStorage<number>()
    const httpAgent = createAgent({ keepAlive: true })
    const contexts: unknown[] = []
    const reuse = httpAgent.reuseSocket.bind(httpAgent)
    httpAgent.reuseSocket = (...given) => (contexts.push(context.getStore()), reuse(...given))
    const send = createNodeFetch({ httpAgent })
    for (let number = 0; number < 5; number++) await context.run(number, () => call(send, url))
    expect(contexts).toEqual([1, 2, 3, 4])
  })

  it('leaves no listeners behind, however often it is used', async () => {
    server = await startRawServer(() => [answer])
    const httpAgent = createAgent({ keepAlive: true })
    const send = createNodeFetch({ httpAgent })
    const counts: string[] = []
    for (let number = 0; number < 30; number++) {
      await call(send, server.url)
      const socket = await vi.waitUntil(() => Object.values(httpAgent.freeSockets)[0]?.[0], { interval: 2 })
      counts.push(JSON.stringify(socket.eventNames().map((name) => [String(name), socket.listenerCount(name)])))
    }
    expect(new Set(counts).size).toBe(1)
    expect(counts[0]).toContain('free')
  })
})
