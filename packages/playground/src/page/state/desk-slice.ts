import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { ConversationSlice } from './conversation-slice.ts'
import type { SetSlice } from './set-slice.ts'
import type { SettingsSlice } from './settings-slice.ts'

/** What the settings panel changes and the inspector shows: those of the chat, or of one target of a comparison. */
export interface Desk {
  readonly settings: PlaygroundSettings
  readonly conversation: string
}

/** The desks by name. The open one's settings and conversation are those of the page. */
export interface DeskSlice {
  readonly desks: Readonly<Record<string, Desk>>
  readonly openDeskName: string
  /** The desks that a comparison shows side by side. */
  readonly targets: readonly string[]
  /** Puts the open desk aside, and opens another one. */
  readonly openDesk: (name: string, initial?: Desk) => void
  readonly addTarget: (name: string, desk: Desk) => void
  readonly removeTarget: (name: string) => void
  /** Changes the settings of a desk, whether it is open or not. */
  readonly changeDesk: (name: string, part: Partial<PlaygroundSettings>) => void
}

/** The desk of the chat. */
export const chatDesk = 'chat'

/** The part of the page that desks replace. */
export type DeskPage = DeskSlice & Pick<SettingsSlice, 'settings'> & Pick<ConversationSlice, 'shownConversation'>

/** Creates the slice. */
export const createDeskSlice = (set: SetSlice<DeskPage>): DeskSlice => ({
  desks: {},
  openDeskName: chatDesk,
  targets: [],
  openDesk: (name, initial) => set((page) => switchDesk(page, name, initial)),
  addTarget: (name, desk) =>
    set(({ desks, targets }) => ({ desks: { ...desks, [name]: desk }, targets: [...targets, name] })),
  removeTarget: (name) =>
    set((page) => {
      const targets = page.targets.filter((target) => target !== name)
      const moved = page.openDeskName === name ? switchDesk(page, targets[0] ?? chatDesk) : {}
      const { [name]: _removed, ...desks } = moved.desks ?? page.desks
      return { ...moved, desks, targets }
    }),
  changeDesk: (name, part) =>
    set(({ desks, openDeskName, settings }) => {
      if (name === openDeskName) return { settings: { ...settings, ...part } }
      const desk = desks[name]
      return desk ? { desks: { ...desks, [name]: { ...desk, settings: { ...desk.settings, ...part } } } } : {}
    }),
})

function switchDesk(page: DeskPage, name: string, initial?: Desk): Partial<DeskPage> {
  const opened = page.desks[name] ?? initial
  if (opened === undefined || name === page.openDeskName) return {}
  const { settings, shownConversation: conversation, desks, openDeskName } = page
  return {
    desks: { ...desks, [openDeskName]: { settings, conversation } },
    openDeskName: name,
    settings: opened.settings,
    shownConversation: opened.conversation,
  }
}

/** Returns a desk, whether it is open or not. */
export function deskOf(page: DeskPage, name: string): Desk | undefined {
  if (name !== page.openDeskName) return page.desks[name]
  return { settings: page.settings, conversation: page.shownConversation }
}

/** Returns the settings of a desk; those of the page if it has no such desk. */
export function settingsOf(page: DeskPage, name: string): PlaygroundSettings {
  return deskOf(page, name)?.settings ?? page.settings
}

/** Returns the name of the desk with this conversation. */
export function deskNameOf(page: DeskPage, conversation: string): string {
  if (page.shownConversation === conversation) return page.openDeskName
  const names = Object.keys(page.desks).filter((name) => name !== page.openDeskName)
  return names.find((name) => page.desks[name]?.conversation === conversation) ?? page.openDeskName
}
