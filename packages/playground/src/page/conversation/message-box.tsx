import { Button, CloseButton, FileButton, Group, Text, Textarea } from '@mantine/core'
import type { FileUIPart } from 'ai'
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react'

/** The actions of the message box; `clear` is absent if there is nothing to clear. */
export interface MessageBoxProps {
  readonly busy: boolean
  readonly send: (text: string, files: FileUIPart[]) => void
  readonly stop: () => void
  readonly clear?: (() => void) | undefined
}

/** The box to enter a message: Enter sends, Shift+Enter starts a new line, and images can be dropped or selected. */
export function MessageBox({ busy, send, stop, clear }: MessageBoxProps): ReactNode {
  const [text, setText] = useState('')
  const [files, setFiles] = useState<FileUIPart[]>([])
  const [dragging, setDragging] = useState(false)

  const submit = (): void => {
    if (busy || (text.trim() === '' && files.length === 0)) return
    send(text, files)
    setText('')
    setFiles([])
  }
  const add = async (chosen: readonly File[]): Promise<void> => {
    const images = chosen.filter(({ type, size }) => type.startsWith('image/') && size <= maxImageBytes)
    const read = await Promise.all(images.map(readImage))
    setFiles((before) => [...before, ...read])
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setDragging(false)
    void add([...event.dataTransfer.files])
  }
  const drag = (event: DragEvent): void => {
    event.preventDefault()
    setDragging(true)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }

  return (
    <div
      className="composer"
      {...(dragging && { 'data-dragging': true })}
      onDrop={drop}
      onDragOver={drag}
      onDragLeave={() => setDragging(false)}
    >
      <ImageList files={files} remove={(gone) => setFiles(files.filter((file) => file !== gone))} />
      <Textarea
        label="Message"
        placeholder="Press Enter to send; drop images here"
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={press}
      />
      <Group justify="space-between" mt="xs">
        <Group gap="xs">
          <FileButton multiple accept="image/*" onChange={(chosen) => void add(chosen)}>
            {(props) => (
              <Button {...props} variant="default">
                Add image
              </Button>
            )}
          </FileButton>
          {clear && (
            <Button variant="subtle" onClick={clear}>
              Clear
            </Button>
          )}
        </Group>
        {busy ? (
          <Button color="red" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button onClick={submit}>Send</Button>
        )}
      </Group>
    </div>
  )
}

const maxImageBytes = 8 * 1024 * 1024

function readImage(file: File): Promise<FileUIPart> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () =>
      resolve({ type: 'file', mediaType: file.type, filename: file.name, url: String(reader.result) }),
    )
    reader.addEventListener('error', () => reject(reader.error ?? new Error(`${file.name} cannot be read.`)))
    reader.readAsDataURL(file)
  })
}

interface ImageListProps {
  readonly files: readonly FileUIPart[]
  readonly remove: (file: FileUIPart) => void
}

function ImageList({ files, remove }: ImageListProps): ReactNode {
  if (files.length === 0) return undefined
  return (
    <Group gap="xs" mb="xs">
      {files.map((file) => (
        <Group key={file.url} gap={4} wrap="nowrap">
          <img src={file.url} alt="" height={40} />
          <Text size="sm">{file.filename}</Text>
          <CloseButton aria-label={`Remove ${file.filename ?? 'image'}`} onClick={() => remove(file)} />
        </Group>
      ))}
    </Group>
  )
}
