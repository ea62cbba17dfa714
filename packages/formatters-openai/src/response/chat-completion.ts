import { type ParsedChatResponse, isFields } from '@azureml-endpoints/core'
import { readAnswer, type ReadingOptions } from './answer.ts'
import { firstChoiceOf } from './choices.ts'
import { unwrapJSON } from '../json/json-object.ts'
import { rejectOtherFormats } from './message-content.ts'
import { unknownAnswer } from './unknown-answer.ts'

/** Parses an OpenAI chat completion. */
export function readChatCompletion(body: unknown, options: ReadingOptions): ParsedChatResponse {
  const completion = unwrapJSON(body)
  const choices = isFields(completion) ? completion['choices'] : undefined
  const choice = Array.isArray(choices) ? firstChoiceOf(choices) : undefined
  if (!isFields(completion) || choice === undefined || !isFields(choice['message'])) {
    throw unknownAnswer(completion, 'a chat completion (choices with a message)')
  }
  const { message } = choice
  rejectOtherFormats(message)
  return readAnswer({ content: message['content'], message, choice, body: completion }, options)
}
