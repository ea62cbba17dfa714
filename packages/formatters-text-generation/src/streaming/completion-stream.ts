import type { ChatStreamReader } from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'
import { readCompletionFields } from '../response/completion.ts'

/** Parses an event of a streamed completion. */
export const readCompletionEvent: ChatStreamReader = (event) => {
  if (event === undefined) return undefined
  if (!isJSONObject(event)) throw new Error('Expected an event of a streamed completion, but it is not an object.')
  const { text, ...rest } = readCompletionFields(event)
  return { text: textOrUndefined(text), ...rest }
}
