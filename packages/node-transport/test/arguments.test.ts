import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { runInNewContext } from 'node:vm'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Answers with the request as it came. */
const server = createServer(async (request, response) => {
  const { method, url: path, headers } = request
  response.end(JSON.stringify({ method, path, headers, body: await text(request) }))
})
let origin = ''
let url = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  url = `${origin}/a?b=%20c&d#e`
})
afterAll(() => void server.close())

/** Headers that a client sends of its own accord. */
const ownHeaders = new Set(['accept', 'accept-language', 'accept-encoding', 'sec-fetch-mode', 'connection'])

type Arguments = Parameters<typeof fetch>

async function arrived(call: typeof fetch, [input, init]: Arguments): Promise<unknown> {
  const response = await call(input, init)
  const answer = await response.text()
  // As after HEAD.
  if (answer === '') return response.status
  const { headers, ...request } = JSON.parse(answer) as { headers: Record<string, string> }
  return {
    ...request,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ownHeaders.has(name))),
  }
}

const bytes = new TextEncoder().encode('<bytes>')
const otherBuffer = runInNewContext('new Uint8Array([97, 98]).buffer') as ArrayBuffer
const gone = AbortSignal.abort(new Error('gone'))
const request = (init?: RequestInit): Request => new Request(url, init)
const posted = (init?: RequestInit): Request => request({ method: 'POST', body: 'a', headers: { 'x-a': 'a' }, ...init })

/** Node 22 has an older `fetch`. */
const isMeasure = !process.version.startsWith('v22.')

describe.runIf(isMeasure)('a request arrives as over fetch', () => {
  it.each<[string, () => Arguments]>([
    ['a URL', () => [url]],
    ['a URL object', () => [new URL(url)]],
    ...[
      '',
      '/',
      '/a?',
      '/a?#part',
      '/a?a=b?',
      '/a#part',
      '/a#',
      '/#',
      '#',
      '/a?b#',
      '/a//a?b',
      '//a?b',
      '/a?a=%20ä',
    ].map((end) => [`a URL that ends with ${end}`, () => [origin + end]] as [string, () => Arguments]),
    ['an empty init', () => [url, {}]],
    ['a Request', () => [request()]],
    ...['get', 'Post', 'PUT', 'PATCH', 'delete', 'options', 'QUERY'].map(
      (method) => [`the method ${method}`, () => [url, { method }]] as [string, () => Arguments],
    ),
    ['the method HEAD', () => [url, { method: 'head' }]],
    ['a buffer of another context', () => [url, { method: 'POST', body: otherBuffer }]],
    [
      'bytes of another context',
      () => [url, { method: 'POST', body: runInNewContext('new Uint8Array([97])') as BodyInit }],
    ],
    ['a body of null', () => [url, { method: 'POST', body: null }]],
    ['no text', () => [url, { method: 'POST', body: '' }]],
    ['no bytes', () => [url, { method: 'POST', body: new Uint8Array() }]],
    ['a body with DELETE', () => [url, { method: 'DELETE', body: 'a' }]],
    ['text beyond ASCII', () => [url, { method: 'POST', body: '{"a":"ä👋"}' }]],
    ['bytes', () => [url, { method: 'POST', body: bytes }]],
    ['an ArrayBuffer', () => [url, { method: 'POST', body: bytes.buffer }]],
    ['a view', () => [url, { method: 'POST', body: new DataView(bytes.buffer, 1, 5) }]],
    ['a content type', () => [url, { method: 'POST', body: 'a', headers: { 'Content-Type': 'a/b' } }]],
    ['an empty content type', () => [url, { method: 'POST', body: 'a', headers: { 'content-type': '' } }]],
    ['headers of undefined', () => [url, { headers: undefined as never }]],
    [
      'headers in a list',
      () => [
        url,
        {
          headers: [
            ['X-A', '1'],
            ['x-a', '2'],
            ['X-B', '3'],
          ],
        },
      ],
    ],
    ['Headers', () => [url, { headers: new Headers({ 'X-A': 'a' }) }]],
    ['headers in a Map', () => [url, { headers: new Map([['X-A', 'a']]) as never }]],
    [
      'headers without a prototype',
      () => [url, { headers: Object.assign(Object.create(null), { 'X-A': 'a' }) as never }],
    ],
    ['a header that is a number', () => [url, { headers: { 'x-a': 0 } as never }]],
    ['a Request with text', () => [posted()]],
    ['a Request with bytes', () => [posted({ body: bytes })]],
    ['a Request, and another method', () => [posted(), { method: 'PUT' }]],
    ['a Request, and another body', () => [posted(), { body: 'b' }]],
    ['a Request, and an empty body', () => [posted(), { body: '' }]],
    ['a Request, and a body of null', () => [posted(), { body: null }]],
    ['a Request, and other headers', () => [posted(), { headers: { 'x-b': 'b' } }]],
    ['a Request, and no headers', () => [posted(), { headers: {} }]],
    ['a Request with a signal, and null', () => [request({ signal: gone }), { signal: null }]],
    ['a signal of null', () => [url, { signal: null }]],
  ])('%s', async (_what, given) => {
    expect(await arrived(nodeFetch, given())).toEqual(await arrived(fetch, given()))
  })
})

