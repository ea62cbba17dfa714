import { ConfigurationError, type ContentPart, type MediaPart } from '@azureml-endpoints/core'

/** A content block of any type. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string }

/** Converts a content block: LangChain's standard and older data blocks, and OpenAI's parts. */
export function toCorePart(block: Block, at: string): ContentPart {
  if (typeof block === 'string') return { type: 'text', text: block }
  switch (block?.type) {
    case 'text':
    case 'text-plain':
      return textPart(block, at)
    case 'image_url':
      return media('image', fromUrl(urlIn(block['image_url']), at))
    case 'input_audio':
      return media('audio', fromInputAudio(fieldsOf(block['input_audio'])))
    case 'image':
    case 'audio':
    case 'file':
      return mediaPart(block, block.type, at)
    default:
      throw new ConfigurationError(
        `${at} is a block of type ${JSON.stringify(block?.type)}, which cannot be sent to the endpoint. ` +
          'Pass text, image, audio and file blocks.',
        { setting: at },
      )
  }
}

function textPart(block: Block, at: string): ContentPart {
  const { text } = block
  if (typeof text === 'string') return { type: 'text', text }
  throw new ConfigurationError(`${at} is a ${block.type} block without text. Set its \`text\`.`, { setting: at })
}

function mediaPart(block: Block, type: MediaPart['type'], at: string): ContentPart {
  // Older data blocks have the text of plain text files here.
  if (typeof block['text'] === 'string') return { type: 'text', text: block['text'] }
  const file = fieldsOf(block['file'])
  const filename = textOrUndefined(file['filename']) ?? textOrUndefined(block['filename']) ?? nameIn(block['metadata'])
  const mediaType = textOrUndefined(block['mimeType']) ?? textOrUndefined(block['mime_type'])
  const source = sourceOf({ ...file, ...block }, at)
  return media(type, {
    ...source,
    ...(mediaType !== undefined && source.mediaType === undefined && { mediaType }),
    ...(filename !== undefined && { filename }),
  })
}

type Source = Pick<MediaPart, 'url' | 'data' | 'mediaType' | 'filename'>

function sourceOf(block: Readonly<Record<string, unknown>>, at: string): Source {
  const data = block['data'] ?? block['file_data']
  if (typeof data === 'string' && /^data:/i.test(data)) return { data }
  if (typeof data === 'string' || data instanceof Uint8Array) return { data }
  if (block['url'] !== undefined) return fromUrl(block['url'], at)
  const id = block['fileId'] ?? block['file_id'] ?? block['id']
  throw new ConfigurationError(
    id === undefined
      ? `${at} has neither data nor a URL. Pass one of them.`
      : `${at} refers to a file stored by another provider (${JSON.stringify(id)}). Pass its data or a URL.`,
    { setting: at },
  )
}

/** Data URLs become data, because only image URLs are accepted everywhere. */
function fromUrl(url: unknown, at: string): Source {
  if (url instanceof URL) return fromUrl(url.href, at)
  if (typeof url !== 'string') throw new ConfigurationError(`${at} has no URL. Pass it as a string.`, { setting: at })
  return /^data:/i.test(url) ? { data: url } : { url }
}

function fromInputAudio({ data, format }: Readonly<Record<string, unknown>>): Source {
  return { data: textOrUndefined(data), ...(typeof format === 'string' && { mediaType: `audio/${format}` }) }
}

function media(type: MediaPart['type'], source: Source): MediaPart {
  // Core checks that there is exactly one source.
  return { type, ...source } as MediaPart
}

function urlIn(value: unknown): unknown {
  return typeof value === 'string' ? value : fieldsOf(value)['url']
}

function nameIn(metadata: unknown): string | undefined {
  const { filename, name, title } = fieldsOf(metadata)
  return textOrUndefined(filename) ?? textOrUndefined(name) ?? textOrUndefined(title)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
