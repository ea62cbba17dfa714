import { firstBytesOf } from './base64.ts'
import type { InlineMedia } from './inline-media.ts'

/** Gives the media type as given, or what the first bytes tell when it is not a full one. */
export function mediaTypeOf({ base64, mediaType }: InlineMedia): string | undefined {
  return isFull(mediaType) ? mediaType : sniff(firstBytesOf(base64), FILE_SIGNATURES)
}

/** Gives the name that `input_audio` has for a recording's format. */
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

/** What a file of some kind starts with: its name, and a byte for each position that tells. */
type Signature = readonly [name: string, bytes: readonly (readonly [position: number, value: number, mask?: number])[]]

function sniff(bytes: Uint8Array, signatures: readonly Signature[]): string | undefined {
  const match = signatures.find(([, expected]) =>
    expected.every(([position, value, mask = 0xff]) => ((bytes[position] ?? -1) & mask) === value),
  )
  return match?.[0]
}

function ascii(text: string, position = 0): [number, number][] {
  return Array.from(text, (character, index) => [position + index, character.charCodeAt(0)])
}

const FILE_SIGNATURES: readonly Signature[] = [
  ['image/png', [[0, 0x89], ...ascii('PNG', 1)]],
  [
    'image/jpeg',
    [
      [0, 0xff],
      [1, 0xd8],
      [2, 0xff],
    ],
  ],
  ['image/gif', ascii('GIF8')],
  ['image/webp', [...ascii('RIFF'), ...ascii('WEBP', 8)]],
  ['application/pdf', ascii('%PDF-')],
]

const AUDIO_SIGNATURES: readonly Signature[] = [
  ['mp3', ascii('ID3')],
  // A frame header of MPEG layer III: eleven bits of sync, any version, layer 01.
  [
    'mp3',
    [
      [0, 0xff],
      [1, 0xe2, 0xe6],
    ],
  ],
  ['wav', [...ascii('RIFF'), ...ascii('WAVE', 8)]],
  ['flac', ascii('fLaC')],
  ['ogg', ascii('OggS')],
]

const AUDIO_FORMATS: ReadonlyMap<string, string> = new Map([
  ['mpeg', 'mp3'],
  ['wave', 'wav'],
  ['vnd.wave', 'wav'],
])
