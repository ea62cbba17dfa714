import type { Duplex, Readable } from 'node:stream'
import { builtins } from './builtins.ts'
import { createInflateEither } from './inflate-either.ts'

/** The same maximum as in `fetch`. */
const maxCodings = 5

/** Decodes a body as `fetch` does. If any of its codings is unknown, the body is returned unchanged. */
export function decoded(body: Readable, contentEncoding: string | undefined): Readable {
  if (!contentEncoding) return body
  const codings = contentEncoding.toLowerCase().split(',')
  if (codings.length > maxCodings) {
    throw new Error(`The response has ${codings.length} content codings; at most ${maxCodings} are supported.`)
  }
  const stages: Duplex[] = []
  for (const coding of codings.toReversed()) {
    const stage = createDecoder(coding.trim())
    if (stage === undefined) return body
    stages.push(stage)
  }
  // An error of any stage reaches the reader of the last one. Without a reader, it must not end the process.
  for (const stage of stages) stage.on('error', () => {})
  return builtins.stream().pipeline([body, ...stages], () => {}) as unknown as Readable
}

/** Creates a decoder that, like `fetch` and browsers, emits data as it arrives and accepts truncated input. */
function createDecoder(coding: string): Duplex | undefined {
  const zlib = builtins.zlib()
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants
  if (coding === 'gzip' || coding === 'x-gzip') {
    return zlib.createGunzip({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH })
  }
  if (coding === 'deflate') return createInflateEither({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH })
  if (coding === 'br') {
    return zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH })
  }
  // Node 22.12 to 22.14 do not support zstd, neither here nor in `fetch`.
  if (coding === 'zstd' && typeof zlib.createZstdDecompress === 'function') return zlib.createZstdDecompress()
  return undefined
}
