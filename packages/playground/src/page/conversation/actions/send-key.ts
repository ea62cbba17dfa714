import type { KeyboardEvent } from 'react'

/**
 * Tells whether a key press sends the message. While an input method is composing, Enter accepts its suggestion; Safari ends the
 * composition before this key press, and marks it with the code 229 instead.
 */
export function isSendKey({ key, shiftKey, keyCode, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing && keyCode !== 229
}
