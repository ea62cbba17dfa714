import { chatml, phi3, qwen25, zephyr } from './header-templates.ts'
import { llama2, llama3 } from './llama-templates.ts'
import { mistralNemo, mistralV1, mistralV3 } from './mistral-templates.ts'
import { plain } from './plain-template.ts'
import type { PromptTurn } from './prompt-turn.ts'

/** Renders a conversation as the prompt that the model continues with its answer. */
export type ChatTemplate = (turns: readonly PromptTurn[]) => string

/**
 * The name of a template of `chatTemplates`: `plain`, or the model whose own template it equals. `llama3` is for Llama 3.0, not
 * for 3.1 and later; `chatml` has no default system message; `mistral-v0.3` also fits Mixtral 8x22B, and `mistral-v0.1` and
 * `mistral-v0.2`, which are the same, Mixtral 8x7B. `mistral` is short for `mistral-v0.3`, and `phi` for `phi3`.
 */
export type ChatTemplateName =
  | 'plain'
  | 'llama2'
  | 'llama3'
  | 'chatml'
  | 'qwen2.5'
  | 'mistral-v0.1'
  | 'mistral-v0.2'
  | 'mistral-v0.3'
  | 'mistral-nemo'
  | 'phi3'
  | 'zephyr'
  | 'mistral'
  | 'phi'

/**
 * The templates that the publishers of the models ship with them, without the BOS token at the start, which servers add to a
 * prompt. Texts are never trimmed, as some of the publishers' templates do; and where one rejects a conversation, consecutive
 * turns of the same role are merged.
 */
export const chatTemplates: Readonly<Record<ChatTemplateName, ChatTemplate>> = {
  plain,
  llama2,
  llama3,
  chatml,
  'qwen2.5': qwen25,
  'mistral-v0.1': mistralV1,
  'mistral-v0.2': mistralV1,
  'mistral-v0.3': mistralV3,
  'mistral-nemo': mistralNemo,
  phi3,
  zephyr,
  mistral: mistralV3,
  phi: phi3,
}
