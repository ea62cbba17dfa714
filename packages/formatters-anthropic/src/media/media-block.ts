import { type MediaPart, textOfBase64 } from '@azureml-endpoints/core'
import { invalid } from '../errors/invalid-setting.ts'
import type { WireBlock } from '../wire/wire-message.ts'
import { sourceOfPart } from './inline-media.ts'

/** A part of a message, where it stands, and whether documents are to be cited. */
export interface PlacedPart {
  readonly part: MediaPart
  readonly setting: string
  readonly citations: boolean
}

/** Converts an image or a file to an image or a document. */
export function toMediaBlock({ part, setting, citations }: PlacedPart): WireBlock {
  if (part.type !== 'image' && part.type !== 'file') {
    throw invalid(setting, `is of type ${part.type}, but Claude reads only text, images and documents. Leave it out.`)
  }
  if (part.detail !== undefined && part.detail !== 'auto') {
    throw invalid(`${setting}.detail`, `is ${JSON.stringify(part.detail)}, which Claude does not have. Leave it out.`)
  }
  const media = sourceOfPart(part, setting)
  if (typeof media === 'string') return linkedBlock({ part, setting, citations }, media)
  const { base64, mediaType } = media
  if (imageTypes.has(mediaType ?? '')) return image({ type: 'base64', media_type: mediaType, data: base64 })
  if (part.type === 'image') throw invalid(setting, `${unreadable(mediaType)} Send PNG, JPEG, GIF or WebP.`)
  if (mediaType === 'application/pdf') {
    return document({ type: 'base64', media_type: mediaType, data: base64 }, part, citations)
  }
  const text = isText(mediaType) ? textOfBase64(base64) : undefined
  if (text === undefined) throw invalid(setting, `${unreadable(mediaType)} Send a PDF, a text or an image.`)
  return document({ type: 'text', media_type: 'text/plain', data: text }, part, citations)
}

function linkedBlock({ part, citations }: PlacedPart, url: string): WireBlock {
  const isImage = part.type === 'image' || part.mediaType?.toLowerCase().startsWith('image/') === true
  return isImage ? image({ type: 'url', url }) : document({ type: 'url', url }, part, citations)
}

function image(source: object): WireBlock {
  return { type: 'image', source }
}

function document(source: object, { filename }: MediaPart, citations: boolean): WireBlock {
  return {
    type: 'document',
    source,
    ...(filename && { title: filename }),
    ...(citations && { citations: { enabled: true } }),
  }
}

function isText(mediaType: string | undefined): boolean {
  return mediaType !== undefined && (mediaType.startsWith('text/') || textTypes.has(mediaType))
}

function unreadable(mediaType: string | undefined): string {
  if (mediaType !== undefined) return `has the media type ${JSON.stringify(mediaType)}, which Claude does not read.`
  return 'has no complete media type, and its first bytes match none. Pass mediaType.'
}

const imageTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

const textTypes: ReadonlySet<string> = new Set(['application/json', 'application/xml', 'application/yaml'])
