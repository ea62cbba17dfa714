import type { ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

type CompletionFields = Pick<ParsedChatChunk, 'text' | 'finishReason' | 'rawFinishReason' | 'usage' | 'id' | 'model'>

/** Parses a complete response, which must have text. */
export function readCompletion(body: unknown): ParsedChatResponse {
  const { text, ...rest } = readCompletionFields(body)
  if (text === undefined) throw new Error('Expected a completion (choices with text), but the body has none.')
  return { text, ...rest }
}

/** Parses the fields that a completion and an event of a streamed one have in common. */
export function readCompletionFields(body: unknown): CompletionFields {
  const { choices, usage, id, model }: JSONObject = isJSONObject(body) ? body : {}
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined
  const choice = isJSONObject(first) ? first : {}
  const text = choice['text']
  const reason = textOrUndefined(choice['finish_reason'])
  return {
    text: typeof text === 'string' ? text : undefined,
    finishReason: finishReasonOf(reason),
    rawFinishReason: reason,
    usage: usageOf(usage),
    id: textOrUndefined(id),
    model: textOrUndefined(model),
  }
}
