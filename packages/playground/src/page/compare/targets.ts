import { closeConversation, replaceMessages } from '../chats/chats.ts'
import { type EntryPoint, entryPoints, type PlaygroundSettings } from '../../contract/playground-contract.ts'
import { keeper } from '../history/keep-page.ts'
import { chatDesk, deskOf } from '../state/desk-slice.ts'
import { useStore } from '../state/store.ts'

/** The targets of a comparison fit side by side, and a browser opens six connections to one server. */
export const mostTargets = 3

/** Opens the comparison: with the targets of the last one, or with the settings of the chat through two clients. */
export function openComparison(): void {
  const page = useStore.getState()
  if (page.targets.length === 0) {
    addTarget(page.settings)
    addTarget({ ...page.settings, entryPoint: otherClient(page.settings) })
  }
  selectTarget(useStore.getState().targets[0])
  // The columns need the room of the inspector, unless the screen is wide.
  if (window.innerWidth < wideScreen) page.changeLayout({ inspectorOpen: false })
}

/** Returns to the chat. */
export function leaveComparison(): void {
  const page = useStore.getState()
  page.openDesk(chatDesk)
  page.changeLayout({ inspectorOpen: true })
}

/** The width, in pixels, on which three columns are readable between both panels. */
const wideScreen = 1_600

/** Selects the target that the settings panel changes and the inspector shows. */
export function selectTarget(name: string | undefined): void {
  if (name === undefined) return
  useStore.getState().openDesk(name)
  useStore.getState().changeLayout({ inspectedCall: undefined })
}

/** Adds a target with these settings, and selects it. */
export function addTarget(settings: PlaygroundSettings): void {
  const { targets, session, addTarget: add } = useStore.getState()
  if (targets.length === mostTargets) return
  const name = crypto.randomUUID()
  // The current endpoint can change; the target keeps its own.
  const endpointId = settings.endpointId ?? session.endpoint?.id
  add(name, { settings: { ...settings, endpointId, fault: 'none' }, conversation: name })
  selectTarget(name)
}

/** Removes a target and its conversation. */
export function removeTarget(name: string): void {
  const { targets, removeTarget: remove } = useStore.getState()
  if (targets.length < 2) return
  remove(name)
  void closeConversation(name)
}

/** Continues the conversation of a target in the chat, with its settings. The chat's own conversation is kept. */
export async function continueInChat(name: string): Promise<void> {
  const page = useStore.getState()
  const settings = deskOf(page, name)?.settings
  const messages = page.conversations[name]?.messages ?? []
  await keeper.begin()
  replaceMessages(useStore.getState().shownConversation, messages)
  if (settings) useStore.setState({ settings })
}

function otherClient({ entryPoint }: PlaygroundSettings): EntryPoint {
  return entryPoints[(entryPoints.indexOf(entryPoint) + 1) % entryPoints.length] ?? 'core'
}
