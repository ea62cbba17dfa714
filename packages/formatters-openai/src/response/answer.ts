import type { ParsedChatResponse, Fields } from '@azureml-endpoints/core'
import { extrasOf } from './extras.ts'
import { finishReasonOf, reasonIn } from './finish-reason.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { textOrUndefined } from '../json/json-object.ts'
import { ContentParts, reasoningInDetails, reasoningInField } from './message-content.ts'
import { providerDataOf, reasoningFieldOf } from './provider-data.ts'
import { splitAtClosingTag, type SplitText, ThinkSplitter } from './think-splitter.ts'
import { readToolCalls } from './tool-calls.ts'
import { readUsage } from './usage.ts'

/** The parts of a response, wherever its body has them. */
export interface WireAnswer {
  readonly content: unknown
  /** Contains the tool calls, the reasoning, the refusal and the audio. */
  readonly message: Fields
  /** Contains the finish reason and the log probabilities. */
  readonly choice: Fields
  /** Contains the usage, the id, the model and the sources. */
  readonly body: Fields
}

/** How to read a response. */
export interface ReadingOptions {
  /** Where to look for reasoning. */
  readonly mode: ReasoningMode
  /** The media type of the speech that the request asked for. */
  readonly audioType?: string | undefined
}

/** Parses a complete response. The text stays as the model wrote it, including leading spaces. */
export function readAnswer(answer: WireAnswer, { mode, audioType }: ReadingOptions): ParsedChatResponse {
  const { message, choice, body } = answer
  const parts = new ContentParts()
  parts.push(answer.content)
  const given = mode === 'off' ? '' : reasoningInField(message) || parts.reasoning || reasoningInDetails(message)
  const toolCalls = readToolCalls(message)
  const untagged = mode === 'auto' && given === '' ? afterReasoning(parts.text, toolCalls) : undefined
  const split = untagged ?? (mode === 'auto' ? withoutThinkBlock(parts.text) : { text: parts.text, reasoning: '' })
  const field = given === '' ? undefined : reasoningFieldOf(message)
  const { refusal = textOrUndefined(parts.refusal), ...extras } = extrasOf({ body, choice, message }, audioType)
  const isRefused = refusal !== undefined && parts.text === ''
  const reason = reasonIn(choice)
  const providerData = providerDataOf(message, split.reasoning === '' ? field : (field ?? 'none'))
  return {
    text: isRefused ? refusal : split.text,
    reasoning: textOrUndefined(given + split.reasoning),
    toolCalls,
    finishReason: isRefused ? 'content-filter' : finishReasonOf(reason),
    rawFinishReason: reason,
    usage: readUsage(body, choice),
    id: textOrUndefined(body['id']),
    model: textOrUndefined(body['model']),
    ...extras,
    ...(refusal !== undefined && { refusal }),
    ...(providerData !== undefined && { providerData }),
  }
}

/** Nothing but reasoning is an answer after all, unless it calls tools. */
function afterReasoning(content: string, { length: calls }: readonly unknown[]): SplitText | undefined {
  const split = splitAtClosingTag(content)
  return split?.text === '' && calls === 0 ? undefined : split
}

function withoutThinkBlock(content: string): SplitText {
  const splitter = new ThinkSplitter()
  splitter.push(content)
  const { text, reasoning } = splitter
  splitter.end()
  return { text: text + splitter.text, reasoning: reasoning + splitter.reasoning }
}
