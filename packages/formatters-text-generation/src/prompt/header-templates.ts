import type { PromptTurn } from './prompt-turn.ts'

/** Renders turns in ChatML, without a default system message. */
export function chatml(turns: readonly PromptTurn[]): string {
  const texts = turns.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
  return `${texts.join('')}<|im_start|>assistant\n`
}

/** Renders turns for Qwen2.5 Instruct: ChatML with a default system message. */
export function qwen25(turns: readonly PromptTurn[]): string {
  return chatml(turns[0]?.role === 'system' ? turns : [qwenSystem, ...turns])
}

const qwenSystem: PromptTurn = {
  role: 'system',
  content: 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.',
}

/** Renders turns for Phi-3 and Phi-3.5 mini Instruct. */
export function phi3(turns: readonly PromptTurn[]): string {
  return `${turns.map(({ role, content }) => `<|${role}|>\n${content}<|end|>\n`).join('')}<|assistant|>\n`
}

/** Renders turns for Zephyr 7B beta. */
export function zephyr(turns: readonly PromptTurn[]): string {
  return `${turns.map(({ role, content }) => `<|${role}|>\n${content}</s>\n`).join('')}<|assistant|>\n`
}
