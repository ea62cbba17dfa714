import { create } from 'zustand'
import { type ConversationSlice, createConversationSlice } from './conversation-slice.ts'
import { createDeskSlice, type DeskSlice } from './desk-slice.ts'
import { createKeepingSlice, type KeepingSlice } from './keeping-slice.ts'
import { createLayoutSlice, type LayoutSlice } from './layout-slice.ts'
import { createOperationSlice, type OperationSlice } from './operation-slice.ts'
import { createSettingsSlice, type SettingsSlice } from './settings-slice.ts'

/** The state of the page. Each subject is a slice in its own file. */
export type PlaygroundState = SettingsSlice &
  LayoutSlice &
  ConversationSlice &
  DeskSlice &
  KeepingSlice &
  OperationSlice

/** The store of the page. */
export const useStore = create<PlaygroundState>()((set) => ({
  ...createSettingsSlice(set),
  ...createLayoutSlice(set),
  ...createConversationSlice(set),
  ...createDeskSlice(set),
  ...createKeepingSlice(set),
  ...createOperationSlice(set),
}))
