// Callbacks: your own log or metrics, for any model, chain or agent.

import { AzureMLChatOnlineEndpoint, EndpointError } from '@azureml-endpoints/langchain-adapter'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { AIMessage } from '@langchain/core/messages'
import type { ChatGeneration, LLMResult } from '@langchain/core/outputs'

class Log extends BaseCallbackHandler {
  readonly name = 'log'

  override handleLLMEnd({ generations }: LLMResult): void {
    const [generation] = (generations[0] ?? []) as ChatGeneration[]
    const message = generation?.message as AIMessage | undefined
    console.log(message?.usage_metadata?.total_tokens, 'tokens, request', message?.response_metadata['request_id'])
  }

  override handleLLMError(error: unknown): void {
    if (EndpointError.isInstance(error)) console.log('failed with', error.status, error.retryable)
  }
}

const model = new AzureMLChatOnlineEndpoint({ callbacks: [new Log()], maxRetries: 0 })
await model.invoke('Why is the sky blue?')
await model.invoke('Please fail.').catch(() => {})
