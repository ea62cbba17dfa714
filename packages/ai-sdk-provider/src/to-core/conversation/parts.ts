import {
  InvalidArgumentError,
  type LanguageModelV4FilePart,
  type LanguageModelV4Message,
  type LanguageModelV4TextPart,
  type SharedV4FileData,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { type ContentPart, type MediaPart, textOfBase64 } from '@azureml-endpoints/core'
import { imageDetail, partOptions, type Place } from './part-options.ts'
import { warnOnce } from './warn-once.ts'

/** A file in a message or a tool result. */
export type FileContent = Pick<LanguageModelV4FilePart, 'data' | 'mediaType' | 'filename' | 'providerOptions'>

/** Returns the text of a message that is nothing else, as most are. */
export function textAlone(parts: readonly MessagePart[]): string | undefined {
  const [part] = parts
  return parts.length === 1 && part?.type === 'text' && part.providerOptions === undefined ? part.text : undefined
}

type MessagePart = Extract<LanguageModelV4Message, { role: 'user' | 'assistant' }>['content'][number]

/** Converts a part of a user message; `detail` is that of the message, for images that have none of their own. */
export function toContentPart(
  part: LanguageModelV4TextPart | LanguageModelV4FilePart,
  detail: string | undefined,
  warnings: SharedV4Warning[],
): ContentPart {
  if (part.type === 'text') {
    partOptions('user text part', part.providerOptions, warnings)
    return { type: 'text', text: part.text }
  }
  if (part.type === 'file') {
    const file = toFilePart(part, 'user file part', warnings)
    return file.type === 'image' && detail !== undefined ? { ...file, detail: file.detail ?? detail } : file
  }
  throw new UnsupportedFunctionalityError({ functionality: `part of type ${(part as { type: string }).type}` })
}

/** Converts a file: an image, audio, video, text or another file. */
export function toFilePart(file: FileContent, place: Place, warnings: SharedV4Warning[]): ContentPart {
  const { data, mediaType, filename } = file
  const kind = data.type === 'text' ? 'text' : kindOf(mediaType)
  const detail = imageDetail(partOptions(place, file.providerOptions, warnings))
  if (detail !== undefined && kind !== 'image') {
    warnOnce(warnings, {
      type: 'unsupported',
      feature: 'imageDetail',
      details: `Only images have it; the file is of media type ${mediaType}.`,
    })
  }
  const content = contentOf(data, kind, mediaType)
  if ('text' in content) return { type: 'text', text: content.text }
  const part = { type: content.kind, mediaType, filename, ...(kind === 'image' && { detail }) }
  return content.url === undefined ? { ...part, data: content.data } : { ...part, url: content.url }
}

type Kind = MediaPart['type'] | 'text'
type Content =
  | { readonly text: string }
  | { readonly kind: MediaPart['type']; readonly url: string | URL; readonly data?: undefined }
  | { readonly kind: MediaPart['type']; readonly data: string | Uint8Array; readonly url?: undefined }

function contentOf(data: SharedV4FileData, kind: Kind, mediaType: string): Content {
  switch (data.type) {
    case 'text':
      return { text: data.text }
    case 'data':
      return kind === 'text' ? { text: textOf(data.data) } : { kind, data: data.data }
    case 'url':
      if (kind !== 'text') return { kind, url: data.originalUrl ?? data.url }
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

function kindOf(mediaType: string): Kind {
  const [kind] = mediaType.toLowerCase().split('/', 1)
  if (kind === 'image' || kind === 'audio' || kind === 'video' || kind === 'text') return kind
  if (kind === 'application') return 'file'
  throw new UnsupportedFunctionalityError({
    functionality: `file of media type ${mediaType}`,
    message: `Files of media type ${mediaType} cannot be sent. Pass text, images, audio, videos or documents.`,
  })
}

function textOf(data: Uint8Array | string): string {
  if (typeof data !== 'string') return new TextDecoder().decode(data)
  const text = textOfBase64(data)
  if (text !== undefined) return text
  const message = 'The data of a text file is not valid base64. Pass its bytes, or its text as data of type text.'
  throw new InvalidArgumentError({ argument: 'data', message })
}
