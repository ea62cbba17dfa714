import { Badge } from '@mantine/core'
import type { FileUIPart } from 'ai'
import type { ReactNode } from 'react'

/** A file of a message: an image, a recording, a video, or a name. */
export function FileView({ file: { mediaType, filename, url } }: { readonly file: FileUIPart }): ReactNode {
  const name = filename ?? mediaType
  if (mediaType.startsWith('image/')) return <img src={url} alt={filename ?? 'Image'} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- there is no text of a recording
  if (mediaType.startsWith('audio/')) return <audio controls src={url} aria-label={name} />
  return (
    <Badge className="file" variant="outline" size="lg" tt="none">
      {name}
    </Badge>
  )
}
