import { firstBytesOf, type MediaPart } from '@azureml-endpoints/core'
import type { InlineMedia } from './inline-media.ts'
import { audioSignatures, fileSignatures, imageSignatures, type Signature, videoSignatures } from './signatures.ts'

/** Returns the given media type; if it is incomplete or says nothing, detects the type from the first bytes. */
export function mediaTypeOf({ base64, mediaType }: InlineMedia, kind: MediaPart['type']): string | undefined {
  if (isFull(mediaType) && !isAnyBytes(mediaType)) return mediaType
  return sniff(base64, signaturesFor(kind)) ?? (isFull(mediaType) ? mediaType : undefined)
}

/** Returns the name of an audio format in `input_audio`. */
export function audioFormatOf({ base64, mediaType }: InlineMedia): string | undefined {
  if (!isFull(mediaType) || isAnyBytes(mediaType)) return sniff(base64, audioSignatures)
  const [essence = ''] = mediaType.toLowerCase().split(';', 1)
  const subtype = essence.slice(essence.indexOf('/') + 1).trim()
  const bare = subtype.startsWith('x-') ? subtype.slice(2) : subtype
  return AUDIO_FORMATS.get(bare) ?? bare
}

function isFull(mediaType: string | undefined): mediaType is string {
  if (!mediaType) return false
  const slash = mediaType.indexOf('/')
  return slash > 0 && slash < mediaType.length - 1 && !mediaType.includes('*')
}

/** Checks for the type of files whose type nobody knows. */
function isAnyBytes(mediaType: string): boolean {
  return mediaType.toLowerCase() === 'application/octet-stream'
}

function signaturesFor(kind: MediaPart['type']): readonly Signature[] {
  if (kind === 'file') return fileSignatures
  return kind === 'video' ? videoSignatures : imageSignatures
}

function sniff(base64: string, signatures: readonly Signature[]): string | undefined {
  const head = firstBytesOf(base64)
  return signatures.find(({ matches }) => matches(head))?.name
}

const AUDIO_FORMATS: ReadonlyMap<string, string> = new Map([
  ['mpeg', 'mp3'],
  ['mpga', 'mp3'],
  ['wave', 'wav'],
  ['vnd.wave', 'wav'],
  ['mp4', 'm4a'],
])
