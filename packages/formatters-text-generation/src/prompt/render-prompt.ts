import type { ChatMessage } from '@azureml-endpoints/core'
import { resolveTemplate, type TemplateOptions } from './resolve-template.ts'
import { type MediaRendering, toTurns } from './turns.ts'

/** Renders a conversation as a prompt. */
export type PromptRenderer = (messages: readonly ChatMessage[]) => string

/** Checks the options once, and returns the renderer for all requests. */
export function promptRenderer(options: TemplateOptions, media?: MediaRendering): PromptRenderer {
  const template = resolveTemplate(options)
  return (messages) => template(toTurns(messages, media))
}
