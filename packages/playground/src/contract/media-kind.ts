/** The kinds of media that messages distinguish. */
export type MediaKind = 'image' | 'audio' | 'video' | 'file'

/** Returns the kind of a file by its media type. */
export function mediaKindOf(mediaType: string): MediaKind {
  return (['image', 'audio', 'video'] as const).find((kind) => mediaType.startsWith(`${kind}/`)) ?? 'file'
}
