/** Describes why bytes are not UTF-8 in Python's words; `undefined` if they are. */
export function describeUtf8Error(bytes: Uint8Array): string | undefined {
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] as number
    if (first < 0x80) {
      at += 1
      continue
    }
    const length = sequenceLength(first)
    if (length === 0) return describe(bytes, at, 1, 'invalid start byte')
    for (let index = 1; index < length; index++) {
      const next = bytes[at + index]
      if (next === undefined) return describe(bytes, at, bytes.length - at, 'unexpected end of data')
      if (!continues(first, index, next)) return describe(bytes, at, index, 'invalid continuation byte')
    }
    at += length
  }
  return undefined
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

/** The second byte is limited further where it would make an overlong form, a surrogate or a value beyond Unicode. */
function continues(first: number, index: number, byte: number): boolean {
  if (index > 1) return byte >= 0x80 && byte <= 0xbf
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  return byte >= least && byte <= most
}

function describe(bytes: Uint8Array, at: number, count: number, reason: string): string {
  const hex = (bytes[at] ?? 0).toString(16).padStart(2, '0')
  const where = count === 1 ? `byte 0x${hex} in position ${at}` : `bytes in position ${at}-${at + count - 1}`
  return `'utf-8' codec can't decode ${where}: ${reason}`
}
