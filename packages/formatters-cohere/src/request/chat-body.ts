import { type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'
import { toConversation } from './conversation.ts'
import { toWireTools } from './wire-tools.ts'

/** Makes the body of Cohere's chat. */
export function chatBody(request: ChatRequest, context: RequestContext): Readonly<Record<string, unknown>> {
  refuse(request)
  const body = {
    ...context.modelKwargs,
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    ...toConversation(request.messages),
    ...named(request),
    ...request.modelKwargs,
  }
  return context.stream ? { ...body, stream: true } : body
}

function named(request: ChatRequest): Readonly<Record<string, unknown>> {
  const parameters = Object.entries({
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
  return Object.fromEntries(parameters.filter(([, value]) => value !== undefined && !isEmptyList(value)))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function responseFormatOf({ responseFormat }: ChatRequest): unknown {
  if (responseFormat?.type !== 'json') return undefined
  const { schema } = responseFormat
  return { type: 'json_object', ...(schema !== undefined && { schema }) }
}

function refuse({ reasoningEffort, toolChoice }: ChatRequest): void {
  if (reasoningEffort !== undefined) {
    throw new ConfigurationError("Cohere's chat has no reasoningEffort. Leave it out.", { setting: 'reasoningEffort' })
  }
  if (toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none') {
    const message = `Cohere's chat has no toolChoice ${JSON.stringify(toolChoice)}: the model decides. Use 'auto' or 'none'.`
    throw new ConfigurationError(message, { setting: 'toolChoice' })
  }
}
