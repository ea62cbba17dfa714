import { type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'
import type { CodecOptions } from '../options/formatter-options.ts'
import { isJSONObject } from '../json/json-object.ts'
import { namedParameters } from './named-parameters.ts'
import { toWireMessages } from './wire-messages.ts'

/** Makes the body of an OpenAI chat completion. */
export function serverlessBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: CodecOptions },
): Readonly<Record<string, unknown>> {
  refuseMessages(context.modelKwargs)
  refuseMessages(request.modelKwargs)
  const body: Readonly<Record<string, unknown>> = {
    ...context.modelKwargs,
    ...(context.deploymentName ? { model: context.deploymentName } : undefined),
    messages: toWireMessages(request, options),
    ...namedParameters(request, { ...options, maxTokensParameter: options.maxTokensParameter ?? 'max_tokens' }),
    ...request.modelKwargs,
  }
  refuseContradiction(body['stream'], context.stream)
  if (!context.stream) return body
  const asked = options.streamUsage ?? reportsUsageOnlyWhenAsked(context.url)
  return { ...body, stream: true, ...(asked ? askingForUsage(body['stream_options']) : undefined) }
}

function refuseMessages(modelKwargs: Readonly<Record<string, unknown>> | undefined): void {
  if (modelKwargs === undefined || !Object.hasOwn(modelKwargs, 'messages')) return
  throw new ConfigurationError(
    'modelKwargs.messages would replace the conversation. Pass the messages as `messages` of the request.',
    { setting: 'modelKwargs.messages' },
  )
}

function refuseContradiction(asked: unknown, stream: boolean): void {
  if (asked === undefined || asked === null || asked === stream) return
  throw new ConfigurationError(
    `modelKwargs.stream is ${JSON.stringify(asked)}, but the call is ${stream ? 'stream()' : 'chat()'}. ` +
      `Remove it, or call ${stream ? 'chat()' : 'stream()'}: the method decides whether the answer is streamed.`,
    { setting: 'modelKwargs.stream' },
  )
}

/** Model-inference hosts refuse parameters they don't know, and report usage without being asked. */
function reportsUsageOnlyWhenAsked(url: URL): boolean {
  const refuses = url.hostname.endsWith('.models.ai.azure.com') || url.hostname.endsWith('.inference.ai.azure.com')
  return url.pathname.includes('/v1/') && !refuses
}

function askingForUsage(ofUser: unknown): Readonly<Record<string, unknown>> | undefined {
  if (ofUser === undefined) return { stream_options: { include_usage: true } }
  return isJSONObject(ofUser) ? { stream_options: { include_usage: true, ...ofUser } } : undefined
}
