import { Alert, Loader, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemText } from '../problems/problem-text.tsx'
import { useConversation } from '../state/use-conversation.ts'
import { useCountdown } from './use-countdown.ts'

/** What the conversation waits for: the connection, or the next attempt. */
export function ActivityLine({ conversation }: { readonly conversation: string }): ReactNode {
  const activity = useConversation(conversation, 'activity')
  const seconds = useCountdown(activity.state === 'retrying' ? activity.until : undefined)
  if (activity.state === 'connecting') {
    return (
      <Text className="message activity" c="dimmed" size="sm">
        <Loader size="xs" type="dots" mr="xs" aria-hidden />
        Connecting: waiting for the first chunk…
      </Text>
    )
  }
  if (activity.state !== 'retrying') return undefined
  const wait = seconds === undefined ? 'The client decides when.' : `Next attempt in ${seconds} s.`
  return (
    <Alert
      className="message"
      color="orange"
      classNames={{ title: 'readable-title' }}
      variant="outline"
      title={`Waiting to retry. ${wait}`}
      data-testid="retrying"
    >
      <ProblemText text={activity.reason} />
    </Alert>
  )
}
