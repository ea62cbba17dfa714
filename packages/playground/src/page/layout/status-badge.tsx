import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCountdown } from '../conversation/use-countdown.ts'
import type { Call } from '../calls/call.ts'
import type { Activity } from '../state/conversation-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'

/** What the conversation is doing, in a word. */
export function StatusBadge(): ReactNode {
  const id = useStore((state) => state.shownConversation)
  const activity = useConversation(id, 'activity')
  const call = useConversation(id, 'calls').at(-1)
  const seconds = useCountdown(activity.state === 'retrying' ? activity.until : undefined)
  const [label, color] = describe(activity, call)
  return (
    <Badge variant="dot" color={color} size="lg" className="status" data-testid="status">
      {seconds === undefined ? label : `${label} in ${seconds} s`}
    </Badge>
  )
}

function describe({ state }: Activity, call: Call | undefined): readonly [label: string, color: string] {
  if (state === 'connecting') return ['Connecting', 'yellow']
  if (state === 'retrying') return ['Retrying', 'orange']
  if (state === 'streaming') return ['Streaming', 'indigo']
  if (call?.outcome === 'failed') return ['Failed', 'red']
  return call?.outcome === 'stopped' ? ['Stopped', 'gray'] : ['Ready', 'teal']
}
