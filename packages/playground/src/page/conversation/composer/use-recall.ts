import { type KeyboardEvent, useRef } from 'react'
import type { PlaygroundMessage } from '../../../contract/playground-contract.ts'
import { useStore } from '../../state/store.ts'
import { textOf } from '../actions/message-text.ts'

/** Recalls earlier messages with the arrow keys, as a terminal does, while the box is empty or shows a recalled one. */
export function useRecall(conversation: string, setText: (text: string) => void): (event: KeyboardEvent) => boolean {
  const recalled = useRef<{ readonly back: number; readonly text: string }>({ back: 0, text: '' })
  return ({ key, currentTarget }) => {
    const isArrow = key === 'ArrowUp' || key === 'ArrowDown'
    const current = (currentTarget as HTMLTextAreaElement).value
    if (!isArrow || current !== recalled.current.text) return false
    const sent = sentTexts(useStore.getState().conversations[conversation]?.messages ?? [])
    const back = Math.min(Math.max(recalled.current.back + (key === 'ArrowUp' ? 1 : -1), 0), sent.length)
    const text = back === 0 ? '' : (sent.at(-back) ?? '')
    if (text === current) return false
    recalled.current = { back, text }
    setText(text)
    return true
  }
}

function sentTexts(messages: readonly PlaygroundMessage[]): readonly string[] {
  return messages.filter(({ role }) => role === 'user').map(textOf)
}
