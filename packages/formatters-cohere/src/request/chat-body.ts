import {
  type ChatRequest,
  ConfigurationError,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
} from '@azureml-endpoints/core'
import { toConversation } from './conversation.ts'
import { rejectBeyondLimits } from './limits.ts'
import { toWireTools } from './wire-tools.ts'
import { setParameters } from './set-parameters.ts'

/** Formats the request body of Cohere's chat. */
export function chatBody(request: ChatRequest, context: RequestContext): Readonly<Record<string, unknown>> {
  rejectUnsupported(request)
  rejectBeyondLimits(request)
  rejectConversation(request, context, ['message', 'chat_history', 'tool_results'])
  const body: Readonly<Record<string, unknown>> = {
    ...context.modelKwargs,
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    ...toConversation(request.messages),
    ...named(request),
    ...request.modelKwargs,
  }
  rejectStreamContradiction(body['stream'], context.stream)
  return context.stream ? { ...body, stream: true } : body
}

function named(request: ChatRequest): Readonly<Record<string, unknown>> {
  return setParameters({
    temperature: request.temperature,
    p: request.topP,
    k: request.topK,
    max_tokens: request.maxTokens,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    stop_sequences: typeof request.stop === 'string' ? [request.stop] : request.stop,
    response_format: responseFormatOf(request),
    tools: toWireTools(request),
  })
}

function responseFormatOf({ responseFormat }: ChatRequest): unknown {
  if (responseFormat?.type !== 'json') return undefined
  const { schema } = responseFormat
  return { type: 'json_object', ...(schema !== undefined && { schema }) }
}

/** The parameters that Cohere's first chat does not have. */
const unsupported = ['reasoningEffort', 'parallelToolCalls', 'logprobs', 'topLogprobs', 'logitBias', 'user'] as const

function rejectUnsupported(request: ChatRequest): void {
  const { toolChoice } = request
  const setting = unsupported.find((name) => request[name] !== undefined)
  if (setting !== undefined) {
    throw new ConfigurationError(`Cohere's chat does not support ${setting}. Leave it out.`, { setting })
  }
  if (toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none') {
    const message = `Cohere's chat does not support toolChoice ${JSON.stringify(toolChoice)}. Use 'auto' or 'none'.`
    throw new ConfigurationError(message, { setting: 'toolChoice' })
  }
}
