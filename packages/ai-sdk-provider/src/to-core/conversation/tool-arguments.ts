import { isFields } from '@azureml-endpoints/core'
import type { LanguageModelV4ToolCallPart, SharedV4Warning } from '@ai-sdk/provider'
import { warnOnce } from './warn-once.ts'

/**
 * Serializes the arguments of an earlier tool call. They are an object, or the model's text where that was invalid. Only a JSON
 * object is sent: the chat templates of many servers fail on anything else, in every later call of the conversation.
 */
export function toArguments({ input, toolName }: LanguageModelV4ToolCallPart, warnings: SharedV4Warning[]): string {
  if (isFields(input)) return JSON.stringify(input)
  if (typeof input === 'string' && isFields(parsed(input))) return input
  if (input !== undefined && input !== null && input !== '') {
    warnOnce(warnings, {
      type: 'other',
      message: `The arguments of an earlier call of ${toolName} are not a JSON object, so the call is sent without them.`,
    })
  }
  return '{}'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
