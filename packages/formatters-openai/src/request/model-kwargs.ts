import { ConfigurationError, type RequestContext } from '@azureml-endpoints/core'

/** Rejects a `stream` among the body parameters that differs from the method called; `asked` is its value. */
export function rejectStreamContradiction(asked: unknown, { stream }: RequestContext): void {
  if (asked === undefined || asked === null || asked === stream) return
  throw new ConfigurationError(
    `modelKwargs.stream is ${JSON.stringify(asked)}, but the call is ${stream ? 'stream()' : 'chat()'}. ` +
      `Remove it, or call ${stream ? 'chat()' : 'stream()'}: the method determines whether the response is streamed.`,
    { setting: 'modelKwargs.stream' },
  )
}
