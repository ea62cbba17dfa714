import type { ParsedChatResponse } from '@azureml-endpoints/core'
import { readAnswer } from './answer.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { isJSONObject, type JSONObject, unwrapJSON } from '../json/json-object.ts'
import { unknownAnswer } from './unknown-answer.ts'

/** Parses an OpenAI chat completion. */
export function readChatCompletion(body: unknown, mode: ReasoningMode): ParsedChatResponse {
  const completion = unwrapJSON(body)
  const choice = isJSONObject(completion) ? firstChoiceOf(completion) : undefined
  if (!isJSONObject(completion) || choice === undefined || !isJSONObject(choice['message'])) {
    throw unknownAnswer(completion, 'a chat completion (choices with a message)')
  }
  const { message } = choice
  return readAnswer(
    { content: message['content'], message, finishReason: choice['finish_reason'], body: completion },
    mode,
  )
}

function firstChoiceOf({ choices }: JSONObject): JSONObject | undefined {
  if (!Array.isArray(choices)) return undefined
  const candidates: readonly JSONObject[] = choices.filter(isJSONObject)
  return candidates.find(({ index }) => index === 0) ?? candidates[0]
}
