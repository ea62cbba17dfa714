import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { isLoopbackAddress, isLoopbackHost } from '../src/loopback/loopback-address.ts'
import { sendRaw } from './raw-request.ts'

const question = JSON.stringify({ messages: [{ role: 'user', content: 'Why?' }] })

/** A chat request with these header lines and those that every request needs. */
function ask(lines: readonly string[], target = '/v1/chat/completions'): string {
  const fixed = ['authorization: Bearer any', 'content-type: application/json', `content-length: ${question.length}`]
  return [`POST ${target} HTTP/1.1`, ...lines, ...fixed, '', question].join('\r\n')
}

const ours: readonly (readonly [string, readonly string[], string?])[] = [
  ['127.0.0.1 with a port', ['Host: 127.0.0.1:4280']],
  ['127.0.0.1 without a port', ['Host: 127.0.0.1']],
  ['another address of 127.0.0.0/8', ['Host: 127.8.9.10:1']],
  ['localhost', ['Host: localhost:4280']],
  ['localhost in upper case', ['HOST: LOCALHOST:4280']],
  ['localhost with its root dot', ['Host: localhost.:4280']],
  ['a name below localhost', ['Host: llama.localhost:4280']],
  ['IPv6', ['Host: [::1]:4280']],
  ['IPv4 mapped into IPv6', ['Host: [::ffff:7f00:1]:4280']],
  ['a target in absolute form', ['Host: 127.0.0.1'], 'http://127.0.0.1/v1/chat/completions'],
  ['a page on loopback', ['Host: 127.0.0.1', 'Origin: http://127.0.0.1:3000']],
  [
    'a page on localhost, over TLS',
    ['Host: 127.0.0.1', 'Origin: https://localhost:3000', 'Sec-Fetch-Site: cross-site'],
  ],
  ['a page on IPv6', ['Host: 127.0.0.1', 'Origin: http://[::1]:3000']],
  ['a request that the browser calls same-site', ['Host: localhost', 'Sec-Fetch-Site: same-site']],
]

const foreign: readonly (readonly [string, readonly string[], string?])[] = [
  ['a name that points here', ['Host: evil.example:4280']],
  ['a name that looks like loopback', ['Host: 127.0.0.1.evil.example']],
  ['a name that ends like localhost', ['Host: evillocalhost']],
  ['localhost below another name', ['Host: localhost.evil.example']],
  ['a name with a user before it', ['Host: 127.0.0.1@evil.example']],
  ['an address of the network', ['Host: 192.168.1.7:4280']],
  ['the unspecified address', ['Host: 0.0.0.0:4280']],
  ['the unspecified address in IPv6', ['Host: [::]:4280']],
  ['another address mapped into IPv6', ['Host: [::ffff:8.8.8.8]:4280']],
  ['a number that means 127.0.0.1', ['Host: 2130706433']],
  ['an address with a zone', ['Host: [::1%25lo]:4280']],
  ['an empty Host', ['Host:']],
  ['a Host with a path', ['Host: localhost/evil.example']],
  ['a Host of 8 KiB', [`Host: ${'a'.repeat(8_000)}.localhost`]],
  ['two Hosts, ours first', ['Host: 127.0.0.1', 'Host: evil.example']],
  ['two Hosts, ours last', ['Host: evil.example', 'Host: 127.0.0.1']],
  ['two Hosts, both ours', ['Host: 127.0.0.1', 'Host: localhost']],
  ['a target of another host', ['Host: 127.0.0.1'], 'http://evil.example/v1/chat/completions'],
  ['a page of another origin', ['Host: 127.0.0.1', 'Origin: https://evil.example']],
  ['a page without an origin', ['Host: 127.0.0.1', 'Origin: null']],
  ['an empty origin', ['Host: 127.0.0.1', 'Origin:']],
  ['an origin that looks like loopback', ['Host: 127.0.0.1', 'Origin: http://127.0.0.1.evil.example']],
  ['an origin with a user before it', ['Host: 127.0.0.1', 'Origin: http://localhost@evil.example']],
  ['an origin of another scheme', ['Host: 127.0.0.1', 'Origin: chrome-extension://localhost']],
  ['an address of the network as origin', ['Host: 127.0.0.1', 'Origin: http://192.168.1.7:3000']],
  ['the unspecified address as origin', ['Host: 127.0.0.1', 'Origin: http://0.0.0.0:3000']],
  ['two origins, ours first', ['Host: 127.0.0.1', 'Origin: http://localhost', 'Origin: https://evil.example']],
  ['an image of another site', ['Host: 127.0.0.1', 'Sec-Fetch-Site: cross-site']],
]

