import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { finishReasonOf } from './finish-reason.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { reasoningOfMessage, textOfContent } from './message-content.ts'
import { ThinkSplitter } from './think-splitter.ts'
import { readToolCalls } from './tool-calls.ts'
import { readUsage } from './usage.ts'

/** The parts of a response, wherever its body has them. */
export interface WireAnswer {
  readonly content: unknown
  /** Contains the tool calls, the reasoning and the refusal. */
  readonly message: JSONObject
  readonly finishReason: unknown
  /** Contains the usage, the id and the model. */
  readonly body: JSONObject
}

/** Parses a complete response. The text stays as the model wrote it, including leading spaces. */
export function readAnswer(answer: WireAnswer, mode: ReasoningMode): ParsedChatResponse {
  const { message, body } = answer
  const content = textOfContent(answer.content)
  const refusal = content === '' ? textOrUndefined(message['refusal']) : undefined
  const split = mode === 'auto' ? withoutThinkBlock(content) : { text: content, reasoning: '' }
  const reason = textOrUndefined(answer.finishReason)
  return {
    text: refusal ?? split.text,
    reasoning: textOrUndefined((mode === 'off' ? '' : reasoningOfMessage(message)) + split.reasoning),
    toolCalls: readToolCalls(message),
    finishReason: refusal === undefined ? finishReasonOf(reason) : 'content-filter',
    rawFinishReason: reason,
    usage: readUsage(body['usage']),
    id: textOrUndefined(body['id']),
    model: textOrUndefined(body['model']),
  }
}

function withoutThinkBlock(content: string): { readonly text: string; readonly reasoning: string } {
  const splitter = new ThinkSplitter()
  splitter.push(content)
  const { text, reasoning } = splitter
  splitter.end()
  return { text: text + splitter.text, reasoning: reasoning + splitter.reasoning }
}
