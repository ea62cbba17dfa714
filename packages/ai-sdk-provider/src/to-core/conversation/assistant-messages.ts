import type { LanguageModelV4Message, LanguageModelV4ToolCallPart, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatMessage } from '@azureml-endpoints/core'
import { AssistantTurn } from './assistant-turn.ts'
import { warnAboutStrayResult } from './left-out.ts'
import { partOptions, type Place } from './part-options.ts'
import { textAlone, toFilePart } from './parts.ts'
import { toArguments } from './tool-arguments.ts'
import type { ToolPairs } from './tool-pairs.ts'
import { warnOnce } from './warn-once.ts'

type AssistantPart = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'][number]

/** What the parts of an assistant message are converted with. */
export interface AssistantContext {
  readonly pairs: ToolPairs
  readonly warnings: SharedV4Warning[]
  /** The `providerData` in the options of the message itself. */
  readonly providerData: unknown
}

/**
 * Converts an assistant message, whose parts may come from any provider. It becomes several messages where text follows the
 * results of tools that a provider ran, so that their order is kept. What no endpoint takes is left out with a warning, because
 * it is in every later call of the conversation.
 */
export function toAssistantMessages(parts: readonly AssistantPart[], context: AssistantContext): ChatMessage[] {
  // A turn takes six times as long to build.
  const text = context.providerData === undefined ? textAlone(parts) : undefined
  if (text !== undefined) return [{ role: 'assistant', content: text }]
  // An empty answer is sent as it is.
  if (parts.every((part) => part.type === 'text' && part.text === '' && part.providerOptions === undefined))
    return [emptyAnswer]
  const turn = new AssistantTurn(context.warnings, context.pairs)
  turn.addProviderData(context.providerData)
  for (const part of parts) addPart(part, turn, context)
  return turn.finish()
}

const emptyAnswer: ChatMessage = { role: 'assistant', content: '' }

function addPart(part: AssistantPart, turn: AssistantTurn, context: AssistantContext): void {
  const { warnings } = context
  if (part.type === 'file') return addFile(part, turn, warnings)
  const options = partOptions(placeOf(part.type), part.providerOptions, warnings)
  switch (part.type) {
    case 'text':
      turn.addText(part.text)
      return turn.addProviderData(options['providerData'])
    case 'reasoning':
      turn.addReasoning(part.text)
      return turn.addProviderData(options['providerData'])
    case 'tool-call':
      return addToolCall(part, turn, { context, options })
    case 'tool-result':
      if (!turn.addResult(part)) warnAboutStrayResult(part.toolName, warnings)
      return
    default:
      warnOnce(warnings, {
        type: 'unsupported',
        feature: `${part.type} part in an assistant message`,
        details: `${part.type === 'custom' ? `The part of kind ${part.kind}` : `The part of type ${part.type}`} has no counterpart at an endpoint and is left out.`,
      })
  }
}

function placeOf(type: Exclude<AssistantPart['type'], 'file'>): Place {
  return type === 'text' ? 'assistant text part' : `${type} part`
}

function addToolCall(
  part: LanguageModelV4ToolCallPart,
  turn: AssistantTurn,
  { context, options }: { readonly context: AssistantContext; readonly options: Readonly<Record<string, unknown>> },
): void {
  const { pairs, warnings } = context
  const result = part.providerExecuted ? pairs.providerResult(part.toolCallId) : undefined
  if (part.providerExecuted && result === undefined && !pairs.hasToolMessage(part.toolCallId)) {
    warnOnce(warnings, {
      type: 'unsupported',
      feature: `call of ${part.toolName} without its result`,
      details: 'Another provider ran the tool. Endpoints reject a call without its result, so it is left out.',
    })
    return
  }
  turn.addCall({
    id: part.toolCallId,
    // The names of tools that a provider runs can have letters that are not allowed in others, as in `mcp.search`.
    name: part.providerExecuted ? part.toolName.replaceAll(/[^\w-]/g, '_') : part.toolName,
    arguments: toArguments(part, warnings),
    ...(options['providerData'] !== undefined && { providerData: options['providerData'] }),
  })
  turn.addProviderData(options['messageProviderData'])
  turn.expectResult(result)
}

/** Adds what a file of an earlier answer says: its text, or the transcript of speech. */
function addFile(
  part: Extract<AssistantPart, { type: 'file' }>,
  turn: AssistantTurn,
  warnings: SharedV4Warning[],
): void {
  const options = partOptions('assistant file part', part.providerOptions, warnings)
  turn.addProviderData(options['providerData'])
  const { transcript } = (options['audio'] ?? {}) as { readonly transcript?: unknown }
  if (typeof transcript === 'string') return turn.addText(transcript)
  const isText = part.data.type === 'text' || (part.data.type === 'data' && /^text\b/i.test(part.mediaType))
  const text = isText
    ? toFilePart({ data: part.data, mediaType: part.mediaType }, 'assistant file part', [])
    : undefined
  if (text?.type === 'text') return turn.addText(text.text)
  warnOnce(warnings, {
    type: 'unsupported',
    feature: 'file part in an assistant message',
    details: `Endpoints take no ${part.mediaType} file from the model; it is left out. To show it to the model, put it into a user message.`,
  })
}
