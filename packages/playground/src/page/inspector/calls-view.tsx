import { Table, Text, UnstyledButton } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { Call } from '../calls/call.ts'
import { measure } from '../calls/call-metrics.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { NoCalls } from './no-calls.tsx'
import { useInspectedCall } from './use-inspected-call.ts'

/** The calls of this page, newest first. They are not stored. */
export function CallsView(): ReactNode {
  const calls = useConversation(
    useStore((state) => state.shownConversation),
    'calls',
  )
  const chosen = useInspectedCall()?.id
  if (calls.length === 0) return <NoCalls />
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Message</Table.Th>
            <Table.Th>Client</Table.Th>
            <Table.Th>Result</Table.Th>
            <Table.Th>Duration</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.toReversed().map((call) => (
            <CallRow key={call.id} call={call} current={call.id === chosen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface CallRowProps {
  readonly call: Call
  readonly current: boolean
}

const CallRow = memo(function CallRow({ call, current }: CallRowProps): ReactNode {
  const { totalMs, finishReason } = measure(call)
  return (
    <Table.Tr {...(current && { bg: 'var(--mantine-color-default-hover)' })}>
      <Table.Td>
        <UnstyledButton td="underline" fz="sm" aria-current={current} onClick={() => inspect(call.id)}>
          {call.question || '(files)'}
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {call.settings.entryPoint}, {call.settings.apiType}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{resultOf(call, finishReason)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{Math.round(totalMs)} ms</Text>
      </Table.Td>
    </Table.Tr>
  )
})

function inspect(inspectedCall: string): void {
  useStore.getState().changeLayout({ inspectedCall, inspectorTab: 'requests' })
}

function resultOf({ outcome, failure }: Call, finishReason: string | undefined): string {
  if (outcome === undefined) return 'running'
  if (outcome === 'stopped') return 'stopped'
  if (outcome === 'failed') return `failed: ${failure?.status ?? failure?.name ?? 'unknown'}`
  return finishReason ?? 'answered'
}
