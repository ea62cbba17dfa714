import { once } from 'node:events'
import { createServer, Agent as HttpAgent, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, Agent as HttpsAgent } from 'node:https'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { certificate } from './certificate.ts'

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener).listen(0, host)
  servers.push(server)
  await once(server, 'listening')
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}/`
}

const echo: RequestListener = async (request, response) => {
  const body = await text(request)
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
}

describe('a request', () => {
  it('goes out as it was made', async () => {
    const url = await serve(echo)
    const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer k' }
    const answer = await nodeFetch(`${url}score?a=1`, { method: 'post', headers, body: '{"a":"ä👋"}' })
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: '/score?a=1',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k', 'content-length': '14' },
      body: '{"a":"ä👋"}',
    })
  })

  it.skipIf(!hasIPv6)('reaches an IPv6 address', async () => {
    const url = await serve(echo, '::1')
    const answer = await nodeFetch(`${url}score?a=%20b#part`)
    expect(await answer.json()).toMatchObject({ url: '/score?a=%20b', headers: { host: new URL(url).host } })
  })

  it.each([
    ['an object', { 'X-Test': 'a' }],
    ['a list', [['X-Test', 'a']] as [string, string][]],
    ['Headers', new Headers({ 'X-Test': 'a' })],
  ])('takes headers as %s', async (_form, headers) => {
    const answer = await nodeFetch(await serve(echo), { headers })
    expect(await answer.json()).toMatchObject({ method: 'GET', headers: { 'x-test': 'a' } })
  })

  it('may be a Request, a URL, and bytes', async () => {
    const url = await serve(echo)
    const request = new Request(url, { method: 'POST', headers: { 'x-test': 'a' }, body: 'of the request' })
    expect(await (await nodeFetch(request)).json()).toMatchObject({
      method: 'POST',
      headers: { 'x-test': 'a' },
      body: 'of the request',
    })
    const bytes = new TextEncoder().encode('bytes')
    expect(await (await nodeFetch(new URL(url), { method: 'POST', body: bytes })).json()).toMatchObject({
      body: 'bytes',
    })
  })

  it('keeps the bytes of headers beside a body beyond ASCII', async () => {
    const seen = Promise.withResolvers<string | undefined>()
    const url = await serve((request, response) => {
      seen.resolve(request.headers['x-team'] as string | undefined)
      response.end()
    })
    await nodeFetch(url, { method: 'POST', headers: { 'x-team': 'Café' }, body: '👋' })
    expect(await seen.promise).toBe('Café')
  })

  it.each([
    ['an ArrayBuffer', new TextEncoder().encode('bytes').buffer],
    ['a view', new DataView(new TextEncoder().encode('<bytes>').buffer, 1, 5)],
  ])('takes a body as %s', async (_form, body) => {
    expect(await (await nodeFetch(await serve(echo), { method: 'POST', body })).json()).toMatchObject({ body: 'bytes' })
  })

  it('is given up when no connection is made in ten seconds, as by fetch', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const httpAgent = new HttpAgent({ lookup: () => {} })
    const asked = createNodeFetch({ httpAgent })('http://localhost:8080/')
    asked.catch(() => {})
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(10_001)
    vi.useRealTimers()
    await expect(asked).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ETIMEDOUT' } })
  })

  it('uses a connection again', async () => {
    let connections = 0
    const url = await serve(echo)
    servers[0]?.on('connection', () => (connections += 1))
    for (let call = 0; call < 5; call++) await (await nodeFetch(url, { method: 'POST', body: 'a' })).text()
    expect(connections).toBe(1)
  })

  it('goes through the agents that are given', async () => {
    const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 1 })
    const limited = createNodeFetch({ httpAgent })
    let open = 0
    let most = 0
    const url = await serve(async (_request, response) => {
      most = Math.max(most, ++open)
      await pause(10)
      open -= 1
      response.end('ok')
    })
    await Promise.all([1, 2, 3].map(async () => (await limited(url)).text()))
    expect(most).toBe(1)
    httpAgent.destroy()
  })

  it('is encrypted where the URL says so, to those that are trusted', async () => {
    const server = createTlsServer(certificate, echo).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const error: unknown = await nodeFetch(url).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
    const trusting = createNodeFetch({ httpsAgent: new HttpsAgent({ ca: certificate.cert }) })
    expect((await trusting(url)).status).toBe(200)
  })
})

