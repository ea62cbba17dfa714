import { VisuallyHidden } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Conversation } from '../state/conversation-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { textOf } from './actions/message-text.ts'

/** Tells screen readers when an answer begins and what it says, once it is complete. */
export function Announcer({ conversation }: { readonly conversation: string }): ReactNode {
  const { state } = useConversation(conversation, 'activity')
  const before = useRef(state)
  const [text, setText] = useState('')
  useEffect(() => {
    if (before.current !== state) {
      const current = useStore.getState().conversations[conversation]
      setText(state === 'idle' ? outcomeOf(current) : announcements[state])
    }
    before.current = state
  }, [state, conversation])
  return (
    <VisuallyHidden role="status" data-testid="announcer">
      {text}
    </VisuallyHidden>
  )
}

const announcements = {
  connecting: 'Message sent.',
  retrying: 'Waiting to retry.',
  streaming: 'The answer is arriving.',
}

function outcomeOf(conversation: Conversation | undefined): string {
  const answer = conversation?.messages.at(-1)
  if (!answer || conversation?.calls.length === 0) return ''
  // Failures are alerts, which are announced by themselves.
  if (answer.metadata?.outcome === 'failed') return ''
  const prefix = answer.metadata?.outcome === 'stopped' ? 'Stopped.' : 'Answer:'
  return `${prefix} ${textOf(answer).slice(0, longestAnnouncement)}`
}

/** The number of characters that are read aloud; the rest can be read in the conversation. */
const longestAnnouncement = 500
