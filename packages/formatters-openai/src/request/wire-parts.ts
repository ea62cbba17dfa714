import { ConfigurationError, type ContentPart, type MediaPart } from '@azureml-endpoints/core'
import { inlineMediaOf } from '../media/inline-media.ts'
import type { WirePart } from '../conversation/wire-message.ts'
import { audioFormatOf, mediaTypeOf } from '../media/media-type.ts'

/** Converts a part of a user message; `setting` is its path in the request. */
export function toWirePart(part: ContentPart, setting: string): WirePart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'image':
      return toImagePart(part, setting)
    case 'video':
      return { type: 'video_url', video_url: { url: mediaUrlOf(part, setting) } }
    case 'audio':
      return toAudioPart(part, setting)
    case 'file':
      return toFilePart(part, setting)
    default:
      throw new ConfigurationError(
        `${setting} has the type ${JSON.stringify((part as { type?: unknown }).type)}. ` +
          'Use text, image, audio, video or file.',
        { setting },
      )
  }
}

function toImagePart(part: MediaPart, setting: string): WirePart {
  const { detail } = part
  return { type: 'image_url', image_url: { url: mediaUrlOf(part, setting), ...(detail && { detail }) } }
}

function mediaUrlOf(part: MediaPart, setting: string): string {
  return urlOf(part, setting) ?? dataUrlOf(part, setting)
}

function toAudioPart(part: MediaPart, setting: string): WirePart {
  const url = urlOf(part, setting)
  // OpenAI takes only recordings in the request; links are vLLM's addition.
  if (url !== undefined && !isDataUrl(url)) return { type: 'audio_url', audio_url: { url } }
  const media = inlineMediaOf({ data: url ?? part.data, mediaType: part.mediaType }, setting)
  const format = audioFormatOf(media) ?? missingMediaType(setting, 'audio/mpeg')
  return { type: 'input_audio', input_audio: { data: media.base64, format } }
}

function toFilePart(part: MediaPart, setting: string): WirePart {
  const url = urlOf(part, setting)
  if (url !== undefined && !isDataUrl(url)) {
    throw new ConfigurationError(
      `${setting} is a file at ${JSON.stringify(url)}, but a file must be sent in the request. Pass its bytes as data.`,
      { setting },
    )
  }
  const dataUrl = url ?? dataUrlOf(part, setting)
  const filename = part.filename || (dataUrl.startsWith('data:application/pdf') ? 'file.pdf' : 'file')
  return { type: 'file', file: { filename, file_data: dataUrl } }
}

/** Returns the part's URL, or undefined if it has data instead. */
function urlOf({ type, url, data }: MediaPart, setting: string): string | undefined {
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

function dataUrlOf(part: MediaPart, setting: string): string {
  const media = inlineMediaOf(part, setting)
  const example = part.type === 'video' ? 'video/mp4' : 'image/png'
  const mediaType = mediaTypeOf(media, part.type) ?? missingMediaType(setting, example)
  return `data:${mediaType};base64,${media.base64}`
}

function isDataUrl(url: string): boolean {
  return url.slice(0, 5).toLowerCase() === 'data:'
}

function missingMediaType(setting: string, example: string): never {
  throw new ConfigurationError(
    `${setting} has no complete media type, and its first bytes match none. Pass mediaType, such as '${example}'.`,
    { setting },
  )
}
