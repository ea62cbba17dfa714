import { Loader, Tabs, Text } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Call } from '../calls/call.ts'
import type { InspectorTab } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { CallsView } from './calls-view.tsx'
import { CodeView } from './code-view.tsx'
import { FormatsView } from './formats-view.tsx'
import { WireView } from './wire-view.tsx'

// The chart is the largest part of the page, and not needed at first.
const TimingView = lazy(async () => ({ default: (await import('./timing-view.tsx')).TimingView }))

/** The HTTP traffic of a call, and what is derived from it. */
export function Inspector(): ReactNode {
  const conversation = useStore((state) => state.shownConversation)
  const inspected = useStore((state) => state.inspectedCall)
  const tab = useStore((state) => state.inspectorTab)
  const changeLayout = useStore((state) => state.changeLayout)
  const calls = useConversation(conversation, 'calls')
  const call = calls.find(({ id }) => id === inspected) ?? calls.at(-1)
  return (
    <Tabs
      className="inspector"
      value={tab}
      onChange={(chosen) => changeLayout({ inspectorTab: (chosen ?? 'requests') as InspectorTab })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {tabs.map(([name, label]) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="requests">{call ? <WireView call={call} /> : <NoCalls />}</Tabs.Panel>
      <Tabs.Panel value="timing">{call ? <Timing call={call} /> : <NoCalls />}</Tabs.Panel>
      <Tabs.Panel value="calls">
        {call ? (
          <CallsView
            calls={calls}
            chosen={call.id}
            open={(id) => changeLayout({ inspectedCall: id, inspectorTab: 'requests' })}
          />
        ) : (
          <NoCalls />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="formats">
        <FormatsView conversation={conversation} />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <CodeView conversation={conversation} />
      </Tabs.Panel>
    </Tabs>
  )
}

const tabs: readonly (readonly [InspectorTab, string])[] = [
  ['requests', 'Requests'],
  ['timing', 'Timing'],
  ['calls', 'Calls'],
  ['formats', 'Formats'],
  ['code', 'Code'],
]

function Timing({ call }: { readonly call: Call }): ReactNode {
  return (
    <Suspense fallback={<Loader size="sm" aria-label="Loading the chart" />}>
      <TimingView call={call} />
    </Suspense>
  )
}

function NoCalls(): ReactNode {
  return <Text c="dimmed">No requests yet. Send a message to see them here.</Text>
}
