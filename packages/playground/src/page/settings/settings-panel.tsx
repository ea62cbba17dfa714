import { Accordion } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SettingsGroup, View } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { ConnectionSettings } from './connection-settings.tsx'
import { FaultSettings } from './fault-settings.tsx'
import { GenerationSettings } from './generation-settings.tsx'
import { OutputSettings } from './output-settings.tsx'

/** The settings in groups that can be folded. */
export function SettingsPanel(): ReactNode {
  const openGroups = useStore((state) => state.openGroups)
  const changeLayout = useStore((state) => state.changeLayout)
  const view = useStore((state) => state.view)
  return (
    <Accordion
      multiple
      classNames={{ control: 'group-control', label: 'group-label', content: 'group-content' }}
      chevronSize={14}
      order={2}
      transitionDuration={0}
      value={[...openGroups]}
      onChange={(open) => changeLayout({ openGroups: open as SettingsGroup[] })}
    >
      {groupsOf(view).map(({ name, label, Content }) => (
        <Accordion.Item key={name} value={name}>
          <Accordion.Control>{label}</Accordion.Control>
          <Accordion.Panel>
            <div className="group">
              <Content />
            </div>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

const groups: readonly { name: SettingsGroup; label: string; Content: () => ReactNode }[] = [
  { name: 'connection', label: 'Connection', Content: ConnectionSettings },
  { name: 'generation', label: 'Generation', Content: GenerationSettings },
  { name: 'output', label: 'Tools and output', Content: OutputSettings },
  { name: 'faults', label: 'Faults', Content: FaultSettings },
]

/** Embeddings and reranking have no model parameters; their own settings are in the view. */
function groupsOf(view: View): typeof groups {
  const isChat = view === 'chat' || view === 'compare'
  return isChat ? groups : groups.filter(({ name }) => name === 'connection' || name === 'faults')
}
