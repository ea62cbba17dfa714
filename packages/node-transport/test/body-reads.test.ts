import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it } from 'vitest'
import { type RawServer, startRawServer, type Step } from './raw-server.ts'

let close: () => void
afterEach(() => close())

/** A server whose first answer a test writes, and that answers `{}` to all others. */
async function serve(): Promise<{ url: string; written: Promise<ServerResponse> }> {
  const { promise: written, resolve } = Promise.withResolvers<ServerResponse>()
  let requests = 0
  const listener: RequestListener = (_request, response) =>
    void ((requests += 1) === 1 ? resolve(response) : response.end('{}'))
  const server: Server = createServer(listener)
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, written }
}

/** Resolves when all that the server has written has arrived: it has been asked for something else since, three times. */
async function arrived(url: string): Promise<void> {
  for (let call = 0; call < 3; call += 1) await (await nodeFetch(url)).text()
}

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

describe('a read', () => {
  it('returns all that has arrived, and each later one what has arrived since', async () => {
    const { url, written } = await serve()
    const asked = nodeFetch(url)
    const response = await written
    response.write('one,')
    const reader = (await asked).body?.getReader()
    await arrived(url)
    response.write('two')
    await arrived(url)
    expect(decode((await reader?.read())?.value)).toBe('one,two')
    response.write('three,')
    await arrived(url)
    response.write('four')
    await arrived(url)
    expect(decode((await reader?.read())?.value)).toBe('three,four')
    response.end()
    await arrived(url)
    expect(await reader?.read()).toEqual({ done: true, value: undefined })
  })

  it('waits for what has not arrived', async () => {
    const { url, written } = await serve()
    const asked = nodeFetch(url)
    const response = await written
    response.flushHeaders()
    const reader = (await asked).body?.getReader()
    const first = reader?.read()
    await arrived(url)
    response.write('one')
    expect(decode((await first)?.value)).toBe('one')
    const second = reader?.read()
    await arrived(url)
    response.end()
    expect(await second).toEqual({ done: true, value: undefined })
  })

  describe.each([
    ['plain', 'identity', Buffer.from('all')],
    ['compressed', 'gzip', gzipSync('all')],
  ])('of a body that is %s', (_how, coding, body) => {
    it.each(['all of it', 'a part'])('rejects with the reason of the signal, though %s is there', async (much) => {
      const { url, written } = await serve()
      const { signal, abort } = aborted()
      const asked = nodeFetch(url, { signal })
      const response = await written
      response.setHeader('content-encoding', coding)
      if (much === 'a part') response.write(body)
      else response.end(body)
      const reader = (await asked).body?.getReader()
      await arrived(url)
      abort()
      await expect(reader?.read()).rejects.toThrow('enough')
      await expect(reader?.read()).rejects.toThrow('enough')
    })

    it('rejects with the reason of the signal while it waits', async () => {
      const { url, written } = await serve()
      const { signal, abort } = aborted()
      const asked = nodeFetch(url, { signal })
      const response = await written
      response.writeHead(200, { 'content-encoding': coding }).flushHeaders()
      const closed = once(response, 'close')
      const pending = (await asked).body?.getReader().read()
      await arrived(url)
      abort()
      await expect(pending).rejects.toThrow('enough')
      await closed
    })
  })
})

function aborted(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort(new Error('enough')) }
}

/** Waits as long as some calls to another server take. */
async function elsewhere(): Promise<void> {
  const other = await startRawServer(() => ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'])
  await arrived(other.url)
  other.close()
}

describe('a body that ends too early', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'
  const lost = 'ECONNRESET: aborted'
  it.each<[string, readonly Step[], string]>([
    ['closed, of a known length', [`${head}Content-Length: 5\r\n\r\none`, 1, 'FIN'], lost],
    ['closed before its first byte', [`${head}Content-Length: 5\r\n\r\n`, 1, 'FIN'], lost],
    ['closed between chunks', [`${head}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n`, 1, 'FIN'], lost],
    [
      'with a broken chunk',
      [`${head}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n`, 1, 'zz\r\n'],
      'HPE_INVALID_CHUNK_SIZE: Parse Error: Invalid character in chunk size',
    ],
    ['reset', [`${head}Content-Length: 5\r\n\r\none`, 1, 'RST'], 'ECONNRESET: read ECONNRESET'],
    [
      'corrupt',
      [`${head}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\none`],
      'Z_DATA_ERROR: incorrect header check',
    ],
  ])('rejects as by fetch, and says why: %s', async (_how, steps, expected) => {
    for (const when of ['at once', 'late']) {
      const server: RawServer = await startRawServer(() => steps)
      close = server.close
      const response = await nodeFetch(server.url)
      if (when === 'late') await elsewhere()
      const error = (await response.text().catch((thrown: unknown) => thrown)) as TypeError & {
        cause: Error & { code: string }
      }
      expect(error).toBeInstanceOf(TypeError)
      expect(error.message).toBe('terminated')
      expect(`${error.cause.code}: ${error.cause.message}`).toBe(expected)
      server.close()
    }
  })
})
