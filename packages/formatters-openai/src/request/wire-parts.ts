import { ConfigurationError, type ContentPart, type MediaPart } from '@azureml-endpoints/core'
import type { WirePart } from '../conversation/wire-message.ts'
import { inlineMediaOf } from '../media/inline-media.ts'
import { audioFormatOf } from '../media/media-type.ts'
import { dataUrlOf, filenameOf, isDataUrl, mediaUrlOf, missingMediaType, urlOf } from '../media/media-url.ts'
import { unknownPart } from './message-errors.ts'

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
      throw unknownPart(part, setting)
  }
}

function toImagePart(part: MediaPart, setting: string): WirePart {
  const { detail } = part
  return { type: 'image_url', image_url: { url: mediaUrlOf(part, setting), ...(detail && { detail }) } }
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
  return { type: 'file', file: { filename: filenameOf(part, dataUrl), file_data: dataUrl } }
}
