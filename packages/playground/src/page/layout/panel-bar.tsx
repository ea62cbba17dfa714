import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Panel } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'

/** Switches between the panels on a small screen. */
export function PanelBar(): ReactNode {
  const panel = useStore((state) => state.panel)
  const changeLayout = useStore((state) => state.changeLayout)
  return (
    <SegmentedControl
      className="panel-bar"
      fullWidth
      size="md"
      aria-label="Panel"
      data={panels}
      value={panel}
      onChange={(value) => changeLayout({ panel: value as Panel })}
    />
  )
}

const panels: { value: Panel; label: string }[] = [
  { value: 'conversation', label: 'Chat' },
  { value: 'settings', label: 'Settings' },
  { value: 'inspector', label: 'Inspector' },
]
