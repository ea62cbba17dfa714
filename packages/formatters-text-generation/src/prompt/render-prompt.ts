import type { ChatMessage } from '@azureml-endpoints/core'
import { type ChatTemplate, type ChatTemplateName, chatTemplates } from './chat-template.ts'
import { toTurns } from './turns.ts'

/** Renders a conversation as a prompt. */
export function renderPrompt(
  messages: readonly ChatMessage[],
  chatTemplate: ChatTemplateName | ChatTemplate = 'plain',
): string {
  const template = typeof chatTemplate === 'function' ? chatTemplate : chatTemplates[chatTemplate]
  return template(toTurns(messages))
}
