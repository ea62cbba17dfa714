import type { ChatRequest, ResponseFormat } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import type { AzureMLChatOnlineEndpointCallOptions } from '../settings/chat-fields.ts'
import { type ModelParameters, requestParameters } from '../settings/model-parameters.ts'
import { toCoreMessages } from './messages.ts'
import { toCoreResponseFormat } from './response-format.ts'
import { forbidsParallelCalls, toCoreToolChoice, toCoreTools } from './tools.ts'

/** The call options that end up in the request body; LangChain passes many more. */
export type RequestOptions = Omit<AzureMLChatOnlineEndpointCallOptions, 'headers' | 'configurable'>

/** The defaults that the model was created with. */
export interface RequestDefaults {
  readonly parameters: ModelParameters
  readonly responseFormat: ResponseFormat | undefined
}

/** Converts a call to core's request. */
export function chatRequest(
  { parameters, responseFormat }: RequestDefaults,
  messages: readonly BaseMessage[],
  options: RequestOptions,
): ChatRequest {
  const format = toCoreResponseFormat(options.response_format ?? options.responseFormat) ?? responseFormat
  const tools = toCoreTools(options.tools, options.strict)
  const toolChoice = toCoreToolChoice(options.tool_choice, tools)
  const isOneCall = tools.length > 0 && forbidsParallelCalls(options.tool_choice)
  return {
    ...requestParameters(
      parameters,
      isOneCall ? { ...options, parallelToolCalls: options.parallelToolCalls ?? false } : options,
      format,
    ),
    messages: toCoreMessages(messages),
    ...(tools.length > 0 && { tools }),
    ...(toolChoice !== undefined && { toolChoice }),
  }
}
