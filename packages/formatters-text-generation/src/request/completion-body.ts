import {
  type ChatRequest,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
  isFields,
  type Fields,
} from '@azureml-endpoints/core'
import type { TextGenerationOptions } from '../options/formatter-options.ts'
import type { PromptRenderer } from '../prompt/render-prompt.ts'
import { engineNames, mergedParameters } from './parameters.ts'

/** What a body is made from besides the request. */
export interface CompletionSettings {
  readonly context: RequestContext
  readonly options: TextGenerationOptions
  readonly render: PromptRenderer
}

/** Formats the body of OpenAI's `/completions`. */
export function completionBody(request: ChatRequest, { context, options, render }: CompletionSettings): Fields {
  rejectConversation(request, context, ['prompt'])
  const names = { ...engineNames, maxTokens: options.maxTokensParameter ?? 'max_tokens' }
  const { model = context.deploymentName, ...parameters } = mergedParameters(request, withoutModel(context), names)
  const body: Fields = { ...(model !== undefined && { model }), prompt: render(request.messages), ...parameters }
  rejectStreamContradiction(body['stream'], context.stream)
  if (!context.stream) return body
  return { ...body, stream: true, ...(mustAskForUsage(context.url) && usageOption(body['stream_options'])) }
}

/** The deployment takes precedence over the client's `model`, and the call's `model` over both. */
function withoutModel(context: RequestContext): RequestContext {
  if (context.deploymentName === undefined || context.modelKwargs['model'] === undefined) return context
  const { model: _, ...modelKwargs } = context.modelKwargs
  return { ...context, modelKwargs }
}

/** Pay-as-you-go hosts reject parameters they don't know, and report usage without being asked. */
function mustAskForUsage({ hostname, pathname }: URL): boolean {
  return pathname.includes('/v1/') && !/\.(models|inference)\.ai\.azure\.com$/.test(hostname)
}

function usageOption(asked: unknown): Fields | undefined {
  if (asked === undefined) return { stream_options: { include_usage: true } }
  return isFields(asked) ? { stream_options: { include_usage: true, ...asked } } : undefined
}
