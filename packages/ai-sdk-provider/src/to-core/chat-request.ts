import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatRequest, ResponseFormat, Tool } from '@azureml-endpoints/core'
import type { AzureMLLanguageModelOptions } from '../settings/provider-options.ts'
import { withSchemaInPrompt } from './schema-prompt.ts'
import { toMessages } from './conversation/messages.ts'
import { toToolChoice, toTools } from './tools.ts'

/** Converts a call to core's request. Adds a warning for whatever the request cannot express. */
export function toChatRequest(
  call: LanguageModelV4CallOptions,
  options: AzureMLLanguageModelOptions,
  warnings: SharedV4Warning[],
): ChatRequest {
  const tools = toTools(call.tools, warnings)
  const format = toResponseFormat(call.responseFormat, options)
  const request: ChatRequest = {
    messages: toMessages(call.prompt, warnings),
    tools,
    toolChoice: toToolChoice(call.toolChoice, tools, warnings),
    responseFormat: format,
    temperature: call.temperature,
    topP: call.topP,
    topK: call.topK,
    maxTokens: call.maxOutputTokens,
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    seed: call.seed,
    presencePenalty: call.presencePenalty,
    frequencyPenalty: call.frequencyPenalty,
    reasoningEffort: options.reasoningEffort ?? (call.reasoning === 'provider-default' ? undefined : call.reasoning),
    parallelToolCalls: options.parallelToolCalls,
    logprobs: options.logprobs ?? (options.topLogprobs === undefined ? undefined : true),
    topLogprobs: options.topLogprobs,
    logitBias: options.logitBias,
    user: options.user,
    modelKwargs: options.modelKwargs,
  }
  if (options.jsonSchema !== 'prompt' || format?.type !== 'json' || format.schema === undefined) return request
  return { ...withSchemaInPrompt(request), responseFormat: { type: 'json', strict: format.strict } }
}

function toResponseFormat(
  format: LanguageModelV4CallOptions['responseFormat'],
  { strictJsonSchema }: AzureMLLanguageModelOptions,
): ResponseFormat | undefined {
  // Text is the default, and not every server accepts it as a response format.
  if (format?.type !== 'json') return undefined
  const { schema, name, description } = format
  return { type: 'json', schema: schema as Tool['parameters'] | undefined, name, description, strict: strictJsonSchema }
}
