import { Button, Group, Text } from '@mantine/core'
import { IconArrowsDiff, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { MessageMetadata } from '../../contract/playground-contract.ts'
import { deskNameOf } from '../state/desk-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { CopyAction, MessageAction } from './actions/message-actions.tsx'
import { textOf } from './actions/message-text.ts'
import { answerAgain } from './actions/send-draft.ts'
import type { MessageProps } from './user-message.tsx'

/** What is under an answer: how it ended, its measurements, and its actions. */
export function AnswerFooter({ conversation, message }: MessageProps): ReactNode {
  const { metadata } = message
  const isIdle = useConversation(conversation, 'activity').state === 'idle'
  const text = textOf(message)
  const again = (): void => answerAgain(conversation, message.id)
  return (
    <>
      {metadata?.outcome === 'stopped' && (
        <Text size="sm" c="dimmed" mt={4}>
          {text === '' ? 'Stopped before the first chunk. Later requests leave this turn out.' : 'Stopped.'}
        </Text>
      )}
      {metadata?.outcome === 'failed' && (
        <Group gap="xs" mt="xs">
          <Button size="xs" variant="default" disabled={!isIdle} onClick={again}>
            Retry
          </Button>
          <Text size="sm" c="dimmed">
            Later requests leave this turn out.
          </Text>
        </Group>
      )}
      <Group className="actions" gap={0}>
        {text !== '' && <CopyAction label="Copy answer" text={() => text} />}
        {isIdle && metadata?.outcome !== 'failed' && (
          <MessageAction label="Regenerate" Icon={IconRefresh} press={again} />
        )}
        {metadata?.callId !== undefined && (
          <MessageAction
            label="Inspect the requests"
            Icon={IconArrowsDiff}
            press={() => inspect(conversation, metadata.callId)}
          />
        )}
        <Text size="xs" c="dimmed" ml={4} className="measurements">
          {measurementsOf(metadata).join(' · ')}
        </Text>
      </Group>
    </>
  )
}

function inspect(conversation: string, inspectedCall: string | undefined): void {
  const page = useStore.getState()
  page.openDesk(deskNameOf(page, conversation))
  page.changeLayout({ inspectedCall, inspectorTab: 'requests', inspectorOpen: true, panel: 'inspector' })
}

function measurementsOf(metadata: MessageMetadata | undefined): string[] {
  if (!metadata) return []
  const { outputTokens, firstTokenMs, tokensPerSecond, totalMs } = metadata
  return [
    outputTokens !== undefined && `${outputTokens} tokens`,
    firstTokenMs !== undefined && `first token ${formatMs(firstTokenMs)}`,
    tokensPerSecond !== undefined && `${Math.round(tokensPerSecond)} tokens/s`,
    firstTokenMs === undefined && totalMs !== undefined && `after ${formatMs(totalMs)}`,
  ].filter((text) => text !== false)
}

function formatMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}
