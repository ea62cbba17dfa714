/** The id of the message box. */
export const messageBoxId = 'message-box'

/** Moves the focus to the message box. */
export function focusMessageBox(): void {
  document.getElementById(messageBoxId)?.focus()
}
