import {
  type ChatRequest,
  ConfigurationError,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
} from '@azureml-endpoints/core'
import { chatParameters } from '../request/chat-parameters.ts'
import { rejectBeyondLimits, rejectUnsupported } from '../request/limits.ts'
import { modelOf } from '../request/model.ts'
import { toConversation } from './conversation.ts'
import type { CohereV2FormatterOptions } from './formatter-options.ts'
import { responseFormatOf } from './response-format.ts'
import { strictToolsOf, toolChoiceOf, toolsOf } from './wire-tools.ts'

/** Formats the request body of Cohere's second chat. */
export function chatV2Body(
  request: ChatRequest,
  context: RequestContext,
  options: CohereV2FormatterOptions,
): Readonly<Record<string, unknown>> {
  rejectUnsupported(request, unsupported)
  rejectBeyondLimits(request)
  rejectConversation(request, context, ['messages'])
  const body: Readonly<Record<string, unknown>> = {
    ...modelOf(context),
    messages: toConversation(request.messages, options),
    ...named(request, { ...context.modelKwargs, ...request.modelKwargs }),
    ...request.modelKwargs,
  }
  rejectStreamContradiction(body['stream'], context.stream)
  return context.stream ? { ...body, stream: true } : body
}

function named(
  request: ChatRequest,
  modelKwargs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return chatParameters(request, {
    logprobs: request.logprobs,
    thinking: thinkingOf(request),
    response_format: responseFormatOf(request, modelKwargs),
    tools: toolsOf(request),
    strict_tools: strictToolsOf(request),
    tool_choice: toolChoiceOf(request),
  })
}

/** Cohere has a budget of tokens instead of efforts; only the switch is the same. */
function thinkingOf({ reasoningEffort }: ChatRequest): unknown {
  if (reasoningEffort === undefined) return undefined
  if (reasoningEffort === 'none') return { type: 'disabled' }
  throw new ConfigurationError(
    `reasoningEffort is ${JSON.stringify(reasoningEffort)}, but Cohere's chat has no efforts. Use 'none' to turn thinking ` +
      "off, or limit it with modelKwargs: { thinking: { type: 'enabled', token_budget: 1000 } }.",
    { setting: 'reasoningEffort' },
  )
}

/** The parameters that Cohere's second chat does not have. */
const unsupported = ['parallelToolCalls', 'topLogprobs', 'logitBias', 'user'] as const
