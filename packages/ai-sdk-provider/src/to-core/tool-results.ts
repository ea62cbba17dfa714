import {
  type LanguageModelV4ToolApprovalResponsePart,
  type LanguageModelV4ToolResultOutput,
  type LanguageModelV4ToolResultPart,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { warnAboutMisplacedOptions } from './misplaced-options.ts'
import { toFilePart } from './parts.ts'

/** Converts tool results. Files in them follow in a user message, because core's tool messages contain only text. */
export function toToolMessages(
  parts: readonly (LanguageModelV4ToolResultPart | LanguageModelV4ToolApprovalResponsePart)[],
  warnings: SharedV4Warning[],
): ChatMessage[] {
  const messages: ChatMessage[] = []
  const files: ContentPart[] = []
  for (const part of parts) {
    if (part.type !== 'tool-result') {
      // Approvals are for tools that the provider runs; this one does not run any.
      warnings.push({ type: 'unsupported', feature: part.type })
      continue
    }
    warnAboutMisplacedOptions(
      `result of tool ${part.toolName}`,
      'providerOptions' in part.output ? part.output.providerOptions : undefined,
      warnings,
    )
    const content = toText(part, files)
    messages.push({ role: 'tool', toolCallId: part.toolCallId, content })
  }
  if (files.length === 0) return messages
  warnings.push({
    type: 'compatibility',
    feature: 'files in tool results',
    details: 'Tool messages contain only text; the files follow in a user message.',
  })
  return [...messages, { role: 'user', content: files }]
}

function toText({ output, toolName }: LanguageModelV4ToolResultPart, files: ContentPart[]): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value) ?? 'null'
    case 'execution-denied':
      return output.reason ?? 'The execution of the tool was denied.'
    case 'content':
      return contentText(output.value, toolName, files)
    default:
      throw new UnsupportedFunctionalityError({
        functionality: `tool result of type ${(output as { type: string }).type}`,
      })
  }
}

function contentText(
  content: Extract<LanguageModelV4ToolResultOutput, { type: 'content' }>['value'],
  toolName: string,
  files: ContentPart[],
): string {
  const texts: string[] = []
  for (const part of content) {
    if (part.type === 'text') texts.push(part.text)
    else if (part.type === 'file') {
      const file = toFilePart(part)
      if (file.type === 'text') texts.push(file.text)
      else {
        if (files.length === 0) files.push({ type: 'text', text: 'The files from the tool results above:' })
        files.push({ type: 'text', text: `${part.filename ?? 'a file'} of ${toolName}` }, file)
      }
    } else throw new UnsupportedFunctionalityError({ functionality: `${part.type} part in the result of ${toolName}` })
  }
  return texts.join('\n') || (content.length > 0 ? 'The result follows as a file.' : '')
}