describe('an answer', () => {
  it('is a Response like any other', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(201, 'Made', [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-Test', 'a'],
      ])
      response.end('made')
    })
    const answer = await nodeFetch(url)
    expect(answer).toBeInstanceOf(Response)
    expect(answer).toMatchObject({ status: 201, statusText: 'Made', ok: true, bodyUsed: false })
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await answer.clone().text()).toBe('made')
    expect(await answer.text()).toBe('made')
  })

  it.each([
    ['gzip', gzipSync('plain')],
    ['deflate', deflateSync('plain')],
    ['br', brotliCompressSync('plain')],
    ['identity', 'plain'],
  ])('is given plain, whether it was asked for or not: %s', async (encoding, body) => {
    const url = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding)
      response.end(body)
    })
    expect(await (await nodeFetch(url)).text()).toBe('plain')
  })

  it('may be empty and said to be compressed', async () => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end())
    expect(await (await nodeFetch(url)).text()).toBe('')
  })

  it.each([204, 205, 304])('has no body under %i', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end())
    const answer = await nodeFetch(url)
    expect([answer.status, answer.body, await answer.text()]).toEqual([status, null, ''])
  })

  it('is none when the other side changes the protocol', async () => {
    const url = await serve(() => {})
    servers[0]?.on('connection', (socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    })
    await expect(nodeFetch(url)).rejects.toThrow('fetch failed')
  })

  it('is a redirect when it is one: nothing is sent elsewhere', async () => {
    const url = await serve((_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end())
    expect((await nodeFetch(url)).status).toBe(307)
  })

  it('comes as it is written', async () => {
    const { promise: read, resolve: goOn } = Promise.withResolvers<void>()
    const url = await serve(async (_request, response) => {
      response.write('one')
      await read
      response.end('two')
    })
    const reader = (await nodeFetch(url)).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('one')
    goOn()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('two')
    expect((await reader?.read())?.done).toBe(true)
  })

  it('waits at the sender while nobody reads', async () => {
    let written = 0
    function* blocks(): Generator<Buffer> {
      for (; written < 512; written += 1) yield Buffer.alloc(2 ** 16)
    }
    const url = await serve((_request, response) => void Readable.from(blocks()).pipe(response))
    const answer = await nodeFetch(url)
    await pause(200)
    expect(written).toBeLessThan(200)
    await answer.body?.cancel()
  })
})

describe('leaving', () => {
  it('rejects with the reason of the signal, before and during the wait', async () => {
    const url = await serve(() => {})
    const reason = new Error('enough')
    await expect(nodeFetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const asked = nodeFetch(url, { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 20)
    await expect(asked).rejects.toBe(reason)
  })

  it('rejects with the reason while it waits for a socket', async () => {
    const url = await serve((_request, response) => response.writeHead(200).flushHeaders())
    const limited = createNodeFetch({ httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 1 }) })
    const first = await limited(url)
    const controller = new AbortController()
    const second = limited(url, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 20)
    await expect(second).rejects.toThrow('enough')
    await first.body?.cancel()
  })

  it('rejects with the reason also when the whole body is there already', async () => {
    const url = await serve((_request, response) => void response.end('all'))
    const controller = new AbortController()
    const answer = await nodeFetch(url, { signal: controller.signal })
    await pause(20)
    controller.abort(new Error('enough'))
    await expect(answer.text()).rejects.toThrow('enough')
  })

  it.each(['signal', 'cancel'] as const)('closes the connection in the middle of a body: by %s', async (how) => {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.on('close', resolve)
      response.write('one')
    })
    const controller = new AbortController()
    const answer = await nodeFetch(url, { signal: controller.signal })
    const reader = answer.body?.getReader()
    await reader?.read()
    const pending = reader?.read()
    if (how === 'cancel') {
      await reader?.cancel()
      expect((await pending)?.done).toBe(true)
    } else {
      controller.abort(new Error('enough'))
      await expect(pending).rejects.toThrow('enough')
    }
    await closed
  })

  it('tells the reader of a connection that is lost, and nobody else', async () => {
    const url = await serve((_request, response) => {
      response.write('one')
      setTimeout(() => response.destroy(), 20)
    })
    const answer = await nodeFetch(url)
    await pause(60)
    await expect(answer.text()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'ECONNRESET' } })
  })

  it('leaves no listener on a signal that is used again', async () => {
    const url = await serve((_request, response) => void response.end('ok'))
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...given: Parameters<typeof add>) => ((listeners += 1), add(...given))
    signal.removeEventListener = (...given: Parameters<typeof remove>) => ((listeners -= 1), remove(...given))
    for (let call = 0; call < 3; call++) await (await nodeFetch(url, { signal })).text()
    await pause(20)
    expect(listeners).toBe(0)
  })
})
