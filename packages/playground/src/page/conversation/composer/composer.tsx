import { Textarea } from '@mantine/core'
import type { FileUIPart } from 'ai'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useBusy } from '../../state/use-conversation.ts'
import { sendDraft } from '../actions/send-draft.ts'
import { AttachmentList } from './attachment-list.tsx'
import { pastedFiles, readFiles, sizeOf } from './attachments.ts'
import { ComposerActions } from './composer-actions.tsx'
import { focusMessageBox, messageBoxId } from '../actions/message-box-focus.ts'
import { isSendKey } from '../actions/send-key.ts'
import { useRecall } from './use-recall.ts'

/** The conversation to write to. */
export interface ComposerProps {
  readonly conversation: string
  /** Conversations that get the same messages. */
  readonly alsoTo?: readonly string[] | undefined
}

/** The box to enter a message: Enter sends, Shift+Enter starts a new line, and files can be selected, pasted or dropped. */
export function Composer({ conversation, alsoTo = [] }: ComposerProps): ReactNode {
  const [text, setText] = useState('')
  const { files, problems, add, remove, clear } = useAttachments()
  const [isDragging, setIsDragging] = useState(false)
  const conversations = [conversation, ...alsoTo]
  const isBusy = useBusy(conversations)
  const canSend = !isBusy && (text.trim() !== '' || files.length > 0)
  const recall = useRecall(conversation, setText)
  useEffect(focusMessageBox, [conversation])

  const submit = (): void => {
    if (!canSend) return
    for (const one of conversations) sendDraft(one, { text, files })
    setText('')
    clear()
    focusMessageBox()
  }
  const press = (event: KeyboardEvent): void => {
    if (isSendKey(event)) submit()
    else if (!recall(event)) return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent): void => {
    const pasted = pastedFiles(event.clipboardData)
    if (pasted.length === 0) return
    event.preventDefault()
    void add(pasted)
  }
  const drag = (event: DragEvent): void => {
    event.preventDefault()
    setIsDragging(event.type === 'dragover')
    if (event.type === 'drop') void add([...event.dataTransfer.files])
  }
  const dragging = isDragging ? { 'data-dragging': true } : {}

  return (
    <div className="composer" {...dragging} onDrop={drag} onDragOver={drag} onDragLeave={drag}>
      <div className="column">
        <AttachmentList files={files} problems={problems} remove={remove} />
        <Textarea
          id={messageBoxId}
          aria-label="Message"
          placeholder="Ask something. Enter sends; files can be pasted or dropped here."
          className="message-box"
          rows={2}
          dir="auto"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={press}
          onPaste={paste}
        />
        <ComposerActions
          conversations={conversations}
          canSend={canSend}
          send={submit}
          attach={(added) => void add(added)}
        />
      </div>
    </div>
  )
}

interface Attachments {
  readonly files: readonly FileUIPart[]
  readonly problems: readonly string[]
  readonly add: (chosen: readonly File[]) => Promise<void>
  readonly remove: (file: FileUIPart) => void
  readonly clear: () => void
}

function useAttachments(): Attachments {
  const [files, setFiles] = useState<readonly FileUIPart[]>([])
  const [problems, setProblems] = useState<readonly string[]>([])
  return {
    files,
    problems,
    add: async (chosen) => {
      const read = await readFiles(
        chosen,
        files.reduce((total, file) => total + sizeOf(file), 0),
      )
      setProblems(read.problems)
      setFiles((before) => [...before, ...read.files])
      focusMessageBox()
    },
    remove: (gone) => {
      setFiles((before) => before.filter((file) => file !== gone))
      setProblems([])
      focusMessageBox()
    },
    clear: () => {
      setFiles([])
      setProblems([])
    },
  }
}
