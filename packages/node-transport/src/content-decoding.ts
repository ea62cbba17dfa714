import type { Duplex, Readable } from 'node:stream'
import { builtins } from './builtins.ts'
import { createInflateEither } from './inflate-either.ts'

/** As many codings as `fetch` undoes. */
const maxCodings = 5

/** Undoes the codings of a body as `fetch` does: a body with an unknown one among them is left as it is. */
export function decoded(body: Readable, contentEncoding: string | null): Readable {
  if (!contentEncoding) return body
  const codings = contentEncoding.toLowerCase().split(',')
  if (codings.length > maxCodings) {
    throw new Error(`The answer has ${codings.length} content codings; at most ${maxCodings} are decoded.`)
  }
  const stages: Duplex[] = []
  for (const coding of codings.toReversed()) {
    const stage = createDecoder(coding.trim())
    if (stage === undefined) return body
    stages.push(stage)
  }
  // An error of any stage reaches the reader of the last one. When nobody reads, it must not end the process.
  for (const stage of stages) stage.on('error', () => {})
  return builtins.stream().pipeline([body, ...stages], () => {}) as unknown as Readable
}

/** What has arrived is delivered at once, and compressed data may stop before its end: as browsers and `fetch` have it. */
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
  // Node 22.12 to 22.14 have no zstd, neither here nor in `fetch`.
  if (coding === 'zstd' && typeof zlib.createZstdDecompress === 'function') return zlib.createZstdDecompress()
  return undefined
}
