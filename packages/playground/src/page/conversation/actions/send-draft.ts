import { type Draft, regenerate, sendMessage } from '../../chats/chats.ts'
import { useStore } from '../../state/store.ts'

/** Sends a message with the current settings; a message id replaces that message and what follows it. */
export function sendDraft(conversation: string, draft: Draft, messageId?: string): void {
  void sendMessage(conversation, draft, { settings: takeSettings(), messageId })
}

/** Answers the question before an answer again, with the current settings. */
export function answerAgain(conversation: string, messageId: string): void {
  void regenerate(conversation, { settings: takeSettings(), messageId })
}

/** Returns the settings; a simulated fault applies once. */
function takeSettings(): ReturnType<typeof useStore.getState>['settings'] {
  const { settings, changeSettings } = useStore.getState()
  changeSettings({ fault: 'none' })
  return settings
}
