import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it } from 'vitest'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const flush = zlib.constants.Z_SYNC_FLUSH
const encoders: readonly (readonly [string, () => Duplex, (plain: Buffer) => Buffer])[] = [
  ['gzip', () => zlib.createGzip({ flush }), zlib.gzipSync],
  ['deflate', () => zlib.createDeflate({ flush }), zlib.deflateSync],
  ['deflate', () => zlib.createDeflateRaw({ flush }), zlib.deflateRawSync],
  ['br', () => zlib.createBrotliCompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH }), zlib.brotliCompressSync],
  ['zstd', () => zlib.createZstdCompress(), zlib.zstdCompressSync],
]

describe.each(encoders)('%s', (coding, createEncoder, compress) => {
  it('arrives as it is written', async () => {
    const { promise: read, resolve: goOn } = Promise.withResolvers<void>()
    const url = await serve(async (_request, response) => {
      response.setHeader('content-encoding', coding)
      const encoder = createEncoder()
      encoder.pipe(response)
      encoder.write('one')
      if ('flush' in encoder) (encoder as zlib.Gzip).flush()
      await read
      encoder.end('two')
    })
    const reader = (await nodeFetch(url)).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('one')
    goOn()
    let rest = ''
    for (let step = await reader?.read(); step?.done === false; step = await reader?.read()) {
      rest += new TextDecoder().decode(step.value)
    }
    expect(rest).toBe('two')
  })

  it('is decoded no further than it is read, though little data becomes much', async () => {
    const bomb = compress(Buffer.alloc(2 ** 26))
    const url = await serve((_request, response) => {
      response.setHeader('content-encoding', coding)
      response.end(bomb)
    })
    const answer = await nodeFetch(url)
    const before = process.memoryUsage().arrayBuffers
    const reader = answer.body?.getReader()
    await reader?.read()
    await pause(100)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24)
    await reader?.cancel()
  })

  it.each(['?', 'neither compressed once nor twice'])(
    'harms nobody when it is corrupt and nobody reads: %s',
    async (body) => {
      const url = await serve((_request, response) => {
        response.setHeader('content-encoding', `zstd, br, ${coding}`)
        response.end(body)
      })
      const answer = await nodeFetch(url)
      await nodeFetch(url)
      await pause(50)
      await answer
        .text()
        .catch((error: unknown) => expect(error).toMatchObject({ name: 'TypeError', message: 'terminated' }))
    },
  )

  it('closes the connection when its reader leaves', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const url = await serve((_request, response) => {
      response.on('close', resolve)
      response.setHeader('content-encoding', coding)
      Readable.from(
        (function* endless() {
          for (;;) yield compress(Buffer.alloc(1000)).subarray(0, 10)
        })(),
      ).pipe(response)
    })
    await (await nodeFetch(url)).body?.cancel()
    await expect(closed).resolves.toBeUndefined()
  })

  it('is none under HEAD', async () => {
    const url = await serve((_request, response) => void response.setHeader('content-encoding', coding).end())
    expect(await (await nodeFetch(url, { method: 'HEAD' })).text()).toBe('')
  })
})
