import { ConfigurationError } from '../errors/errors.ts'

/** Rejects `modelKwargs` with a field of the body that has the conversation. For formatters. */
export function rejectConversation(
  modelKwargs: Readonly<Record<string, unknown>> | undefined,
  fields: readonly string[],
): void {
  const field = fields.find((one) => modelKwargs !== undefined && Object.hasOwn(modelKwargs, one))
  if (field === undefined) return
  const setting = `modelKwargs.${field}`
  throw new ConfigurationError(
    `${setting} would replace the conversation. Pass the messages, system messages included, as \`messages\` of the request.`,
    { setting },
  )
}

/** Rejects a `stream` in `modelKwargs` that contradicts the method that was called. For formatters. */
export function rejectStreamContradiction(asked: unknown, stream: boolean): void {
  if (asked === undefined || asked === null || asked === stream) return
  throw new ConfigurationError(
    `modelKwargs.stream is ${JSON.stringify(asked)}, but the call is ${stream ? 'stream()' : 'chat()'}. ` +
      `Remove it, or call ${stream ? 'chat()' : 'stream()'}: the method determines whether the response is streamed.`,
    { setting: 'modelKwargs.stream' },
  )
}
