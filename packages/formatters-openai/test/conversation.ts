import {
  AzureMLEndpointApiType,
  type ChatRequest,
  ConfigurationError,
  type RequestContext,
} from '@azureml-endpoints/core'
import { expect } from 'vitest'
import { CustomOpenAIChatContentFormatter, type OpenAICodecs, type OpenAIFormatterOptions } from '../src/index.ts'

export const urls = {
  score: new URL('https://my-ep.westeurope.inference.ml.azure.com/score'),
  managed: new URL('https://my-ep.westeurope.inference.ml.azure.com/v1/chat/completions'),
  managedWithoutV1: new URL('https://my-ep.westeurope.inference.ml.azure.com/chat/completions'),
  serverless: new URL('https://my-model.westeurope.models.ai.azure.com/v1/chat/completions'),
  models: new URL('https://my-res.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview'),
  foundry: new URL('https://my-res.services.ai.azure.com/openai/v1/chat/completions'),
}

/** Returns a context like core's. */
export function contextOf(apiType: AzureMLEndpointApiType, given: Partial<RequestContext> = {}): RequestContext {
  const url = apiType === AzureMLEndpointApiType.dedicated ? urls.score : urls.managed
  return { apiType, stream: false, url, modelKwargs: {}, ...given }
}

interface Asking extends OpenAIFormatterOptions {
  readonly context?: Partial<RequestContext>
}

/** The body for a serverless endpoint. */
export function serverlessBodyOf(request: ChatRequest, { context, ...options }: Asking = {}): Body {
  const { serverless } = new CustomOpenAIChatContentFormatter(options).codecs
  return serverless.formatRequest(request, contextOf('serverless', context)) as Body
}

/** The body for a dedicated endpoint. */
export function dedicatedBodyOf(request: ChatRequest, { context, ...options }: Asking = {}): Body {
  const { dedicated } = new CustomOpenAIChatContentFormatter(options).codecs
  return dedicated.formatRequest(request, contextOf('dedicated', context)) as Body
}

type Body = Record<string, unknown>

/** Converts a conversation with both codecs, which must agree, and returns the messages. */
export function messagesOf(
  request: ChatRequest,
  { codecs }: { readonly codecs: OpenAICodecs } = new CustomOpenAIChatContentFormatter(),
): unknown {
  const { messages } = codecs.serverless.formatRequest(request, contextOf('serverless')) as Body
  const { input_data: input } = codecs.dedicated.formatRequest(request, contextOf('dedicated')) as {
    input_data: Body
  }
  expect(input['input_string']).toEqual(messages)
  return messages
}

/** Returns the setting and the message of the error for a request that is not supported. */
export function refusalOf(ask: () => unknown): { readonly setting: string | undefined; readonly message: string } {
  try {
    ask()
  } catch (error) {
    if (error instanceof ConfigurationError) return { setting: error.setting, message: error.message }
    throw error
  }
  throw new Error('The request was not rejected.')
}

/** One question. */
export function question(content: string): ChatRequest {
  return { messages: [{ role: 'user', content }] }
}
