/** Encodes bytes as base64, in any runtime. */
export function toBase64(bytes: Uint8Array): string {
  const native = (bytes as { readonly toBase64?: () => string }).toBase64
  if (native !== undefined) return native.call(bytes)
  let binary = ''
  for (let start = 0; start < bytes.length; start += maxArguments) {
    binary += String.fromCharCode(...bytes.subarray(start, start + maxArguments))
  }
  return btoa(binary)
}

/** Decodes base64 as UTF-8 text; returns `undefined` if it is not base64. */
export function textOfBase64(base64: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** Decodes the first bytes of base64 text, one character for each; returns '' if it is not base64. */
export function firstBytesOf(base64: string): string {
  try {
    return atob(base64.slice(0, headLength))
  } catch {
    return ''
  }
}

/** The number of arguments that every JavaScript engine accepts in one call. */
const maxArguments = 0x2000

/** Enough base64 characters for the longest signature; a multiple of four. */
const headLength = 24
