import type { ReactNode } from 'react'
import { KeepingNotice } from '../history/keeping-notice.tsx'
import { useStore } from '../state/store.ts'
import { Announcer } from './announcer.tsx'
import { Composer } from './composer/composer.tsx'
import { GettingStarted } from './getting-started.tsx'
import { Messages } from './messages.tsx'

/** The conversation, and the box to enter a message. */
export function ConversationView(): ReactNode {
  const id = useStore((state) => state.shownConversation)
  return (
    <div className="conversation">
      <KeepingNotice />
      <Messages key={id} conversation={id} label="Conversation" empty={<GettingStarted />} />
      <Composer conversation={id} />
      <Announcer conversation={id} />
    </div>
  )
}
