import { ConfigurationError, type MediaPart } from '@azureml-endpoints/core'
import { type Block, type Fields, fieldsOf, textOrUndefined } from './blocks.ts'

type MediaType = MediaPart['type']

/** Returns the kind of media in a block; nothing if it has none. */
export function kindOfMedia({ type }: Block): MediaType | undefined {
  return mediaTypes.get(type)
}

const mediaTypes: ReadonlyMap<string, MediaType> = new Map([
  ['image', 'image'],
  ['image_url', 'image'],
  ['input_image', 'image'],
  ['audio', 'audio'],
  ['audio_url', 'audio'],
  ['input_audio', 'audio'],
  ['video', 'video'],
  ['video_url', 'video'],
  ['input_video', 'video'],
  ['file', 'file'],
  ['file_url', 'file'],
  ['input_file', 'file'],
  ['document_url', 'file'],
  ['media', 'file'],
  ['inlineData', 'file'],
  ['fileData', 'file'],
])

/** Converts a block with media: LangChain's standard and older data blocks, and those of the providers. */
export function toMediaPart(block: Block, type: MediaType, at: string): MediaPart {
  const inner = contentsOf(block)
  const all = { ...block, ...inner }
  const source = sourceOf(all, at)
  const mediaType = firstText(all, ['mimeType', 'mime_type', 'media_type']) ?? formatOf(all, type)
  const filename = firstText(all, ['filename', 'file_name', 'document_name']) ?? nameIn(block['metadata'])
  const detail = detailIn(block, inner)
  const kind = kindOfType(mediaType ?? dataUrlType(source.data)) ?? 'file'
  const isNamedByType = type === 'file' && kind !== 'file'
  // Core checks that there is exactly one source.
  return {
    type: isNamedByType ? kind : type,
    ...source,
    ...(mediaType !== undefined && { mediaType }),
    ...(filename !== undefined && { filename }),
    ...(detail !== undefined && { detail }),
  } as MediaPart
}

/** Returns the object inside a block that has its contents, such as `image_url` or Anthropic's `source`. */
function contentsOf(block: Block): Fields {
  const named = block[block.type] ?? block[block.type.replace(/^input_/, '')] ?? block['source'] ?? block['file']
  if (typeof named === 'string') return /^(https?|data):/i.test(named) ? { url: named } : { data: named }
  return fieldsOf(named)
}

function sourceOf(fields: Fields, at: string): { url: string; data?: never } | { data: string | Uint8Array } {
  const data = fields['data'] ?? fields['file_data'] ?? fields['blob']
  // Not `instanceof`, because bytes may come from another context, for example in Jest.
  if (typeof data === 'string' || ArrayBuffer.isView(data)) return { data: data as string | Uint8Array }
  const url = fields['url'] ?? fields['image_url'] ?? fields['file_url'] ?? fields['fileUri'] ?? fields['uri']
  if (url !== undefined) return fromUrl(url, at)
  const id = fields['fileId'] ?? fields['file_id'] ?? fields['id']
  throw new ConfigurationError(
    id === undefined
      ? `${at} has neither data nor a URL. Pass one of them.`
      : `${at} refers to a file stored by another provider (${JSON.stringify(id)}). Pass its data or a URL.`,
    { setting: at },
  )
}

/** Data URLs become data, because only image URLs are accepted everywhere. */
function fromUrl(url: unknown, at: string): { url: string } | { data: string } {
  if (url instanceof URL) return fromUrl(url.href, at)
  if (typeof url !== 'string') throw new ConfigurationError(`${at} has no URL. Pass it as a string.`, { setting: at })
  return /^data:/i.test(url) ? { data: url } : { url }
}

function formatOf({ format }: Fields, type: MediaType): string | undefined {
  return typeof format === 'string' && type === 'audio' ? `audio/${format}` : undefined
}

/** How closely the model looks at an image, where OpenAI and where LangChain have it. */
function detailIn(block: Block, inner: Fields): string | undefined {
  return (
    textOrUndefined(inner['detail']) ??
    textOrUndefined(block['detail']) ??
    textOrUndefined(fieldsOf(block['metadata'])['detail']) ??
    textOrUndefined(fieldsOf(block['extras'])['detail'])
  )
}

function kindOfType(mediaType: string | undefined): MediaType | undefined {
  return /^(image|audio|video)\//.exec(mediaType ?? '')?.[1] as MediaType | undefined
}

function dataUrlType(data: unknown): string | undefined {
  return typeof data === 'string' ? /^data:([^;,]{1,100})/i.exec(data.slice(0, 110))?.[1] : undefined
}

function firstText(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = textOrUndefined(fields[name])
    if (found !== undefined) return found
  }
  return undefined
}

function nameIn(metadata: unknown): string | undefined {
  return firstText(fieldsOf(metadata), ['filename', 'name', 'title'])
}
