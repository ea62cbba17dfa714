import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { View } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { useNarrow } from './use-narrow.ts'
import { views } from './views.tsx'

/** Switches between the views. */
export function ViewSwitch(): ReactNode {
  const view = useStore((state) => state.view)
  const changeLayout = useStore((state) => state.changeLayout)
  const isNarrow = useNarrow()
  const data = views.map(({ name, label }) => ({ value: name, label }))
  const select = (value: string): void => changeLayout({ view: value as View, panel: 'conversation' })
  return isNarrow ? (
    <NativeSelect
      size="xs"
      className="view-select"
      aria-label="View"
      data={data}
      value={view}
      onChange={({ currentTarget }) => select(currentTarget.value)}
    />
  ) : (
    <SegmentedControl size="xs" aria-label="View" data={data} value={view} onChange={select} />
  )
}
