import { ConfigurationError, type MediaPart } from '@azureml-endpoints/core'
import { toBase64 } from './base64.ts'

/** Media that travels inside the body. */
export interface InlineMedia {
  readonly base64: string
  /** As the user gave it, or as the data URL says; may be incomplete, such as `image` or `image/*`. */
  readonly mediaType: string | undefined
}

/** Reads a part's data: bytes, base64 text, or a whole `data:` URL. */
export function inlineMediaOf({ data, mediaType }: MediaPart, setting: string): InlineMedia {
  if (typeof data !== 'string') return { base64: toBase64(data ?? new Uint8Array()), mediaType }
  if (data.slice(0, 5).toLowerCase() !== 'data:') return { base64: data, mediaType }
  const comma = data.indexOf(',')
  const head = data.slice(5, comma)
  if (comma === -1 || !head.toLowerCase().endsWith(';base64')) {
    throw new ConfigurationError(`${setting}.data is a data: URL without base64. Encode it as base64.`, {
      setting,
    })
  }
  return { base64: data.slice(comma + 1), mediaType: head.slice(0, -';base64'.length) || mediaType }
}