describe('a request is refused', () => {
  it.each<[string, string, RequestInit, string]>([
    [
      'body that is neither text nor bytes',
      'http://127.0.0.1/',
      { method: 'POST', body: new FormData() },
      'The body must be text or bytes. Pass a string, an ArrayBuffer or a typed array.',
    ],
    [
      'body with GET',
      'http://127.0.0.1/',
      { body: 'a' },
      'A GET request has no body. Remove it, or use another method.',
    ],
    [
      'empty body with HEAD',
      'http://127.0.0.1/',
      { method: 'head', body: '' },
      'A HEAD request has no body. Remove it, or use another method.',
    ],
    ...['connect', 'TRACE', 'Track', ''].map((method): [string, string, RequestInit, string] => [
      `method "${method}"`,
      'http://127.0.0.1/',
      { method },
      `The method "${method.toUpperCase()}" cannot be used. Use another, such as POST.`,
    ]),
    [
      'header of the transport',
      'http://127.0.0.1/',
      { headers: { 'Transfer-Encoding': 'chunked' } },
      'The header transfer-encoding cannot be set: the transport manages it. Remove it.',
    ],
    [
      'length without a body',
      'http://127.0.0.1/',
      { headers: { 'content-length': '1' } },
      'The header content-length is 1, but the body has 0 bytes. Remove it.',
    ],
    [
      'wrong length',
      'http://127.0.0.1/',
      { method: 'POST', body: 'ä', headers: { 'content-length': '1' } },
      'The header content-length is 1, but the body has 2 bytes. Remove it.',
    ],
    [
      'connection header that HTTP does not allow',
      'http://127.0.0.1/',
      { headers: { connection: 'a b' } },
      'The header connection is "a b", which HTTP does not allow.',
    ],
    [
      'name in the URL',
      'http://me@127.0.0.1/',
      {},
      'The URL contains credentials. Remove them, and set an authorization header.',
    ],
    [
      'password in the URL',
      'http://:secret@127.0.0.1/',
      {},
      'The URL contains credentials. Remove them, and set an authorization header.',
    ],
    ['relative URL', 'here', {}, 'Invalid URL'],
    ...[{}, 5, new AbortController(), new EventTarget()].map((signal): [string, string, RequestInit, string] => [
      `signal that is ${String(signal)}`,
      'http://127.0.0.1/',
      { signal: signal as never },
      'The signal is not an AbortSignal. Pass `controller.signal`.',
    ]),
    [
      'line feed in a header',
      'http://127.0.0.1/',
      { headers: { 'x-a': 'a\nb' } },
      'Invalid character in header content ["x-a"]',
    ],
    ['other scheme', 'ftp://127.0.0.1/', {}, 'fetch failed <- unknown scheme ftp:'],
  ])('for a %s', async (_what, input, init, message) => {
    const error: unknown = await nodeFetch(input, init).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    const { message: first, cause } = error as TypeError
    expect(cause instanceof Error ? `${first} <- ${cause.message}` : first).toBe(message)
  })

  it('when the signal of a Request is aborted, unless another is given', async () => {
    await expect(nodeFetch(request({ signal: gone }))).rejects.toThrow('gone')
    await expect(nodeFetch(request({ signal: gone }), { signal: undefined as never })).rejects.toThrow('gone')
    expect((await nodeFetch(request({ signal: gone }), { signal: new AbortController().signal })).status).toBe(200)
  })
})
