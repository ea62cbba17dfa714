/** Encodes bytes as base64, in any runtime. */
export function toBase64(bytes: Uint8Array): string {
  const native = (bytes as { readonly toBase64?: () => string }).toBase64
  if (native !== undefined) return native.call(bytes)
  let binary = ''
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK))
  }
  return btoa(binary)
}

/** Decodes the first bytes of base64 text, one character for each; returns '' if it is not base64. */
export function firstBytesOf(base64: string): string {
  try {
    return atob(base64.slice(0, HEAD))
  } catch {
    return ''
  }
}

/** Decodes base64 text as UTF-8; returns undefined if it is not base64. */
export function textOfBase64(base64: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** The number of arguments that every JavaScript engine accepts in one call. */
const CHUNK = 0x2000

/** Enough base64 characters for the longest signature; a multiple of four. */
const HEAD = 24
