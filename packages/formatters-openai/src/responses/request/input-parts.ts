import { ConfigurationError, type ContentPart, type MediaPart } from '@azureml-endpoints/core'
import type { WirePart } from '../../conversation/wire-message.ts'
import { dataUrlOf, filenameOf, isDataUrl, mediaUrlOf, urlOf } from '../../media/media-url.ts'
import { unknownPart } from '../../request/message-errors.ts'

/** Converts a part of a user message; `setting` is its path in the request. */
export function toInputPart(part: ContentPart, setting: string): WirePart {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text }
    case 'image':
      // Servers that follow the API's schema to the letter require `detail`.
      return { type: 'input_image', image_url: mediaUrlOf(part, setting), detail: part.detail || 'auto' }
    case 'file':
      return toFilePart(part, setting)
    case 'audio':
    case 'video':
      throw new ConfigurationError(
        `${setting} is ${part.type}, but OpenAI's Responses API takes only text, images and files. Leave it out, or use ` +
          'the URL that ends in /chat/completions with `CustomOpenAIChatContentFormatter`.',
        { setting },
      )
    default:
      throw unknownPart(part, setting)
  }
}

function toFilePart(part: MediaPart, setting: string): WirePart {
  const url = urlOf(part, setting)
  if (url !== undefined && !isDataUrl(url)) return { type: 'input_file', file_url: url }
  const dataUrl = url ?? dataUrlOf(part, setting)
  return { type: 'input_file', filename: filenameOf(part, dataUrl), file_data: dataUrl }
}
