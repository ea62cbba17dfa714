import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { isObject, stringOf } from '../json.ts'

/**
 * Decodes a body of a cassette: text, bytes, base64, compressed or not. Values that were parsed before they were recorded
 * become JSON again.
 */
export function decodeBody(body: unknown): string {
  if (typeof body === 'string') return decompressText(body)
  if (body instanceof Uint8Array) return decompress(Buffer.from(body))
  if (!isObject(body)) return body === undefined || body === null ? '' : JSON.stringify(body)
  const base64 = stringOf(body['base64_string'])
  if (base64 !== undefined) return decompress(Buffer.from(base64, 'base64'))
  if ('string' in body) return decodeBody(body['string'])
  return JSON.stringify(body)
}

function decompressText(text: string): string {
  if (text.startsWith('\u001F\u008B')) return decompress(Buffer.from(text, 'latin1'))
  return text.startsWith('H4sI') ? decompress(Buffer.from(text, 'base64')) : text
}

function decompress(bytes: Buffer): string {
  const decoders = [gunzip, inflate, brotli]
  if (/^[\s[{"]|^(data|event|id|retry)?:/.test(bytes.subarray(0, 8).toString('latin1'))) return bytes.toString()
  for (const decode of decoders) {
    try {
      return decode(bytes).toString()
    } catch {
      // Another encoding, or none.
    }
  }
  return bytes.toString()
}

/** Accepts what was cut off, as recordings of streams often are. */
function gunzip(bytes: Buffer): Buffer {
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
}

function inflate(bytes: Buffer): Buffer {
  return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
}

function brotli(bytes: Buffer): Buffer {
  return brotliDecompressSync(bytes)
}
