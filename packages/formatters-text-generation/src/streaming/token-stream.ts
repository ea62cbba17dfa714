import type { ChatStreamReader } from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from '../response/finish-reason.ts'
import { usageOf } from '../response/usage.ts'

/** Parses an event of Text Generation Inference. Each has a token; the last also has the complete text, which is ignored. */
export const readTokenEvent: ChatStreamReader = (event) => {
  if (event === undefined) return undefined
  const token: unknown = isJSONObject(event) ? event['token'] : undefined
  if (!isJSONObject(event) || !isJSONObject(token))
    throw new Error('Expected a Text Generation Inference event, but it has no token.')
  const details = isJSONObject(event['details']) ? event['details'] : {}
  const reason = textOrUndefined(details['finish_reason'])
  return {
    text: token['special'] === true ? undefined : textOrUndefined(token['text']),
    finishReason: finishReasonOf(reason),
    rawFinishReason: reason,
    usage: usageOf(event['details']),
  }
}
