import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { textOfBase64, toBase64 } from '@azureml-endpoints/core'

it('encodes any bytes as the platform does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(toBase64(withoutNative(bytes))).toBe(Buffer.from(bytes).toString('base64'))
    }),
  )
})

it('encodes more bytes than one call accepts as arguments', () => {
  const bytes = withoutNative(Uint8Array.from({ length: 1_000_001 }, (_, index) => index % 251))
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
})

it('uses the method of the engine if there is one', () => {
  const bytes = Object.assign(Uint8Array.of(1, 2, 3), { toBase64: () => 'by the engine' })
  expect(toBase64(bytes)).toBe('by the engine')
})

it('decodes text, and says when there is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textOfBase64(Buffer.from(text).toString('base64'))).toBe(text)
    }),
  )
  expect(['%', 'a', 'größe'].map(textOfBase64)).toEqual([undefined, undefined, undefined])
})

/** Bytes in an engine without `toBase64`. */
function withoutNative(bytes: Uint8Array): Uint8Array {
  return Object.assign(bytes, { toBase64: undefined })
}
