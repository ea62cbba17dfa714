import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import * as zlib from 'node:zlib'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

/** Answers with what a test sets, and keeps the answer open. */
let head = ''
let socket: Promise<Socket>
const server = createServer()
let url = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())
afterEach(() => server.closeAllConnections())

function answer(written: string): void {
  head = written
  socket = once(server, 'request').then(([{ socket: its }]) => {
    ;(its as Socket).write(head)
    return its as Socket
  })
}

async function closeOf(its: Socket): Promise<void> {
  if (!its.destroyed) await once(its, 'close')
}

describe('an answer that cannot be given', () => {
  it.each([
    [
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'The connection was closed without a response.',
    ],
    [
      'HTTP/1.1 200 OK\r\nContent-Encoding: br,br,br,br,br,br\r\n\r\nabc',
      'The response has 6 content codings; at most 5 are supported.',
    ],
  ])('is refused, and its connection closed: %j', async (written, message) => {
    answer(written)
    const asked = nodeFetch(url)
    asked.catch(() => {})
    const closed = socket.then(closeOf)
    const error: unknown = await asked.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { message } })
    await closed
  })
})

describe('an aborted call', () => {
  it('closes its connection while it waits for the answer', async () => {
    answer('')
    const controller = new AbortController()
    const asked = nodeFetch(url, { signal: controller.signal })
    asked.catch(() => {})
    const its = await socket
    controller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await closeOf(its)
  })
})

describe('a connection is used again after an answer', () => {
  it.each([
    'HTTP/1.1 204 No Content\r\n\r\n',
    'HTTP/1.1 304 Not Modified\r\n\r\n',
    'HTTP/1.1 205 Reset\r\nContent-Length: 2\r\n\r\nab',
  ])('without a body that nobody reads: %j', async (written) => {
    const sockets = new Set<Socket>()
    for (let call = 0; call < 3; call += 1) {
      answer(written)
      const response = await nodeFetch(url)
      expect(response.body).toBeNull()
      sockets.add(await socket)
    }
    expect(sockets.size).toBe(1)
  })
})

it('is not decoded where this version of Node cannot', async () => {
  // The package has the same object; Node 22.12 to 22.14 have no such function.
  const own = process.getBuiltinModule('node:zlib')
  const descriptor = Object.getOwnPropertyDescriptor(own, 'createZstdDecompress')!
  const body = zlib.zstdCompressSync('plain')
  answer(`HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`)
  void socket.then((its) => its.end(body))
  Reflect.deleteProperty(own, 'createZstdDecompress')
  try {
    expect(Buffer.from(await (await nodeFetch(url)).arrayBuffer())).toEqual(body)
  } finally {
    Object.defineProperty(own, 'createZstdDecompress', descriptor)
  }
})
