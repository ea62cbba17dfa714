import type { MediaPart } from '@azureml-endpoints/core'
import { firstBytesOf } from './base64.ts'
import type { InlineMedia } from './inline-media.ts'

/** Returns the given media type; if it is incomplete, detects the type from the first bytes. */
export function mediaTypeOf({ base64, mediaType }: InlineMedia, kind: MediaPart['type']): string | undefined {
  if (isFull(mediaType)) return mediaType
  return sniff(
    firstBytesOf(base64),
    kind === 'file' ? FILE_SIGNATURES : kind === 'video' ? VIDEO_SIGNATURES : IMAGE_SIGNATURES,
  )
}

/** Returns the name of an audio format in `input_audio`. */
export function audioFormatOf({ base64, mediaType }: InlineMedia): string | undefined {
  if (!isFull(mediaType)) return sniff(firstBytesOf(base64), AUDIO_SIGNATURES)
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

/** Detects a file type by its first bytes, one character for each. */
interface Signature {
  readonly name: string
  readonly matches: (head: string) => boolean
}

function sniff(head: string, signatures: readonly Signature[]): string | undefined {
  return signatures.find(({ matches }) => matches(head))?.name
}

const IMAGE_SIGNATURES: readonly Signature[] = [
  { name: 'image/png', matches: (head) => head.startsWith('\x89PNG') },
  { name: 'image/jpeg', matches: (head) => head.startsWith('\xff\xd8\xff') },
  { name: 'image/gif', matches: (head) => head.startsWith('GIF8') },
  { name: 'image/webp', matches: (head) => isRiff(head, 'WEBP') },
]

const FILE_SIGNATURES: readonly Signature[] = [
  ...IMAGE_SIGNATURES,
  { name: 'application/pdf', matches: (head) => head.startsWith('%PDF-') },
]

const VIDEO_SIGNATURES: readonly Signature[] = [
  { name: 'video/mp4', matches: (head) => head.startsWith('ftyp', 4) && !head.startsWith('ftypqt', 4) },
  { name: 'video/quicktime', matches: (head) => head.startsWith('ftypqt', 4) },
  { name: 'video/webm', matches: (head) => head.startsWith('\x1a\x45\xdf\xa3') },
]

const AUDIO_SIGNATURES: readonly Signature[] = [
  { name: 'mp3', matches: (head) => head.startsWith('ID3') || isMp3Frame(head) },
  { name: 'wav', matches: (head) => isRiff(head, 'WAVE') },
  { name: 'flac', matches: (head) => head.startsWith('fLaC') },
  { name: 'ogg', matches: (head) => head.startsWith('OggS') },
]

function isRiff(head: string, form: string): boolean {
  return head.startsWith('RIFF') && head.startsWith(form, 8)
}

/** Checks for the frame header of MPEG layer III: 11 sync bits, any version, layer bits 01. */
function isMp3Frame(head: string): boolean {
  return head.startsWith('\xff') && (head.charCodeAt(1) & 0xe6) === 0xe2
}

const AUDIO_FORMATS: ReadonlyMap<string, string> = new Map([
  ['mpeg', 'mp3'],
  ['wave', 'wav'],
  ['vnd.wave', 'wav'],
])
