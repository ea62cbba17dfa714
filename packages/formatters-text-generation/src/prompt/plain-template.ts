import type { PromptTurn } from './prompt-turn.ts'

/** Renders turns for models that were not trained on conversations: a single question is sent as is. */
export function plain(turns: readonly PromptTurn[]): string {
  const spoken = turns.filter(({ role }) => role !== 'system')
  const isQuestion = spoken.length === 1 && turns.at(-1)?.role === 'user'
  if (isQuestion) return turns.map(({ content }) => content).join('\n\n')
  const lines = turns.map(({ role, content }) => (role === 'system' ? content : `${names[role]}: ${content}`))
  return [...lines, `${names.assistant}:`].join('\n\n')
}

const names = { user: 'User', assistant: 'Assistant' } as const
