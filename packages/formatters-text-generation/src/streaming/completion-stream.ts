import { type ChatStreamReader, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { readCompletionFields } from '../response/completion.ts'
import { EchoCutter } from '../response/echoed-prompt.ts'
import { ChoiceSelector } from './choice-selector.ts'

/** Opens a reader for a streamed completion that begins with `echo`, which is removed. */
export function openCompletionStream(echo: string): ChatStreamReader {
  const readCompletionEvent = openEventReader()
  if (echo === '') return readCompletionEvent
  const cutter = new EchoCutter(echo)
  return (event) => {
    const chunk = readCompletionEvent(event)
    const isEnd = event === undefined || chunk?.finishReason !== undefined
    const text = textOrUndefined(cutter.push(chunk?.text ?? '') + (isEnd ? cutter.end() : ''))
    return chunk === undefined && text === undefined ? undefined : { ...chunk, text }
  }
}

/** Reads the events of one stream. A stream that never has text belongs to another API, and its answer would be empty. */
function openEventReader(): ChatStreamReader {
  let metadata: Fields | undefined
  let hasChoices = false
  const selector = new ChoiceSelector()
  const select = (choices: readonly unknown[]): Fields | undefined => selector.select(choices)
  return (event) => {
    if (event === undefined) {
      if (metadata !== undefined && !hasChoices) throw unknownEvent()
      const held = selector.settle()
      return held && readCompletionFields({ choices: [held] }, () => held)
    }
    if (!isFields(event)) throw new Error('Expected an event of a streamed completion, but it is not an object.')
    const { choices } = event
    if (Array.isArray(choices) && choices.length > 0) {
      if (choices.some(isChatChoice)) throw unknownEvent()
      hasChoices = true
    } else if (isMetadata(event)) metadata = event
    else throw unknownEvent()
    return readCompletionFields(event, select)
  }
}

function isChatChoice(choice: unknown): boolean {
  if (!isFields(choice) || typeof choice['text'] === 'string') return false
  const { delta, message } = choice
  return isFields(message) || (isFields(delta) && Object.keys(delta).length > 0)
}

/** Checks whether an event without choices can occur in a streamed completion. */
function isMetadata(event: Fields): boolean {
  const { object, type } = event
  return (
    type === 'ping' ||
    object === 'text_completion' ||
    METADATA_FIELDS.some((name) => name in event) ||
    Object.keys(event).length === 0
  )
}

const METADATA_FIELDS = ['choices', 'usage', 'prompt_filter_results', 'prompt_annotations']

function unknownEvent(): Error {
  return new Error('Expected a streamed completion (choices with text), but an event has none.')
}
