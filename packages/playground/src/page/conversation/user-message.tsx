import { Button, Group, Textarea } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type ReactNode, useState } from 'react'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { useConversation } from '../state/use-conversation.ts'
import { isSendKey } from './actions/send-key.ts'
import { focusMessageBox } from './actions/message-box-focus.ts'
import { CopyAction, MessageAction } from './actions/message-actions.tsx'
import { textOf } from './actions/message-text.ts'
import { FileView } from './parts/file-view.tsx'
import { sendDraft } from './actions/send-draft.ts'

/** A message of a conversation. */
export interface MessageProps {
  readonly conversation: string
  readonly message: PlaygroundMessage
}

/** A message of the user, which can be edited and sent again. */
export const UserMessage = memo(function UserMessage({ conversation, message }: MessageProps): ReactNode {
  const isIdle = useConversation(conversation, 'activity').state === 'idle'
  const [isEditing, setIsEditing] = useState(false)
  const files = message.parts.filter((part) => part.type === 'file')
  const text = textOf(message)
  const close = (): void => {
    setIsEditing(false)
    focusMessageBox()
  }
  const resend = (edited: string): void => {
    close()
    sendDraft(conversation, { text: edited, files }, message.id)
  }
  return (
    <article className="message" data-role="user" aria-label="User message">
      {files.map((file) => (
        <FileView key={file.url} file={file} />
      ))}
      {isEditing ? (
        <Editor text={text} resend={resend} cancel={close} />
      ) : (
        <>
          {text !== '' && (
            <div className="user-text" dir="auto">
              {text}
            </div>
          )}
          <Group className="actions" justify="flex-end" gap={0}>
            <CopyAction label="Copy message" text={() => text} />
            {isIdle && <MessageAction label="Edit and resend" Icon={IconPencil} press={() => setIsEditing(true)} />}
          </Group>
        </>
      )}
    </article>
  )
})

interface EditorProps {
  readonly text: string
  readonly resend: (text: string) => void
  readonly cancel: () => void
}

function Editor({ text, resend, cancel }: EditorProps): ReactNode {
  const [edited, setEdited] = useState(text)
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      cancel()
    }
    if (!isSendKey(event) || edited.trim() === '') return
    event.preventDefault()
    resend(edited)
  }
  return (
    <>
      <Textarea
        aria-label="Edit message"
        data-autofocus
        autoFocus
        autosize
        maxRows={12}
        dir="auto"
        value={edited}
        onChange={({ currentTarget }) => setEdited(currentTarget.value)}
        onKeyDown={press}
      />
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button size="xs" variant="default" onClick={cancel}>
          Cancel
        </Button>
        <Button size="xs" disabled={edited.trim() === ''} onClick={() => resend(edited)}>
          Send again
        </Button>
      </Group>
    </>
  )
}
