import { ConfigurationError } from '@azureml-endpoints/core'
import type { JSONObject } from '../json/json-object.ts'

/** Rejects `stream` in `modelKwargs` if the call is the other one. */
export function rejectContradiction(asked: unknown, stream: boolean): void {
  if (asked === undefined || asked === null || asked === stream) return
  throw new ConfigurationError(
    `modelKwargs.stream is ${JSON.stringify(asked)}, but the call is ${stream ? 'stream()' : 'chat()'}. ` +
      `Remove it, or call ${stream ? 'chat()' : 'stream()'}: the method determines whether the response is streamed.`,
    { setting: 'modelKwargs.stream' },
  )
}

/** Rejects fields in `modelKwargs` that would replace the conversation. */
export function rejectConversation(modelKwargs: JSONObject | undefined, fields: readonly string[]): void {
  const field = fields.find((one) => modelKwargs !== undefined && Object.hasOwn(modelKwargs, one))
  if (field === undefined) return
  throw new ConfigurationError(
    `modelKwargs.${field} would replace the conversation. Pass the messages as \`messages\` of the request.`,
    { setting: `modelKwargs.${field}` },
  )
}
