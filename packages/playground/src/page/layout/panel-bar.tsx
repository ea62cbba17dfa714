import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Panel } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { views } from './views.tsx'

/** Switches between the panels on a small screen. */
export function PanelBar(): ReactNode {
  const panel = useStore((state) => state.panel)
  const changeLayout = useStore((state) => state.changeLayout)
  const view = useStore((state) => state.view)
  const label = views.find(({ name }) => name === view)?.label ?? 'Chat'
  return (
    <SegmentedControl
      className="panel-bar"
      fullWidth
      size="md"
      aria-label="Panel"
      data={[{ value: 'conversation', label }, ...panels]}
      value={panel}
      onChange={(value) => changeLayout({ panel: value as Panel })}
    />
  )
}

const panels: { value: Panel; label: string }[] = [
  { value: 'settings', label: 'Settings' },
  { value: 'inspector', label: 'Inspector' },
]
