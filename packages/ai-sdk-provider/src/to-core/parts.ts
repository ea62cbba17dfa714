import {
  InvalidArgumentError,
  type LanguageModelV4FilePart,
  type LanguageModelV4TextPart,
  type SharedV4FileData,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ContentPart, MediaPart } from '@azureml-endpoints/core'

/** A file in a message or a tool result. */
export type FileContent = Pick<LanguageModelV4FilePart, 'data' | 'mediaType' | 'filename'>

/** Converts a part of a user message. */
export function toContentPart(part: LanguageModelV4TextPart | LanguageModelV4FilePart): ContentPart {
  if (part.type === 'text') return { type: 'text', text: part.text }
  if (part.type === 'file') return toFilePart(part)
  throw new UnsupportedFunctionalityError({ functionality: `part of type ${(part as { type: string }).type}` })
}

/** Converts a file: an image, audio, text or another file. */
export function toFilePart({ data, mediaType, filename }: FileContent): ContentPart {
  const kind = kindOf(mediaType)
  switch (data.type) {
    case 'text':
      return { type: 'text', text: data.text }
    case 'data':
      if (kind === 'text') return { type: 'text', text: textOf(data.data) }
      return { type: kind, data: data.data, mediaType, filename }
    case 'url':
      if (kind !== 'text') return { type: kind, url: data.originalUrl ?? data.url, mediaType, filename }
      throw new UnsupportedFunctionalityError({
        functionality: `text file by URL (${mediaType})`,
        message: 'Endpoints do not download text files. Pass the text, or its bytes as data.',
      })
    default:
      throw new UnsupportedFunctionalityError({
        functionality: `file by ${(data as SharedV4FileData).type}`,
        message: 'Endpoints do not store files, so there are no file references. Pass the bytes as data.',
      })
  }
}

function kindOf(mediaType: string): MediaPart['type'] | 'text' {
  const [kind] = mediaType.toLowerCase().split('/', 1)
  if (kind === 'image' || kind === 'audio' || kind === 'text') return kind
  if (kind === 'application') return 'file'
  throw new UnsupportedFunctionalityError({
    functionality: `file of media type ${mediaType}`,
    message: `Files of media type ${mediaType} cannot be sent. Pass text, images, audio or documents.`,
  })
}

function textOf(data: Uint8Array | string): string {
  return new TextDecoder().decode(typeof data === 'string' ? decoded(data) : data)
}

function decoded(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
  } catch (cause) {
    const message = 'The data of a text file is not valid base64. Pass its bytes, or its text as data of type text.'
    throw new InvalidArgumentError({ argument: 'data', message, cause })
  }
}
