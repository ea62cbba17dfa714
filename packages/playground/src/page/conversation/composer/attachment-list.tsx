import { Alert, CloseButton, Group, Text } from '@mantine/core'
import { IconFile, IconMusic } from '@tabler/icons-react'
import type { FileUIPart } from 'ai'
import type { ReactNode } from 'react'
import { mediaKindOf } from '../../../contract/media-kind.ts'
import { useFormatProblem } from './use-format-problem.ts'
import { ProblemText } from '../../problems/problem-text.tsx'

/** The files of a message that has not been sent. */
export interface AttachmentListProps {
  readonly files: readonly FileUIPart[]
  /** Why other files were not attached. */
  readonly problems: readonly string[]
  readonly remove: (file: FileUIPart) => void
}

/** The attached files, and what the formatter cannot take of them. */
export function AttachmentList({ files, problems, remove }: AttachmentListProps): ReactNode {
  const formatProblem = useFormatProblem(files)
  const shown = formatProblem === undefined ? problems : [...problems, formatProblem]
  return (
    <>
      {files.length > 0 && (
        <Group gap="xs" mb="xs">
          {files.map((file) => (
            <Group key={file.url} gap={4} wrap="nowrap" className="attachment">
              <Preview file={file} />
              <Text size="sm">{file.filename}</Text>
              <CloseButton size="sm" aria-label={`Remove ${file.filename ?? 'file'}`} onClick={() => remove(file)} />
            </Group>
          ))}
        </Group>
      )}
      {shown.map((problem) => (
        <Alert key={problem} color="orange" variant="outline" mb="xs" p="xs" role="alert">
          <ProblemText text={problem} />
        </Alert>
      ))}
    </>
  )
}

function Preview({ file: { mediaType, url } }: { readonly file: FileUIPart }): ReactNode {
  const kind = mediaKindOf(mediaType)
  if (kind === 'image') return <img src={url} alt="" height={32} />
  return kind === 'audio' ? <IconMusic size={20} aria-hidden /> : <IconFile size={20} aria-hidden />
}
