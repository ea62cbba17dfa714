import type { ChatRequest, ResponseFormat } from '@azureml-endpoints/core'
import type { BaseMessage } from '@langchain/core/messages'
import type { AzureMLChatOnlineEndpointCallOptions } from '../settings/chat-fields.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { requestParameters } from '../settings/model-parameters.ts'
import { toCoreMessages } from './messages.ts'
import { toCoreResponseFormat } from './response-format.ts'
import { toCoreToolChoice, toCoreTools } from './tools.ts'

/** The call options that a request is made of; LangChain passes many more, which are not for the endpoint. */
export type RequestOptions = Omit<AzureMLChatOnlineEndpointCallOptions, 'headers' | 'configurable'>

/** What a call asks of an endpoint. */
export interface ChatCall {
  readonly model: DeployedModel
  /** The form of the answer, where the call does not say. */
  readonly responseFormat: ResponseFormat | undefined
}

/** Gives a call in core's words. */
export function chatRequest(
  { model, responseFormat }: ChatCall,
  messages: readonly BaseMessage[],
  options: RequestOptions,
): ChatRequest {
  const format = toCoreResponseFormat(options.response_format ?? options.responseFormat) ?? responseFormat
  const tools = toCoreTools(options.tools, options.strict)
  const toolChoice = toCoreToolChoice(options.tool_choice, tools)
  return {
    ...requestParameters(model.parameters, options, format),
    messages: toCoreMessages(messages),
    ...(tools.length > 0 && { tools }),
    ...(toolChoice !== undefined && { toolChoice }),
  }
}
