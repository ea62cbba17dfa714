import type { ChatMessage, ChatRequest, RequestContext } from '@azureml-endpoints/core'
import { AnthropicContentFormatter, type AnthropicFormatterOptions } from '../src/index.ts'

const context: RequestContext = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://my-resource.services.ai.azure.com/anthropic/v1/messages'),
  modelKwargs: {},
}

/** Formats a request with a maximum of tokens. */
export function bodyOf(
  request: Partial<ChatRequest>,
  options: AnthropicFormatterOptions = {},
  given: Partial<RequestContext> = {},
): Record<string, unknown> {
  const { serverless } = new AnthropicContentFormatter(options).codecs
  const messages: readonly ChatMessage[] = [{ role: 'user', content: 'Hello' }]
  return serverless.formatRequest({ messages, maxTokens: 100, ...request }, { ...context, ...given }) as Record<
    string,
    unknown
  >
}

/** Returns the messages that a conversation becomes. */
export function messagesOf(messages: readonly ChatMessage[], options: AnthropicFormatterOptions = {}): unknown {
  return bodyOf({ messages }, options)['messages']
}
