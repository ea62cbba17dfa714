import type { PromptTurn } from './prompt-turn.ts'
import { foldSystemTurns, mergeTurns, splitSystem } from './turns.ts'

/** Renders turns for Mistral 7B Instruct v0.1 and v0.2; the system message is part of the first question. */
export function mistralV1(turns: readonly PromptTurn[]): string {
  return mergeTurns(foldSystemTurns(turns))
    .map(({ role, content }) => (role === 'assistant' ? ` ${content}</s>` : ` [INST] ${content} [/INST]`))
    .join('')
}

/** Renders turns for Mistral 7B Instruct v0.3; the system message is part of the last question. */
export function mistralV3(turns: readonly PromptTurn[]): string {
  return withSystemLast(turns)
    .map(({ role, content }) => (role === 'assistant' ? ` ${content}</s>` : `[INST] ${content}[/INST]`))
    .join('')
}

/** Renders turns for Mistral Nemo Instruct, whose tokenizer needs no spaces. */
export function mistralNemo(turns: readonly PromptTurn[]): string {
  return withSystemLast(turns)
    .map(({ role, content }) => (role === 'assistant' ? `${content}</s>` : `[INST]${content}[/INST]`))
    .join('')
}

function withSystemLast(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const { system, rest } = splitSystem(turns)
  const spoken = mergeTurns(foldSystemTurns(rest))
  if (system === undefined) return spoken
  const last = spoken.findLastIndex(({ role }) => role === 'user')
  const question = spoken[last]
  if (question === undefined) return [{ role: 'user', content: system }, ...spoken]
  return spoken.with(last, { role: 'user', content: `${system}\n\n${question.content}` })
}
