import { ConfigurationError, type MediaPart, toBase64 } from '@azureml-endpoints/core'

/** Returns the URL of an image, which is a `data:` URL if the image is sent with the request. */
export function imageUrlOf({ url, data, mediaType }: MediaPart, setting: string): string {
  if ((url === undefined) === (data === undefined)) {
    const has = url === undefined ? 'neither url nor data' : 'both url and data'
    throw new ConfigurationError(`${setting} is of type image and has ${has}. Pass one of them.`, { setting })
  }
  if (url !== undefined) return typeof url === 'string' ? url : url.href
  if (typeof data === 'string' && data.slice(0, 5).toLowerCase() === 'data:') return data
  const base64 = typeof data === 'string' ? data : toBase64(data ?? new Uint8Array())
  const type = isFull(mediaType) ? mediaType : detected(base64)
  if (type !== undefined) return `data:${type};base64,${base64}`
  throw new ConfigurationError(
    `${setting} has no complete media type, and its first bytes match none. Pass mediaType, such as 'image/png'.`,
    { setting },
  )
}

function isFull(mediaType: string | undefined): mediaType is string {
  return mediaType !== undefined && /^[^/*]+\/[^/*]+$/.test(mediaType) && mediaType !== 'application/octet-stream'
}

/** Detects the formats that Cohere's models read, by the start of their base64 text. */
function detected(base64: string): string | undefined {
  return starts.find(([start]) => start.test(base64))?.[1]
}

const starts: readonly (readonly [start: RegExp, mediaType: string])[] = [
  [/^iVBORw0KGgo/, 'image/png'],
  [/^\/9j\//, 'image/jpeg'],
  [/^R0lGOD/, 'image/gif'],
  [/^UklGR.{6}XRUJQ/, 'image/webp'],
]
