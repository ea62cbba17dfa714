import {
  type ChatRequest,
  ConfigurationError,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
} from '@azureml-endpoints/core'
import { chatParameters } from './chat-parameters.ts'
import { toConversation } from './conversation.ts'
import { rejectBeyondLimits, rejectUnsupported } from './limits.ts'
import { responseSchemaOf } from './response-schema.ts'
import { toWireTools } from './wire-tools.ts'

/** Formats the request body of Cohere's chat. */
export function chatBody(request: ChatRequest, context: RequestContext): Readonly<Record<string, unknown>> {
  rejectUnsupported(request, unsupported)
  rejectToolChoice(request)
  rejectBeyondLimits(request)
  rejectConversation(request, context, ['message', 'chat_history', 'tool_results'])
  const body: Readonly<Record<string, unknown>> = {
    ...context.modelKwargs,
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    ...toConversation(request.messages),
    ...chatParameters(request, { response_format: responseFormatOf(request), tools: toWireTools(request) }),
    ...request.modelKwargs,
  }
  rejectStreamContradiction(body['stream'], context.stream)
  return context.stream ? { ...body, stream: true } : body
}

function responseFormatOf({ responseFormat }: ChatRequest): unknown {
  if (responseFormat?.type !== 'json') return undefined
  const schema = responseSchemaOf(responseFormat)
  return { type: 'json_object', ...(schema !== undefined && { schema }) }
}

/** The parameters that Cohere's first chat does not have. */
const unsupported = ['reasoningEffort', 'parallelToolCalls', 'logprobs', 'topLogprobs', 'logitBias', 'user'] as const

function rejectToolChoice({ toolChoice }: ChatRequest): void {
  if (toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none') {
    const message = `Cohere's chat does not support toolChoice ${JSON.stringify(toolChoice)}. Use 'auto' or 'none'.`
    throw new ConfigurationError(message, { setting: 'toolChoice' })
  }
}
