import { Button, FileButton, Group } from '@mantine/core'
import { IconMessagePlus, IconPaperclip, IconPlayerStop, IconSend } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { stop } from '../../chats/chats.ts'
import { useStore } from '../../state/store.ts'
import { useBusy, useConversation } from '../../state/use-conversation.ts'
import { CopyAction, MessageAction } from '../actions/message-actions.tsx'
import { conversationText } from '../actions/message-text.ts'
import { focusMessageBox } from '../actions/message-box-focus.ts'
import { startAnew } from '../actions/start-anew.ts'

/** What the buttons under the message box do. */
export interface ComposerActionsProps {
  /** The first one is shown in this view; the others get the same messages. */
  readonly conversations: readonly string[]
  readonly canSend: boolean
  readonly send: () => void
  readonly attach: (files: readonly File[]) => void
}

/** The buttons under the message box. */
export function ComposerActions({ conversations, canSend, send, attach }: ComposerActionsProps): ReactNode {
  const [conversation = ''] = conversations
  const isBusy = useBusy(conversations)
  const isEmpty = useConversation(conversation, 'messages').length === 0
  const copied = (): string => conversationText(useStore.getState().conversations[conversation]?.messages ?? [])
  return (
    <Group justify="space-between" mt={6} wrap="nowrap">
      <Group gap={2} wrap="nowrap">
        <FileButton multiple onChange={attach}>
          {({ onClick }) => <MessageAction label="Attach files" Icon={IconPaperclip} press={onClick} />}
        </FileButton>
        {!isEmpty && !isBusy && (
          <>
            {conversations.length === 1 && <CopyAction label="Copy conversation" text={copied} />}
            <MessageAction label="New conversation" Icon={IconMessagePlus} press={() => void startAnew()} />
          </>
        )}
      </Group>
      {isBusy ? (
        <Button
          size="xs"
          color="red.9"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={() => {
            for (const one of conversations) void stop(one)
            focusMessageBox()
          }}
        >
          {conversations.length === 1 ? 'Stop' : 'Stop all'}
        </Button>
      ) : (
        <Button size="xs" disabled={!canSend} leftSection={<IconSend size={16} aria-hidden />} onClick={send}>
          Send
        </Button>
      )}
    </Group>
  )
}
