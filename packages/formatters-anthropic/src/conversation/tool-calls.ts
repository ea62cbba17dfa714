import { type ToolCall, isFields } from '@azureml-endpoints/core'
import { isBlank, type WireBlock } from '../wire/wire-message.ts'

/** A tool call of the history, under the id that it is sent with, and its results. */
export interface Exchange {
  readonly id: string
  readonly call: ToolCall
  readonly results: string[]
}

/** Converts a call. Its arguments have to be an object; an error in the call's result tells the model if they were not. */
export function callBlock({ id, call }: Exchange): WireBlock {
  return { type: 'tool_use', id, name: wireName(call.name), input: argumentsOf(call.arguments) }
}

/** Converts the results of a call; the API requires one. */
export function resultBlock({ id, results }: Exchange): WireBlock {
  const texts = results.length === 0 ? [MISSING_RESULT] : results.filter((text) => !isBlank(text))
  const [first, ...more] = texts
  return {
    type: 'tool_result',
    tool_use_id: id,
    ...(first !== undefined && {
      content: more.length === 0 ? first : texts.map((text) => ({ type: 'text', text })),
    }),
  }
}

/** The API rejects names of earlier calls that other models were allowed to have. */
function wireName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, MAX_NAME_LENGTH) || 'tool'
}

function argumentsOf(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}

const MAX_NAME_LENGTH = 128

/** What the model reads about a call whose result the history does not have, such as one that was aborted. */
const MISSING_RESULT = 'There is no result of this tool call.'
