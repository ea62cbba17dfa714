import {
  type LanguageModelV4ToolApprovalResponsePart,
  type LanguageModelV4ToolResultOutput,
  type LanguageModelV4ToolResultPart,
  type SharedV4Warning,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
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
      warnOnce(warnings, {
        type: 'unsupported',
        feature: part.type,
        details: 'Approvals are for tools that a provider runs; this one does not run any. It is left out.',
      })
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
      return output.reason ?? 'The execution of the tool was denied.'
    case 'content': {
      const { texts, files: found } = contentOf(output.value, toolName, warnings)
      if (found.length > 0 && files.length === 0) {
        files.push({ type: 'text', text: 'The files from the tool results above:' })
      }
      for (const file of found) files.push(file)
      return texts.join('\n') || emptyResult(output.value.length, found.length)
    }
    default:
      throw new UnsupportedFunctionalityError({
        functionality: `tool result of type ${(output as { type: string }).type}`,
      })
  }
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
    const file = part.type === 'file' ? convertFile(part, toolName, warnings) : undefined
    if (file?.type === 'text') texts.push(file.text)
    else if (file !== undefined) {
      const filename = 'filename' in part ? part.filename : undefined
      files.push({ type: 'text', text: `${filename ?? 'a file'} of ${toolName}` }, file)
    }
    if (part.type !== 'file') warnAboutLeftOut(`${part.type} part in a tool result`, toolName, warnings)
  }
  return { texts, files }
}

/** Converts a file in a result. One that cannot be sent is left out: the result is in every later call of the conversation. */
function convertFile(
  part: Extract<ResultContent[number], { type: 'file' }>,
  toolName: string,
  warnings: SharedV4Warning[],
): ContentPart | undefined {
  try {
    return toFilePart(part, 'file in a tool result', warnings)
  } catch (error) {
    if (!UnsupportedFunctionalityError.isInstance(error)) throw error
    warnAboutLeftOut(`${error.functionality} in a tool result`, toolName, warnings)
    return undefined
  }
}

function warnAboutLeftOut(feature: string, toolName: string, warnings: SharedV4Warning[]): void {
  warnOnce(warnings, {
    type: 'unsupported',
    feature,
    details: `It cannot be sent and is left out of the result of ${toolName}.`,
  })
}

function emptyResult(parts: number, files: number): string {
  if (files > 0) return 'The result follows as a file.'
  return parts > 0 ? 'The result cannot be shown.' : ''
}
