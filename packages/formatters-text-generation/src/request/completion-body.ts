import { type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'
import type { JSONObject } from '../json/json-object.ts'
import type { TextGenerationOptions } from '../options/formatter-options.ts'
import { renderPrompt } from '../prompt/render-prompt.ts'
import { engineNames, mergedParameters } from './parameters.ts'

/** Formats the body of OpenAI's `/completions`. */
export function completionBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: TextGenerationOptions },
): JSONObject {
  const maxTokens = options.maxTokensParameter ?? 'max_tokens'
  const body: JSONObject = {
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    prompt: renderPrompt(request.messages, options.chatTemplate),
    ...mergedParameters(request, context, { ...engineNames, maxTokens }),
  }
  if (!context.stream) return body
  if (body['stream'] === false) {
    const message = 'modelKwargs.stream is false, but the call is stream(). Remove it, or call chat().'
    throw new ConfigurationError(message, { setting: 'modelKwargs.stream' })
  }
  return { ...body, stream: true, ...(mustAskForUsage(context.url) && { stream_options: { include_usage: true } }) }
}

/** Pay-as-you-go hosts reject parameters they don't know, and report usage without being asked. */
function mustAskForUsage({ hostname, pathname }: URL): boolean {
  return pathname.includes('/v1/') && !/\.(models|inference)\.ai\.azure\.com$/.test(hostname)
}
