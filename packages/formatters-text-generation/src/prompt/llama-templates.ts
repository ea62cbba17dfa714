import type { PromptTurn } from './prompt-turn.ts'
import { foldSystemTurns, mergeTurns, splitSystem } from './turns.ts'

/** Renders turns for Llama 2 Chat. Each question after the first begins with a BOS token of its own. */
export function llama2(turns: readonly PromptTurn[]): string {
  const { system, rest } = splitSystem(turns)
  const spoken = mergeTurns(foldSystemTurns(rest))
  const all: readonly PromptTurn[] = spoken[0]?.role === 'user' ? spoken : [{ role: 'user', content: '' }, ...spoken]
  const prefix = system === undefined ? '' : `<<SYS>>\n${system}\n<</SYS>>\n\n`
  const texts = all.map(({ role, content }, index) =>
    role === 'assistant'
      ? ` ${content} </s>`
      : `${index === 0 ? '' : '<s>'}[INST] ${index === 0 ? prefix : ''}${content} [/INST]`,
  )
  return texts.join('')
}

/** Renders turns for Llama 3 Instruct. */
export function llama3(turns: readonly PromptTurn[]): string {
  return `${turns.map(({ role, content }) => `${header(role)}${content}<|eot_id|>`).join('')}${header('assistant')}`
}

function header(role: PromptTurn['role']): string {
  return `<|start_header_id|>${role}<|end_header_id|>\n\n`
}
