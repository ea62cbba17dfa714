import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useConversation } from '../state/use-conversation.ts'
import { ActivityLine } from './activity-line.tsx'
import { AnswerView } from './answer-view.tsx'
import { UserMessage } from './user-message.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

/** The messages to show. */
export interface MessagesProps {
  readonly conversation: string
  readonly label: string
  /** What is shown while there are none. */
  readonly empty: ReactNode
}

/** The messages of a conversation, and what it is doing. Follows the end until the user scrolls up. */
export function Messages({ conversation, label, empty }: MessagesProps): ReactNode {
  const messages = useConversation(conversation, 'messages')
  const isRunning = useConversation(conversation, 'activity').state !== 'idle'
  const { scrollArea, content, isAtEnd, goToEnd } = useStickToEnd()
  const lastQuestion = messages.findLast(({ role }) => role === 'user')?.id
  useEffect(goToEnd, [lastQuestion, goToEnd])
  return (
    <div className="messages-area">
      <div className="messages" ref={scrollArea} role="log" aria-label={label} aria-live="off" tabIndex={0}>
        <div ref={content} className="column">
          {messages.length === 0 && empty}
          {messages.map((message, index) =>
            message.role === 'user' ? (
              <UserMessage key={message.id} conversation={conversation} message={message} />
            ) : (
              <AnswerView
                key={message.id}
                conversation={conversation}
                message={message}
                isRunning={isRunning && index === messages.length - 1}
              />
            ),
          )}
          <ActivityLine conversation={conversation} />
        </div>
      </div>
      {!isAtEnd && (
        <Tooltip label="Jump to the end">
          <ActionIcon
            className="jump"
            radius="xl"
            size="lg"
            variant="default"
            aria-label="Jump to the end"
            onClick={goToEnd}
          >
            <IconArrowDown size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}
