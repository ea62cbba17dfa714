import { ConfigurationError } from '@azureml-endpoints/core'

/** Rejects `modelKwargs` with the field of the body that has the conversation. */
export function rejectConversation(
  field: string,
  ...kwargs: readonly (Readonly<Record<string, unknown>> | undefined)[]
): void {
  if (!kwargs.some((one) => one !== undefined && Object.hasOwn(one, field))) return
  const setting = `modelKwargs.${field}`
  throw new ConfigurationError(
    `${setting} would replace the conversation. Pass the messages as \`messages\` of the request.`,
    { setting },
  )
}

/** Rejects a `stream` of `modelKwargs` other than the call's. `/score` is different: images there ignore `stream`. */
export function rejectContradiction(asked: unknown, stream: boolean): void {
  if (asked === undefined || asked === null || asked === stream) return
  throw new ConfigurationError(
    `modelKwargs.stream is ${JSON.stringify(asked)}, but the call is ${stream ? 'stream()' : 'chat()'}. ` +
      `Remove it, or call ${stream ? 'chat()' : 'stream()'}: the method determines whether the response is streamed.`,
    { setting: 'modelKwargs.stream' },
  )
}