type Caller = readonly [who: string, lines: readonly string[], target?: string]

function named(callers: readonly Caller[]): { who: string; lines: readonly string[]; target: string | undefined }[] {
  return callers.map(([who, lines, target]) => ({ who, lines, target }))
}

describe('an emulator on loopback', () => {
  it.each(named(ours))('accepts $who', async ({ lines, target }) => {
    await using emulator = await startEndpointEmulator()
    expect((await sendRaw(emulator, ask(lines, target))).status).toBe(200)
    expect(emulator.requests).toHaveLength(1)
  })

  it.each(named(foreign))('rejects $who, and does not call the upstream', async ({ lines, target }) => {
    await using upstream = await startEndpointEmulator({ apiKey: 'of the upstream' })
    const behind = { url: `${upstream.url}/v1`, apiKey: 'of the upstream' }
    await using emulator = await startEndpointEmulator({ upstream: behind })
    const { status, text } = await sendRaw(emulator, ask(lines, target))
    expect(status).toBe(403)
    expect(text).toMatch(/"message":".*(127\.0\.0\.1|served on loopback).*as host to open it/)
    expect([emulator.requests.length, upstream.requests.length]).toEqual([0, 0])
  })

  it('rejects an HTTP/1.0 request without a Host, and Node rejects one of HTTP/1.1', async () => {
    await using emulator = await startEndpointEmulator()
    expect((await sendRaw(emulator, 'GET /info HTTP/1.0\r\n\r\n')).status).toBe(403)
    expect((await sendRaw(emulator, 'GET /info HTTP/1.1\r\n\r\n')).status).toBe(400)
    expect(emulator.requests).toEqual([])
  })

  it('rejects a preflight from another site, and sends no CORS headers', async () => {
    await using emulator = await startEndpointEmulator()
    const preflight = (origin: string): string =>
      [
        'OPTIONS /score HTTP/1.1',
        'Host: 127.0.0.1',
        `Origin: ${origin}`,
        'Access-Control-Request-Method: POST',
        '',
        '',
      ].join('\r\n')
    expect((await sendRaw(emulator, preflight('https://evil.example'))).status).toBe(403)
    const { text } = await sendRaw(emulator, preflight('http://localhost:3000'))
    expect(text.toLowerCase()).not.toContain('access-control-allow')
  })

  it.each(['localhost', '127.0.0.1', '127.0.0.2', '::1'])('is recognized for the host %s', async (host) => {
    await using emulator = await startEndpointEmulator({ host })
    expect(emulator.loopback).toBe(true)
    const target = { port: emulator.port, host }
    expect((await sendRaw(target, ask(['Host: evil.example']))).status).toBe(403)
    expect((await sendRaw(target, ask(['Host: localhost']))).status).toBe(200)
  })
})

describe('an emulator on another address', () => {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const lan = own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address

  it.each(['0.0.0.0', '::', ...(lan === undefined ? [] : [lan])])('accepts every caller on %s', async (host) => {
    await using emulator = await startEndpointEmulator({ host })
    expect(emulator.loopback).toBe(false)
    const target = { port: emulator.port, host: host === lan ? host : '127.0.0.1' }
    expect((await sendRaw(target, ask(['Host: my-machine.example', 'Origin: https://page.example']))).status).toBe(200)
  })
})

describe('an emulator without a socket', () => {
  it('accepts any host in the URL', async () => {
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json', origin: 'https://page.example' }
    const init = { method: 'POST', headers, body: question }
    const { fetch: call } = createEndpointEmulator()
    expect((await call('https://my-endpoint.westeurope.inference.ml.azure.com/v1/chat/completions', init)).status).toBe(
      200,
    )
  })
})

describe('a loopback host', () => {
  it.each(['[0:0:0:0:0:0:0:1]:4280', '[::ffff:127.0.0.1]', '127.0.0.1.', 'a.b.localhost:1'])('is %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  })

  it.each(['', ':80', 'localhost:', 'localhost:123456', 'localhost:80:80', '[::1', '::1', '[127.0.0.1]', '127.1'])(
    'is not %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false)
    },
  )
})

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1'])('is %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true)
  })

  it.each(['126.255.255.255', '128.0.0.1', '::', '::2', '::ffff:126.0.0.1', 'localhost', '', '::1%lo'])(
    'is not %s',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false)
    },
  )

  it.each(['a.', '[:', '1', '-', '..localhost'])('is recognized in linear time: %s', async (text) => {
    const work: SizedWork = (size) => {
      const host = text.repeat(size)
      return () => isLoopbackHost(host)
    }
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
