import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { ChatStatus, FileUIPart } from 'ai'
import { type ReactNode, useEffect, useRef } from 'react'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { MessageBox } from './message-box.tsx'
import { MessageView } from './message-view.tsx'

/** The messages and the actions of the chat. */
export interface ChatPanelProps {
  readonly messages: readonly PlaygroundMessage[]
  readonly status: ChatStatus
  readonly error: Error | undefined
  readonly send: (text: string, files: FileUIPart[]) => void
  readonly stop: () => void
  readonly clear: () => void
}

/** The conversation, and the box to enter a message. */
export function ChatPanel({ messages, status, error, send, stop, clear }: ChatPanelProps): ReactNode {
  const busy = status === 'submitted' || status === 'streaming'
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
        {status === 'submitted' && (
          <Text className="message" c="dimmed" size="sm">
            Waiting for the first chunk…
          </Text>
        )}
        {error && (
          <Alert className="message" color="red" variant="outline" title="The request failed" role="alert">
            {error.message}
          </Alert>
        )}
        <div ref={end} />
      </div>
      <MessageBox busy={busy} send={send} stop={stop} clear={messages.length > 0 && !busy ? clear : undefined} />
    </>
  )
}

const suggestions = [
  'Will the Collatz conjecture ever be solved?',
  'Show me what you can do in Markdown.',
  'Count to 300 so that I can press Stop.',
]

function Suggestions({ send }: Pick<ChatPanelProps, 'send'>): ReactNode {
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
