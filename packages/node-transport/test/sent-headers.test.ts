import { once } from 'node:events'
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Answers with the headers as they came. */
const server = createServer((request, response) => void response.end(JSON.stringify(request.rawHeaders)))
let url = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

/** Headers that a client sends of its own accord. */
const ownHeaders = /^(accept|accept-language|accept-encoding|sec-fetch-mode|user-agent)$/

async function arrived(call: typeof fetch, headers: RequestInit['headers']): Promise<unknown> {
  const response = await call(url, { method: 'POST', body: 'body', headers: headers! }).catch((error: unknown) => error)
  if (!(response instanceof Response)) return response instanceof TypeError ? 'a TypeError' : response
  const raw = (await response.json()) as string[]
  const pairs = raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1]]] : []))
  const given = new Headers(headers)
  return Object.fromEntries(pairs.filter(([name = '']) => !ownHeaders.test(name) || given.has(name)))
}

/** Node 22 has an older `fetch`, which sends some of these headers. */
const isMeasure = !process.version.startsWith('v22.')

describe('a header', () => {
  it.runIf(isMeasure).each([
    ['transfer-encoding', 'chunked'],
    ['transfer-encoding', 'identity'],
    ['content-length', '4'],
    ['content-length', 'four'],
    ['connection', 'close'],
    ['connection', 'keep-alive'],
    ['connection', 'Keep-Alive, Close'],
    ['connection', 'upgrade'],
    ['connection', 'x-hop'],
    ['connection', ''],
    ['connection', 'close,'],
    ['connection', 'not a token'],
    ['host', 'elsewhere.example.org'],
    ['upgrade', 'websocket'],
    ['keep-alive', 'timeout=5'],
    ['expect', '100-continue'],
    ['expect', 'else'],
    ['te', 'trailers'],
    ['proxy-connection', 'close'],
    ['proxy-authorization', 'Basic eA=='],
    ['accept-encoding', 'gzip'],
    ['accept-encoding', ''],
    ['accept', 'text/plain'],
    ['user-agent', 'me'],
    ['cookie', 'a=b'],
    ['content-type', ''],
    ['content-type', 'application/json'],
    ['x-spaces', ' \t a  b \t '],
    ['x-latin', 'caf\u00E9\u00A0'],
    ['x-empty', ''],
    ['x-control', 'a\u0001b'],
    ['x-nul', 'a\0b'],
    ['x-wide', '\u0100'],
    ['x-break', 'a\r\nx-injected: b'],
    ['x break', 'a'],
    ['', 'a'],
    ['constructor', 'a'],
  ])('is sent, ignored or refused as by fetch: %s: %j', async (name, value) => {
    const headers = { [name]: value }
    const theirs = await arrived(fetch, headers)
    expect(await arrived(nodeFetch, headers)).toEqual(theirs)
    if (name !== '' && name !== 'x-break') {
      expect(await arrived(nodeFetch, [[name, value]])).toEqual(await arrived(fetch, [[name, value]]))
    }
  })

  it('is one, however its name is written', async () => {
    const headers = { 'X-Test': 'a', 'x-test': 'b' }
    expect(await arrived(nodeFetch, headers)).toEqual(await arrived(fetch, headers))
  })

  it.each([
    ['content-length', '3', 'content-length is 3, but the body has 4 bytes'],
    ['content-length', '0', 'content-length is 0, but the body has 4 bytes'],
    ['trailer', 'x-test', 'trailer cannot be set'],
    ['expect', '100-continue', 'expect cannot be set'],
  ])('is refused in clear words: %s: %s', async (name, value, words) => {
    await expect(nodeFetch(url, { method: 'POST', body: 'body', headers: { [name]: value } })).rejects.toThrow(words)
  })
})

describe('a port', () => {
  it.each(['http://127.0.0.1:1/', 'http://127.0.0.1:6000/', 'http://127.0.0.1:25/', 'https://127.0.0.1:9/'])(
    'that fetch blocks is refused as by fetch: %s',
    async (blocked) => {
      const theirs: unknown = await fetch(blocked).catch((error: unknown) => error)
      const ours: unknown = await nodeFetch(blocked).catch((error: unknown) => error)
      expect(ours).toEqual(theirs)
      expect(ours).toMatchObject({ message: 'fetch failed', cause: { message: 'bad port' } })
    },
  )

  it('is blocked by both or by neither, whatever its number', async () => {
    const refuse = (): never => {
      throw new Error('would connect')
    }
    const init: object = { dispatcher: { dispatch: refuse } }
    const theirs: typeof fetch = (input) => fetch(input, init)
    const ours = createNodeFetch({ httpAgent: Object.assign(new Agent(), { createConnection: refuse }) })
    const causeOf = (call: typeof fetch, port: number): Promise<unknown> =>
      call(`http://127.0.0.1:${port}/`).catch((error: { cause?: { message: unknown } }) => error.cause?.message)
    for (let port = 1; port <= 11_000; port++)
      expect([port, await causeOf(ours, port)]).toEqual([port, await causeOf(theirs, port)])
  })

  it.each(['http://127.0.0.1:0/', 'https://127.0.0.1:0/', 'http://[::1]:0/'])(
    'of zero is no other: %s',
    async (zero) => {
      await expect(fetch(zero)).rejects.toThrow('fetch failed')
      await expect(nodeFetch(zero)).rejects.toMatchObject({ message: 'fetch failed', cause: { message: 'bad port' } })
    },
  )
})
