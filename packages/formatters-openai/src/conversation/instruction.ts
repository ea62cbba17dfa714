import type { Turn } from './turns.ts'

/** Adds an instruction to the system message at the start of a conversation. */
export function withInstruction(turns: readonly Turn[], instruction: string | undefined): readonly Turn[] {
  if (instruction === undefined) return turns
  const [first, ...rest] = turns
  if (first?.message.role !== 'system') {
    return [{ message: { role: 'system', content: instruction }, index: -1, exchanges: [] }, ...turns]
  }
  const content = `${String(first.message.content)}\n\n${instruction}`
  return [{ ...first, message: { ...first.message, content } }, ...rest]
}
