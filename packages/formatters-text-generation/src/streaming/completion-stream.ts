import type { ChatStreamReader } from '@azureml-endpoints/core'
import { isJSONObject, textOrUndefined } from '../json/json-object.ts'
import { readCompletionFields } from '../response/completion.ts'
import { EchoCutter } from '../response/echoed-prompt.ts'

/** Opens a reader for a streamed completion that begins with `echo`, which is removed. */
export function openCompletionStream(echo: string): ChatStreamReader {
  if (echo === '') return readCompletionEvent
  const cutter = new EchoCutter(echo)
  return (event) => {
    const chunk = readCompletionEvent(event)
    if (chunk === undefined) {
      const rest = cutter.end()
      return rest === '' ? undefined : { text: rest }
    }
    const text = cutter.push(chunk.text ?? '') + (chunk.finishReason === undefined ? '' : cutter.end())
    return { ...chunk, text: textOrUndefined(text) }
  }
}

const readCompletionEvent: ChatStreamReader = (event) => {
  if (event === undefined) return undefined
  if (!isJSONObject(event)) throw new Error('Expected an event of a streamed completion, but it is not an object.')
  return readCompletionFields(event)
}
