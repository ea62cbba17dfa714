import { type ParsedChatChunk, type ParsedChatResponse, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOf } from './usage.ts'

type CompletionFields = Pick<ParsedChatChunk, 'text' | 'finishReason' | 'rawFinishReason' | 'usage' | 'id' | 'model'>

/** Parses a complete response, which must have text. */
export function readCompletion(body: unknown): ParsedChatResponse {
  const { text, ...rest } = readCompletionFields(body, firstChoiceOf)
  if (text === undefined) throw new Error('Expected a completion (choices with text), but the body has none.')
  return { text, ...rest }
}

/** Parses the fields that a completion and an event of a streamed one have in common. `choiceOf` selects the choice to read. */
export function readCompletionFields(
  body: unknown,
  choiceOf: (choices: readonly unknown[]) => Fields | undefined,
): CompletionFields {
  const { choices, usage, id, model }: Fields = isFields(body) ? body : {}
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

/** Returns the choice with the lowest index; servers send several in any order. */
function firstChoiceOf(choices: readonly unknown[]): Fields | undefined {
  let first: Fields | undefined
  let lowest = Infinity
  for (const choice of choices) {
    if (!isFields(choice)) continue
    const index = typeof choice['index'] === 'number' ? choice['index'] : 0
    if (index >= lowest) continue
    first = choice
    lowest = index
  }
  return first
}
