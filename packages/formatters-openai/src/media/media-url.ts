import { ConfigurationError, type MediaPart } from '@azureml-endpoints/core'
import { inlineMediaOf } from './inline-media.ts'
import { mediaTypeOf } from './media-type.ts'

/** Returns the URL of media, which may contain them. */
export function mediaUrlOf(part: MediaPart, setting: string): string {
  return urlOf(part, setting) ?? dataUrlOf(part, setting)
}

/** Returns the part's URL, or undefined if it has data instead. */
export function urlOf({ type, url, data }: MediaPart, setting: string): string | undefined {
  const hasUrl = url !== undefined && url !== null
  const hasData = data !== undefined && data !== null
  if (hasUrl === hasData) {
    throw new ConfigurationError(
      `${setting} is of type ${type} and has ${hasUrl ? 'both url and data' : 'neither url nor data'}. Pass one of them.`,
      { setting },
    )
  }
  if (!hasUrl) return undefined
  return typeof url === 'string' ? url : url.href
}

/** Returns the data of a part as a `data:` URL. */
export function dataUrlOf(part: MediaPart, setting: string): string {
  const media = inlineMediaOf(part, setting)
  const example = part.type === 'video' ? 'video/mp4' : 'image/png'
  const mediaType = mediaTypeOf(media, part.type) ?? missingMediaType(setting, example)
  return `data:${mediaType};base64,${media.base64}`
}

/** Checks whether a URL contains its data. */
export function isDataUrl(url: string): boolean {
  return url.slice(0, 5).toLowerCase() === 'data:'
}

/** Throws the error for media whose type nobody knows. */
export function missingMediaType(setting: string, example: string): never {
  throw new ConfigurationError(
    `${setting} has no complete media type, and its first bytes match none. Pass mediaType, such as '${example}'.`,
    { setting },
  )
}

/** Returns the name of a file that is sent as a `data:` URL. */
export function filenameOf({ filename }: MediaPart, dataUrl: string): string {
  return filename || (dataUrl.startsWith('data:application/pdf') ? 'file.pdf' : 'file')
}
