import { ConfigurationError, firstBytesOf, type MediaPart, toBase64 } from '@azureml-endpoints/core'

/** Media that are sent in the request. */
export interface InlineMedia {
  readonly base64: string
  /** Without parameters, in lower case; undefined if neither the part nor its first bytes tell it. */
  readonly mediaType: string | undefined
}

/** Returns a part's link, or its data as base64; `setting` is the path of the part in the request. */
export function sourceOfPart(part: MediaPart, setting: string): string | InlineMedia {
  const { type, url, data, mediaType } = part
  const hasUrl = url !== undefined && url !== null
  if (hasUrl === (data !== undefined && data !== null)) {
    throw new ConfigurationError(
      `${setting} is of type ${type} and has ${hasUrl ? 'both url and data' : 'neither url nor data'}. Pass one of them.`,
      { setting },
    )
  }
  const link = hasUrl ? String(url) : ''
  if (hasUrl && !isDataUrl(link)) return link
  if (typeof data === 'object' && data !== null) return inlineMedia(toBase64(data), mediaType)
  const text = hasUrl ? link : String(data)
  return isDataUrl(text) ? ofDataUrl(text, mediaType, setting) : inlineMedia(text, mediaType)
}

function ofDataUrl(url: string, mediaType: string | undefined, setting: string): InlineMedia {
  const comma = url.indexOf(',')
  const head = url.slice(5, Math.max(comma, 5))
  if (comma === -1 || !head.toLowerCase().endsWith(';base64')) {
    throw new ConfigurationError(`${setting} has a data: URL that is not base64. Encode the data as base64.`, {
      setting,
    })
  }
  return inlineMedia(url.slice(comma + 1), head.slice(0, -';base64'.length) || mediaType)
}

function isDataUrl(url: string): boolean {
  return url.slice(0, 5).toLowerCase() === 'data:'
}

function inlineMedia(base64: string, mediaType: string | undefined): InlineMedia {
  const bare = (mediaType ?? '').toLowerCase().replace(/;.*/s, '').trim()
  const isVague = bare.includes('*') || !bare.includes('/') || bare === 'application/octet-stream'
  const known = isVague ? sniffed(base64) : bare
  return { base64, mediaType: known === 'image/jpg' ? 'image/jpeg' : known }
}

function sniffed(base64: string): string | undefined {
  const head = firstBytesOf(base64)
  return signatures.find(({ matches }) => matches(head))?.mediaType
}

const signatures: readonly { readonly mediaType: string; readonly matches: (head: string) => boolean }[] = [
  { mediaType: 'image/png', matches: (head) => head.startsWith('\x89PNG') },
  { mediaType: 'image/jpeg', matches: (head) => head.startsWith('\xff\xd8\xff') },
  { mediaType: 'image/gif', matches: (head) => head.startsWith('GIF8') },
  { mediaType: 'image/webp', matches: (head) => head.startsWith('RIFF') && head.startsWith('WEBP', 8) },
  { mediaType: 'application/pdf', matches: (head) => head.startsWith('%PDF-') },
]
