import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { View } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { views } from './views.tsx'

/** Switches between the views, if there are several. */
export function ViewSwitch(): ReactNode {
  const view = useStore((state) => state.view)
  const changeLayout = useStore((state) => state.changeLayout)
  if (views.length < 2) return undefined
  return (
    <SegmentedControl
      size="xs"
      aria-label="View"
      data={views.map(({ name, label }) => ({ value: name, label }))}
      value={view}
      onChange={(value) => changeLayout({ view: value as View, panel: 'conversation' })}
    />
  )
}
