import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { finishReasonOf } from './finish-reason.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { reasoningOfMessage, textOfContent } from './message-content.ts'
import { ThinkSplitter } from './think-splitter.ts'
import { readToolCalls } from './tool-calls.ts'
import { readUsage } from './usage.ts'

/** Where the pieces of a whole answer stand in its body. */
export interface WireAnswer {
  readonly content: unknown
  /** Holds the tool calls, the reasoning and the refusal. */
  readonly message: JSONObject
  readonly finishReason: unknown
  /** Holds the usage, the id and the model. */
  readonly body: JSONObject
}

/** Reads a whole answer; the text is left as the model wrote it, leading spaces too. */
export function readAnswer(answer: WireAnswer, mode: ReasoningMode): ParsedChatResponse {
  const { message, body } = answer
  const content = textOfContent(answer.content)
  const refusal = content === '' ? textOrUndefined(message['refusal']) : undefined
  const split = mode === 'auto' ? withoutThinkBlock(content) : { text: content, reasoning: '' }
  const word = textOrUndefined(answer.finishReason)
  return {
    text: refusal ?? split.text,
    reasoning: textOrUndefined((mode === 'off' ? '' : reasoningOfMessage(message)) + split.reasoning),
    toolCalls: readToolCalls(message),
    finishReason: refusal === undefined ? finishReasonOf(word) : 'content-filter',
    rawFinishReason: word,
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
