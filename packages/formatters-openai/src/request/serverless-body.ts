import {
  type ChatRequest,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
  isFields,
} from '@azureml-endpoints/core'
import type { CodecOptions } from '../options/formatter-options.ts'
import { namedParameters } from './named-parameters.ts'
import { toWireMessages } from './wire-messages.ts'

/** Formats the request body of an OpenAI chat completion. */
export function serverlessBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: CodecOptions },
): Readonly<Record<string, unknown>> {
  rejectConversation(request, context, ['messages'])
  const body: Readonly<Record<string, unknown>> = {
    ...context.modelKwargs,
    ...(context.deploymentName ? { model: context.deploymentName } : undefined),
    messages: toWireMessages(request, options),
    ...namedParameters(request, {
      maxTokensParameter: options.maxTokensParameter ?? limitOf(context.url),
      jsonSchema: options.jsonSchema,
    }),
    ...request.modelKwargs,
  }
  rejectStreamContradiction(body['stream'], context.stream)
  if (!context.stream) return body
  const mustAsk = options.streamUsage ?? acceptsUsageOption(context.url, body)
  return { ...body, stream: true, ...(mustAsk ? usageOption(body['stream_options']) : undefined) }
}

/** Returns the body parameter for `maxTokens`. */
function limitOf(url: URL): string {
  return isMAI(url) ? 'max_completion_tokens' : 'max_tokens'
}

/**
 * Returns whether a route serves MAI's models. According to Microsoft's list they have fewer parameters, some of them renamed.
 */
function isMAI({ pathname }: URL): boolean {
  return pathname.startsWith('/mai/')
}

/** Returns whether a stream has to be asked for its usage, and the endpoint accepts that. */
function acceptsUsageOption(url: URL, body: Readonly<Record<string, unknown>>): boolean {
  const { hostname, pathname, searchParams } = url
  // Azure OpenAI's search in own data accepts no further parameters.
  if (body['data_sources'] !== undefined) return false
  // Model-inference hosts reject unknown parameters, and report usage without being asked.
  if (hostname.endsWith('.models.ai.azure.com') || hostname.endsWith('.inference.ai.azure.com')) return false
  if (isMAI(url)) return false
  if (pathname.includes('/v1/')) return true
  if (!pathname.includes('/openai/deployments/')) return false
  return (searchParams.get('api-version') ?? '').slice(0, FIRST_WITH_USAGE.length) >= FIRST_WITH_USAGE
}

/** The first `api-version` of Azure OpenAI with `stream_options`; names such as `preview` come after all dates. */
const FIRST_WITH_USAGE = '2024-09-01'

function usageOption(userOptions: unknown): Readonly<Record<string, unknown>> | undefined {
  if (userOptions === undefined) return { stream_options: { include_usage: true } }
  return isFields(userOptions) ? { stream_options: { include_usage: true, ...userOptions } } : undefined
}
