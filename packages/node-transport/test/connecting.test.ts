import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { getEventListeners, once } from 'node:events'
import { type ClientRequest, createServer, globalAgent, Agent as HttpAgent } from 'node:http'
import { createServer as createTlsServer, globalAgent as secureGlobalAgent, Agent as HttpsAgent } from 'node:https'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type LookupFunction,
  type Server,
  type Socket,
} from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { certificate } from './certificate.ts'
import { turns, until } from './fake-rests.ts'

const closing: (() => void)[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const close of closing.splice(0)) close()
})

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket) => closing.push(() => socket.destroy()))
  closing.push(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

const agents = {
  httpAgent: new HttpAgent({ keepAlive: true }),
  httpsAgent: new HttpsAgent({ keepAlive: true, ca: certificate.cert }),
}

/** Makes a call that never gets a connection, with fake timers, and returns it once connecting has begun. */
async function callInVain(scheme: string, signal?: AbortSignal): Promise<{ asked: Promise<Response> }> {
  // Accepts connections, and says nothing: no TLS comes about.
  const server = createTcpServer()
  const port = await listen(server)
  // The client has connected when it has sent the first bytes of TLS.
  const hello =
    scheme === 'https' ? once(server, 'connection').then(([socket]) => once(socket as Socket, 'data')) : undefined
  const lookup = scheme === 'http' ? { lookup: () => {} } : {}
  const send = createNodeFetch({ httpAgent: new HttpAgent(lookup), httpsAgent: new HttpsAgent(lookup) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const asked = send(`${scheme}://localhost:${port}/`, { signal: signal ?? null })
  asked.catch(() => {})
  await hello
  return { asked }
}

describe.each(['http', 'https'])('a connection over %s', (scheme) => {
  it('is given up after ten seconds, and not before', async () => {
    const { asked } = await callInVain(scheme)
    let isOver = false
    void asked.catch(() => {}).then(() => (isOver = true))
    await vi.advanceTimersByTimeAsync(9999)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    const error: unknown = await asked.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ETIMEDOUT', syscall: 'connect', message: 'connect timed out after 10000 ms' },
    })
  })

  it('leaves no timer behind if the call is aborted before it is made', async () => {
    const controller = new AbortController()
    const { asked } = await callInVain(scheme, controller.signal)
    await until(() => vi.getTimerCount() > 0)
    controller.abort()
    await expect(asked).rejects.toBe(controller.signal.reason)
    await turns()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind if it fails', async () => {
    const failing = Promise.withResolvers<() => void>()
    const cause = new Error('no such host')
    // Fails once the call waits for its connection.
    const lookup: LookupFunction = (_host, _options, done) => failing.resolve(() => done(cause, []))
    const send = createNodeFetch({ httpAgent: new HttpAgent({ lookup }), httpsAgent: new HttpsAgent({ lookup }) })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = send(`${scheme}://localhost:8080/`)
    asked.catch(() => {})
    const fail = await failing.promise
    await until(() => vi.getTimerCount() > 0)
    fail()
    await expect(asked).rejects.toMatchObject({ message: 'fetch failed', cause })
    await turns()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('has no timer once it is made, and none when it is used again', async () => {
    const requests: (() => void)[] = []
    const server = scheme === 'http' ? createServer() : createTlsServer(certificate)
    const arrival = (): Promise<unknown> => once(server, 'request')
    server.on('request', (_request, response) => requests.push(() => response.end('{}')))
    const url = `${scheme}://127.0.0.1:${await listen(server)}/`
    const send = createNodeFetch(agents)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    for (const name of ['first', 'second']) {
      const arrived = arrival()
      const asked = send(url)
      await arrived
      expect([name, vi.getTimerCount()]).toEqual([name, 0])
      requests.shift()?.()
      expect(await (await asked).text()).toBe('{}')
    }
  })

  it('has no listeners left from connecting once it is made, since a stream may stay open for long', async () => {
    const server = scheme === 'http' ? createServer() : createTlsServer(certificate)
    server.on('request', (_request, response) => void response.write('first'))
    const url = `${scheme}://127.0.0.1:${await listen(server)}/`
    let sent: ClientRequest | undefined
    const onStart = (message: unknown): void => void (sent = (message as { request: ClientRequest }).request)
    subscribe('http.client.request.start', onStart)
    closing.push(() => unsubscribe('http.client.request.start', onStart))
    const controller = new AbortController()
    // Of another agent, so that the connection is a new one.
    const send = createNodeFetch({ httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent({ ca: certificate.cert }) })
    const response = await send(url, { signal: controller.signal })
    const connected = scheme === 'http' ? 'connect' : 'secureConnect'
    expect(sent?.socket?.listenerCount(connected)).toBe(0)
    // The one that ends the call.
    expect(sent?.listenerCount('close')).toBe(1)
    controller.abort()
    await response.body?.cancel().catch(() => {})
  })

  it('is made by the global agent where none is given', async () => {
    const server = scheme === 'http' ? createServer() : createTlsServer(certificate)
    const port = await listen(server)
    const names = (agent: HttpAgent): string[] => Object.keys({ ...agent.sockets, ...agent.requests })
    for (const send of [
      nodeFetch,
      createNodeFetch({}),
      createNodeFetch({ httpAgent: undefined, httpsAgent: undefined }),
    ]) {
      const arrived = scheme === 'http' ? once(server, 'request') : once(server, 'connection')
      const controller = new AbortController()
      const asked = send(`${scheme}://127.0.0.1:${port}/`, { signal: controller.signal }).catch(() => {})
      await arrived
      const [mine, other] = scheme === 'http' ? [globalAgent, secureGlobalAgent] : [secureGlobalAgent, globalAgent]
      expect(names(mine).some((name) => name.includes(`:${port}:`))).toBe(true)
      expect(names(other).some((name) => name.includes(`:${port}:`))).toBe(false)
      controller.abort()
      await asked
    }
  })
})

/** Agents for proxies have no protocol of their own: whether to encrypt, they see by the module that calls them. */
it('is made by an agent that says nothing of its protocol', async () => {
  const port = await listen(createTlsServer(certificate, (_request, response) => void response.end('secure')))
  const plainPort = await listen(createServer((_request, response) => void response.end('plain')))
  const secureAgent = Object.assign(new HttpsAgent(), {
    protocol: undefined,
    createConnection: () => connectSecurely({ port, host: '127.0.0.1', ca: certificate.cert }),
  })
  const send = createNodeFetch({
    httpsAgent: secureAgent,
    httpAgent: Object.assign(new HttpAgent(), { protocol: undefined }),
  })
  expect(await (await send(`https://127.0.0.1:${port}/`)).text()).toBe('secure')
  expect(await (await send(`http://127.0.0.1:${plainPort}/`)).text()).toBe('plain')
})

it('fails as by fetch when the agent throws', async () => {
  const cause = new Error('no more sockets')
  const refuse = (): never => {
    throw cause
  }
  const send = createNodeFetch({ httpAgent: Object.assign(new HttpAgent(), { createConnection: refuse }) })
  const { signal } = new AbortController()
  const error: unknown = await send('http://127.0.0.1/', { signal }).catch((thrown: unknown) => thrown)
  expect(error).toEqual(new TypeError('fetch failed', { cause }))
  expect((error as TypeError).cause).toBe(cause)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
