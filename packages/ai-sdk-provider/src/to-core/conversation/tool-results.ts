import {
  type LanguageModelV4ToolApprovalResponsePart,
  type LanguageModelV4ToolResultOutput,
  type LanguageModelV4ToolResultPart,
  type SharedV4Warning,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { toolFilesHeading } from './earlier-turns.ts'
import { sendable, warnAboutLeftOut } from './left-out.ts'
import { partOptions } from './part-options.ts'
import { toFilePart } from './parts.ts'
import { warnOnce } from './warn-once.ts'

/** Converts tool results. Files in them follow in a user message, because core's tool messages contain only text. */
export function toToolMessages(
  parts: readonly (LanguageModelV4ToolResultPart | LanguageModelV4ToolApprovalResponsePart)[],
  warnings: SharedV4Warning[],
): ChatMessage[] {
  const messages: ChatMessage[] = []
  const files: ContentPart[] = []
  for (const part of parts) {
    partOptions(`${part.type} part`, part.providerOptions, warnings)
    if (part.type !== 'tool-result') {
      // Approvals are for tools that a provider runs.
      warnAboutLeftOut(part.type, 'a tool message', warnings)
      continue
    }
    const { output } = part
    partOptions('tool result', 'providerOptions' in output ? output.providerOptions : undefined, warnings)
    messages.push({ role: 'tool', toolCallId: part.toolCallId, content: toText(part, files, warnings) })
  }
  if (files.length === 0) return messages
  warnOnce(warnings, {
    type: 'compatibility',
    feature: 'files in tool results',
    details: 'Tool messages contain only text; the files follow in a user message.',
  })
  return [...messages, { role: 'user', content: files }]
}

function toText(
  { output, toolName }: LanguageModelV4ToolResultPart,
  files: ContentPart[],
  warnings: SharedV4Warning[],
): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value) ?? 'null'
    case 'execution-denied':
      // Worded like the AI SDK's own providers: models read a vaguer text as a ban on the tool.
      return output.reason ?? 'Tool call execution denied.'
    case 'content': {
      const { texts, files: found } = contentOf(output.value, toolName, warnings)
      if (found.length > 0 && files.length === 0) {
        files.push({ type: 'text', text: toolFilesHeading })
      }
      for (const file of found) files.push(file)
      return texts.join('\n') || emptyResult(output.value.length, found.length)
    }
    default:
      return toUnknownText(output, warnings)
  }
}

/** Sends a result of a type that is newer than this provider as JSON. */
function toUnknownText(output: object, warnings: SharedV4Warning[]): string {
  const { type, value = output } = output as { readonly type: string; readonly value?: unknown }
  warnOnce(warnings, { type: 'compatibility', feature: `tool result of type ${type}`, details: 'It is sent as JSON.' })
  return JSON.stringify(value) ?? 'null'
}

type ResultContent = Extract<LanguageModelV4ToolResultOutput, { type: 'content' }>['value']

/** Splits the parts of a result into texts and files; each file has a text with its name before it. */
function contentOf(
  content: ResultContent,
  toolName: string,
  warnings: SharedV4Warning[],
): { readonly texts: readonly string[]; readonly files: readonly ContentPart[] } {
  const texts: string[] = []
  const files: ContentPart[] = []
  for (const part of content) {
    if (part.type === 'text') {
      partOptions('tool result', part.providerOptions, warnings)
      texts.push(part.text)
      continue
    }
    const place = `the result of ${toolName}`
    if (part.type !== 'file') {
      warnAboutLeftOut(`${part.type} part`, place, warnings)
      continue
    }
    const [file] = sendable(() => toFilePart(part, 'file in a tool result', warnings), place, warnings)
    if (file?.type === 'text') texts.push(file.text)
    else if (file !== undefined) {
      files.push({ type: 'text', text: `${part.filename ?? 'a file'} of ${toolName}` }, file)
    }
  }
  return { texts, files }
}

function emptyResult(parts: number, files: number): string {
  if (files > 0) return 'The result follows as a file.'
  return parts > 0 ? 'The result cannot be shown.' : ''
}
