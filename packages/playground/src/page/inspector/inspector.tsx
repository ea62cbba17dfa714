import { Tabs, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { PlaygroundMessage, PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { Call } from '../calls/call.ts'
import { CodeView } from './code-view.tsx'
import { FormatsView } from './formats-view.tsx'
import { HistoryView } from './history-view.tsx'
import { TimingView } from './timing-view.tsx'
import { WireView } from './wire-view.tsx'

/** The data to inspect. */
export interface InspectorProps {
  readonly calls: readonly Call[]
  readonly messages: readonly PlaygroundMessage[]
  readonly settings: PlaygroundSettings
  readonly session: PlaygroundSession
}

/** The HTTP traffic of a call, and what is derived from it. */
export function Inspector({ calls, messages, settings, session }: InspectorProps): ReactNode {
  const [chosen, setChosen] = useState<string>()
  const [tab, setTab] = useState<string | null>('wire')
  const call = calls.find(({ id }) => id === chosen) ?? calls.at(-1)
  const open = (id: string): void => {
    setChosen(id === calls.at(-1)?.id ? undefined : id)
    setTab('wire')
  }
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="wire">Requests</Tabs.Tab>
        <Tabs.Tab value="timing">Timing</Tabs.Tab>
        <Tabs.Tab value="formats">Formats</Tabs.Tab>
        <Tabs.Tab value="history">History</Tabs.Tab>
        <Tabs.Tab value="code">Code</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="wire">{call ? <WireView call={call} /> : <NoCalls />}</Tabs.Panel>
      <Tabs.Panel value="timing">{call ? <TimingView call={call} /> : <NoCalls />}</Tabs.Panel>
      <Tabs.Panel value="formats">
        <FormatsView messages={messages} settings={settings} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        {call ? <HistoryView calls={calls} chosen={call.id} open={open} /> : <NoCalls />}
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <CodeView {...{ settings, session, question: calls.at(-1)?.question }} />
      </Tabs.Panel>
    </Tabs>
  )
}

function NoCalls(): ReactNode {
  return <Text c="dimmed">No requests yet. Send a message to see them here.</Text>
}
