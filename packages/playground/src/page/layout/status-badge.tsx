import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCountdown } from '../conversation/use-countdown.ts'
import type { Outcome } from '../../contract/playground-contract.ts'
import type { Activity } from '../state/conversation-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'

/** What the conversation is doing, in a word. */
export function StatusBadge(): ReactNode {
  const id = useStore((state) => state.shownConversation)
  const activity = useConversation(id, 'activity')
  const outcome = useStore(({ conversations }) => conversations[id]?.calls.at(-1)?.outcome)
  const seconds = useCountdown(activity.state === 'retrying' ? activity.until : undefined)
  const [label, color] = describe(activity, outcome)
  return (
    <Badge variant="dot" color={color} size="lg" className="status" data-testid="status">
      {seconds === undefined ? label : `${label} in ${seconds} s`}
    </Badge>
  )
}

function describe({ state }: Activity, outcome: Outcome | undefined): readonly [label: string, color: string] {
  if (state === 'connecting') return ['Connecting', 'yellow']
  if (state === 'retrying') return ['Retrying', 'orange']
  if (state === 'streaming') return ['Streaming', 'indigo']
  if (outcome === 'failed') return ['Failed', 'red']
  return outcome === 'stopped' ? ['Stopped', 'gray'] : ['Ready', 'teal']
}
