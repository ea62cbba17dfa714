import { ConfigurationError, type MediaPart, toBase64 } from '@azureml-endpoints/core'

/** Media sent in the request body. */
export interface InlineMedia {
  readonly base64: string
  /** From the part or from its data URL; may be incomplete, such as `image` or `image/*`. */
  readonly mediaType: string | undefined
}

/** What a part says about its data. */
type GivenMedia = Pick<MediaPart, 'data' | 'mediaType'>

/** Parses a part's data: bytes, base64 text, or a `data:` URL. */
export function inlineMediaOf({ data, mediaType }: GivenMedia, setting: string): InlineMedia {
  if (typeof data !== 'string') return { base64: toBase64(data ?? new Uint8Array()), mediaType }
  if (data.slice(0, 5).toLowerCase() !== 'data:') return { base64: data, mediaType }
  const comma = data.indexOf(',')
  const head = data.slice(5, comma)
  if (comma === -1 || !head.toLowerCase().endsWith(';base64')) {
    throw new ConfigurationError(`${setting} has a data: URL that is not base64. Encode the data as base64.`, {
      setting,
    })
  }
  return { base64: data.slice(comma + 1), mediaType: head.slice(0, -';base64'.length) || mediaType }
}
