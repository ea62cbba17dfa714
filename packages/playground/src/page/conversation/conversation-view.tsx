import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { ActivityLine } from './activity-line.tsx'
import { Announcer } from './announcer.tsx'
import { AnswerView } from './answer-view.tsx'
import { Composer } from './composer/composer.tsx'
import { GettingStarted } from './getting-started.tsx'
import { UserMessage } from './user-message.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

/** The conversation, and the box to enter a message. */
export function ConversationView(): ReactNode {
  const id = useStore((state) => state.shownConversation)
  const messages = useConversation(id, 'messages')
  const isRunning = useConversation(id, 'activity').state !== 'idle'
  const { scrollArea, content, isAtEnd, goToEnd } = useStickToEnd()
  return (
    <div className="conversation">
      <div className="messages" ref={scrollArea} role="log" aria-label="Conversation" aria-live="off" tabIndex={0}>
        <div ref={content} className="column">
          {messages.length === 0 && <GettingStarted />}
          {messages.map((message, index) =>
            message.role === 'user' ? (
              <UserMessage key={message.id} conversation={id} message={message} />
            ) : (
              <AnswerView
                key={message.id}
                conversation={id}
                message={message}
                isRunning={isRunning && index === messages.length - 1}
              />
            ),
          )}
          <ActivityLine conversation={id} />
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
      <Composer conversation={id} onSend={goToEnd} />
      <Announcer conversation={id} />
    </div>
  )
}
