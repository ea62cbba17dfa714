import type { Transform } from 'node:stream'
import type { Inflate, InflateRaw, ZlibOptions } from 'node:zlib'
import { builtins } from './builtins.ts'

/** Creates a decoder for `deflate`, which servers send with a zlib header, as the standard requires, or without one. */
export function createInflateEither(options: ZlibOptions): Transform {
  const { Transform: Base } = builtins.stream()
  let inflate: Inflate | InflateRaw | undefined
  const start = (first: Uint8Array): Inflate | InflateRaw => {
    const { createInflate, createInflateRaw } = builtins.zlib()
    const started = hasZlibHeader(first) ? createInflate(options) : createInflateRaw(options)
    started.on('error', (error) => outer.destroy(error))
    return started.on('data', (bytes) => void (outer.push(bytes) || started.pause()))
  }
  const outer = new Base({
    transform(bytes: Uint8Array, _encoding, done) {
      if (bytes.length === 0) return done()
      inflate ??= start(bytes)
      inflate.write(bytes, () => done())
    },
    flush(done) {
      if (inflate === undefined) return done()
      inflate.once('end', () => done()).end()
    },
    read(size) {
      inflate?.resume()
      // oxlint-disable-next-line no-underscore-dangle -- the name is Node's
      Base.prototype._read.call(this, size)
    },
    destroy(error, done) {
      inflate?.destroy()
      done(error)
    },
  })
  return outer
}

function hasZlibHeader(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8
}
