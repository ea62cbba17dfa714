import { Badge } from '@mantine/core'
import type { FileUIPart } from 'ai'
import type { ReactNode } from 'react'
import { mediaKindOf } from '../../../contract/media-kind.ts'

/** A file of a message: an image, a recording, or the name of any other file. */
export function FileView({ file: { mediaType, filename, url } }: { readonly file: FileUIPart }): ReactNode {
  const name = filename ?? mediaType
  const kind = mediaKindOf(mediaType)
  if (kind === 'image') return <img src={url} alt={filename ?? 'Image'} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- there is no text of a recording
  if (kind === 'audio') return <audio controls src={url} aria-label={name} />
  return (
    <Badge className="file" variant="outline" size="lg" tt="none">
      {name}
    </Badge>
  )
}
