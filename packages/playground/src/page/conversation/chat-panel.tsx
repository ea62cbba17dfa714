import { Button, Group, Stack, Text } from '@mantine/core'
import type { FileUIPart } from 'ai'
import { type ReactNode, useEffect, useRef } from 'react'
import { replaceMessages, sendMessage, stop } from '../chats/chats.ts'
import { emptyConversation } from '../state/conversation-slice.ts'
import { useStore } from '../state/store.ts'
import { MessageBox } from './message-box.tsx'
import { MessageView } from './message-view.tsx'

/** The conversation, and the box to enter a message. */
export function ChatPanel(): ReactNode {
  const { settings, changeSettings, conversations, shownConversation: id } = useStore()
  const { messages, activity } = conversations[id] ?? emptyConversation
  const busy = activity.state !== 'idle'
  const send = (text: string, files: FileUIPart[]): void => {
    changeSettings({ fault: 'none' })
    void sendMessage(id, { text, files }, { settings })
  }
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'end' })
  }, [messages])
  return (
    <>
      <div className="messages" role="log" aria-label="Conversation" aria-busy={busy} tabIndex={0}>
        {messages.length === 0 && <Suggestions send={send} />}
        {messages.map((message) => (
          <MessageView key={message.id} message={message} />
        ))}
        {activity.state === 'connecting' && (
          <Text className="message" c="dimmed" size="sm">
            Waiting for the first chunk…
          </Text>
        )}
        <div ref={end} />
      </div>
      <MessageBox
        busy={busy}
        send={send}
        stop={() => void stop(id)}
        clear={messages.length > 0 && !busy ? () => replaceMessages(id, []) : undefined}
      />
    </>
  )
}

const suggestions = [
  'Will the Collatz conjecture ever be solved?',
  'Show me what you can do in Markdown.',
  'Count to 300 so that I can press Stop.',
]

function Suggestions({ send }: { readonly send: (text: string, files: FileUIPart[]) => void }): ReactNode {
  return (
    <Stack className="message" gap="sm" mt="xl">
      <Text fw={500}>Ask a question, or try one of these:</Text>
      <Group gap="xs">
        {suggestions.map((text) => (
          <Button key={text} variant="default" size="compact-md" onClick={() => send(text, [])}>
            {text}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
