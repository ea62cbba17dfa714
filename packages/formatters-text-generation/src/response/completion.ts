import type { ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

type CompletionFields = Pick<ParsedChatChunk, 'text' | 'finishReason' | 'rawFinishReason' | 'usage' | 'id' | 'model'>

/** Parses a complete response, which must have text. */
export function readCompletion(body: unknown): ParsedChatResponse {
  const { text, ...rest } = readCompletionFields(
    body,
    (choices) => firstChoiceOf(choices) ?? choices.find(isJSONObject),
  )
  if (text === undefined) throw new Error('Expected a completion (choices with text), but the body has none.')
  return { text, ...rest }
}

/** Parses the fields that a completion and an event of a streamed one have in common. */
export function readCompletionFields(body: unknown, choiceOf: typeof firstChoiceOf = firstChoiceOf): CompletionFields {
  const { choices, usage, id, model }: JSONObject = isJSONObject(body) ? body : {}
  const choice = (Array.isArray(choices) ? choiceOf(choices) : undefined) ?? {}
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

/** Finds the choice with index 0; servers send several in any order, and streams send them one by one. */
function firstChoiceOf(choices: readonly unknown[]): JSONObject | undefined {
  for (const choice of choices) {
    if (isJSONObject(choice) && (choice['index'] === 0 || typeof choice['index'] !== 'number')) return choice
  }
  return undefined
}
