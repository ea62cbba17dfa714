import type { SetSlice } from './set-slice.ts'

/** The main view of the page. */
export type View = 'chat' | 'compare' | 'embeddings' | 'reranking'

/** The panel that a small screen shows. */
export type Panel = 'conversation' | 'settings' | 'inspector'

/** The tab of the inspector. */
export type InspectorTab = 'requests' | 'timing' | 'calls' | 'formats' | 'code'

/** The groups of settings. */
export type SettingsGroup = 'connection' | 'generation' | 'output' | 'faults'

/** What the page shows. */
export interface LayoutSlice {
  readonly view: View
  readonly panel: Panel
  readonly settingsOpen: boolean
  readonly openGroups: readonly SettingsGroup[]
  readonly inspectorOpen: boolean
  readonly inspectorTab: InspectorTab
  /** The call to inspect. @default the last one */
  readonly inspectedCall?: string | undefined
  readonly shortcutsOpen: boolean
  readonly historyOpen: boolean
  readonly shareOpen: boolean
  readonly changeLayout: (part: Partial<Omit<LayoutSlice, 'changeLayout'>>) => void
}

/** Creates the slice. */
export const createLayoutSlice = (set: SetSlice<LayoutSlice>): LayoutSlice => ({
  view: 'chat',
  panel: 'conversation',
  settingsOpen: true,
  openGroups: ['connection', 'generation'],
  inspectorOpen: true,
  inspectorTab: 'requests',
  shortcutsOpen: false,
  historyOpen: false,
  shareOpen: false,
  changeLayout: (part) => set(part),
})
