import { ConfigurationError } from '../errors/configuration-error.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Rejects `modelKwargs`, of the client or of the request, that set one of these fields of the body, which have the conversation.
 * For formatters.
 */
export function rejectConversation(
  request: Pick<ChatRequest, 'modelKwargs'>,
  context: Pick<RequestContext, 'modelKwargs'>,
  fields: readonly string[],
): void {
  const own = request.modelKwargs ?? {}
  const field = fields.find((one) => Object.hasOwn(context.modelKwargs, one) || Object.hasOwn(own, one))
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
