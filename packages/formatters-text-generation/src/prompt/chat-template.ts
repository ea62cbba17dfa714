import type { PromptTurn } from './prompt-turn.ts'
import { foldSystemTurns, mergeTurns } from './turns.ts'

/** Renders a conversation as the prompt that the model continues with its answer. */
export type ChatTemplate = (turns: readonly PromptTurn[]) => string

/** The name of a template of `chatTemplates`. */
export type ChatTemplateName = keyof typeof chatTemplates

/**
 * The published templates of model families, except that texts are not trimmed. Templates that begin with a token such as
 * `<s>` emit it; if a server's tokenizer adds it again, remove it in a function of your own.
 */
export const chatTemplates: Readonly<
  Record<'plain' | 'llama2' | 'llama3' | 'chatml' | 'mistral' | 'phi', ChatTemplate>
> = {
  plain: (turns) => plain(turns),
  llama2: (turns) => llama2(turns),
  llama3: (turns) => `<|begin_of_text|>${turns.map(llama3Turn).join('')}${llama3Header('assistant')}`,
  chatml: (turns) => `${turns.map(chatmlTurn).join('')}<|im_start|>assistant\n`,
  mistral: (turns) => `<s>${mergeTurns(foldSystemTurns(turns)).map(mistralTurn).join('')}`,
  phi: (turns) => `${turns.map(phiTurn).join('')}<|assistant|>\n`,
}

/** For models that were not trained on conversations: a single question is sent as is. */
function plain(turns: readonly PromptTurn[]): string {
  const spoken = turns.filter(({ role }) => role !== 'system')
  const isQuestion = spoken.length === 1 && turns.at(-1)?.role === 'user'
  if (isQuestion) return turns.map(({ content }) => content).join('\n\n')
  const lines = turns.map(({ role, content }) => (role === 'system' ? content : `${plainNames[role]}: ${content}`))
  return [...lines, `${plainNames.assistant}:`].join('\n\n')
}

const plainNames = { user: 'User', assistant: 'Assistant' } as const

function llama2(turns: readonly PromptTurn[]): string {
  const start = turns.findIndex(({ role }) => role !== 'system')
  const leading = turns.slice(0, start === -1 ? turns.length : start).map(({ content }) => content)
  const system = leading.length === 0 ? '' : `<<SYS>>\n${leading.join('\n\n')}\n<</SYS>>\n\n`
  const spoken = mergeTurns(foldSystemTurns(turns.slice(leading.length)))
  const all: readonly PromptTurn[] = spoken[0]?.role === 'user' ? spoken : [{ role: 'user', content: '' }, ...spoken]
  return all
    .map(({ role, content }, index) =>
      role === 'assistant' ? ` ${content} </s>` : `<s>[INST] ${index === 0 ? system : ''}${content} [/INST]`,
    )
    .join('')
}

function mistralTurn({ role, content }: PromptTurn): string {
  return role === 'assistant' ? ` ${content}</s>` : `[INST] ${content} [/INST]`
}

function llama3Turn({ role, content }: PromptTurn): string {
  return `${llama3Header(role)}${content}<|eot_id|>`
}

function llama3Header(role: PromptTurn['role']): string {
  return `<|start_header_id|>${role}<|end_header_id|>\n\n`
}

function chatmlTurn({ role, content }: PromptTurn): string {
  return `<|im_start|>${role}\n${content}<|im_end|>\n`
}

function phiTurn({ role, content }: PromptTurn): string {
  return `<|${role}|>\n${content}<|end|>\n`
}
