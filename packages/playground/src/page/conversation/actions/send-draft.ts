import type { PlaygroundSettings } from '../../../contract/playground-contract.ts'
import { type Draft, regenerate, sendMessage } from '../../chats/chats.ts'
import { deskNameOf, settingsOf } from '../../state/desk-slice.ts'
import { useStore } from '../../state/store.ts'

/** Sends a message with the settings of its conversation; a message id replaces that message and what follows it. */
export function sendDraft(conversation: string, draft: Draft, messageId?: string): void {
  void sendMessage(conversation, draft, { settings: takeSettings(conversation), messageId })
}

/** Answers the question before an answer again, with the settings of the conversation. */
export function answerAgain(conversation: string, messageId: string): void {
  void regenerate(conversation, { settings: takeSettings(conversation), messageId })
}

/** Returns the settings; a simulated fault applies once. */
function takeSettings(conversation: string): PlaygroundSettings {
  const page = useStore.getState()
  const desk = deskNameOf(page, conversation)
  const settings = settingsOf(page, desk)
  page.changeDesk(desk, { fault: 'none' })
  return settings
}
