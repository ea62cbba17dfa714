/** Recognizes a file format by its first bytes, one character for each. */
export interface Signature {
  /** A media type, or for audio the name of the format in `input_audio`. */
  readonly name: string
  readonly matches: (head: string) => boolean
}

/** Image formats. That an endpoint can read them all is not implied. */
export const imageSignatures: readonly Signature[] = [
  { name: 'image/png', matches: (head) => head.startsWith('\x89PNG') },
  { name: 'image/jpeg', matches: (head) => head.startsWith('\xff\xd8\xff') },
  { name: 'image/gif', matches: (head) => head.startsWith('GIF8') },
  { name: 'image/webp', matches: (head) => isRiff(head, 'WEBP') },
  { name: 'image/avif', matches: (head) => /^avi[fs]$/.test(brandOf(head)) },
  { name: 'image/heic', matches: (head) => /^he(ic|ix|vc|vx)$/.test(brandOf(head)) },
  { name: 'image/heif', matches: (head) => /^(mif|msf)1$/.test(brandOf(head)) },
  { name: 'image/tiff', matches: (head) => head.startsWith('II*\0') || head.startsWith('MM\0*') },
  // The reserved bytes tell it from a text that begins with the same two letters.
  { name: 'image/bmp', matches: (head) => head.startsWith('BM') && head.startsWith('\0\0\0\0', 6) },
]

/** File formats: images, and PDF. */
export const fileSignatures: readonly Signature[] = [
  ...imageSignatures,
  { name: 'application/pdf', matches: (head) => head.startsWith('%PDF-') },
]

/** Video formats. */
export const videoSignatures: readonly Signature[] = [
  {
    name: 'video/quicktime',
    matches: (head) => brandOf(head) === 'qt  ' || /^(moov|mdat|wide)$/.test(head.slice(4, 8)),
  },
  { name: 'video/3gpp', matches: (head) => brandOf(head).startsWith('3g') },
  { name: 'video/mp4', matches: (head) => brandOf(head) !== '' && !isStill(head) && !isSound(head) },
  { name: 'video/webm', matches: (head) => head.startsWith('\x1a\x45\xdf\xa3') },
  { name: 'video/x-msvideo', matches: (head) => isRiff(head, 'AVI ') },
  { name: 'video/mpeg', matches: (head) => head.startsWith('\0\0\x01\xba') || head.startsWith('\0\0\x01\xb3') },
  { name: 'video/x-flv', matches: (head) => head.startsWith('FLV\x01') },
]

/** Audio formats, under their names in `input_audio`. */
export const audioSignatures: readonly Signature[] = [
  { name: 'mp3', matches: (head) => head.startsWith('ID3') || isMp3Frame(head) },
  { name: 'wav', matches: (head) => isRiff(head, 'WAVE') },
  { name: 'flac', matches: (head) => head.startsWith('fLaC') },
  { name: 'ogg', matches: (head) => head.startsWith('OggS') },
  { name: 'm4a', matches: isSound },
  { name: 'webm', matches: (head) => head.startsWith('\x1a\x45\xdf\xa3') },
]

function isRiff(head: string, form: string): boolean {
  return head.startsWith('RIFF') && head.startsWith(form, 8)
}

/** Returns the brand of a file in an ISO container, such as `isom` of MP4; '' for other files. */
function brandOf(head: string): string {
  return head.startsWith('ftyp', 4) ? head.slice(8, 12) : ''
}

function isStill(head: string): boolean {
  return imageSignatures.some(({ matches }) => matches(head))
}

function isSound(head: string): boolean {
  return /^M4[AB] $/.test(brandOf(head))
}

/** Checks for the frame header of MPEG layer III: 11 sync bits, any version, layer bits 01. */
function isMp3Frame(head: string): boolean {
  return head.startsWith('\xff') && (head.charCodeAt(1) & 0xe6) === 0xe2
}
