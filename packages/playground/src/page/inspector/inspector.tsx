import { Tabs } from '@mantine/core'
import { type ReactNode, useDeferredValue } from 'react'
import type { InspectorTab } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { CallsView } from './calls-view.tsx'
import { CodeView } from './code/code-view.tsx'
import { FormatsView } from './formats-view.tsx'
import { NoCalls } from './no-calls.tsx'
import { TimingView } from './timing-view.tsx'
import { useInspectedCall } from './use-inspected-call.ts'
import { WireView } from './wire-view.tsx'

/** The HTTP traffic of a call, and what is derived from it. */
export function Inspector(): ReactNode {
  const tab = useStore((state) => state.inspectorTab)
  const changeLayout = useStore((state) => state.changeLayout)
  return (
    <Tabs
      className="inspector"
      value={tab}
      onChange={(chosen) => changeLayout({ inspectorTab: (chosen ?? 'requests') as InspectorTab })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {tabs.map(({ name, label }) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, Content }) => (
        <Tabs.Panel key={name} value={name}>
          <Content />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

// Only these subscribe to the call, which changes with each event; the tabs around them do not.
const tabs: readonly { name: InspectorTab; label: string; Content: () => ReactNode }[] = [
  { name: 'requests', label: 'Requests', Content: Requests },
  { name: 'timing', label: 'Timing', Content: Timing },
  { name: 'calls', label: 'Calls', Content: CallsView },
  { name: 'formats', label: 'Formats', Content: FormatsView },
  { name: 'code', label: 'Code', Content: CodeView },
]

// React renders the memoized view of a deferred call after the answer itself, and in slices.
function Requests(): ReactNode {
  const call = useInspectedCall()
  const deferred = useDeferredValue(call)
  // Another call that has ended was chosen by the user, who must not see the one before in its place.
  const shown = call?.outcome !== undefined && call.id !== deferred?.id ? call : deferred
  return shown ? <WireView call={shown} /> : <NoCalls />
}

function Timing(): ReactNode {
  const call = useInspectedCall()
  return call ? <TimingView call={call} /> : <NoCalls />
}
