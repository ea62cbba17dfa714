import type { SetSlice } from './set-slice.ts'

/** The main view of the page. */
export type View = 'chat' | 'compare' | 'operations'

/** The panel that a small screen shows. */
export type Panel = 'conversation' | 'settings' | 'inspector'

/** What the page shows. */
export interface LayoutSlice {
  readonly view: View
  readonly panel: Panel
  readonly settingsOpen: boolean
  readonly inspectorOpen: boolean
  readonly changeLayout: (part: Partial<Omit<LayoutSlice, 'changeLayout'>>) => void
}

/** Creates the slice. */
export const createLayoutSlice = (set: SetSlice<LayoutSlice>): LayoutSlice => ({
  view: 'chat',
  panel: 'conversation',
  settingsOpen: true,
  inspectorOpen: true,
  changeLayout: (part) => set(part),
})
