// Retries and timeouts: LangChain retries, as often as `maxRetries` says.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const model = new AzureMLChatOnlineEndpoint({
  maxRetries: 3,
  timeout: 180_000, // to the first byte of each attempt
  idleTimeout: 30_000,
  onFailedAttempt: (error) => console.log('failed:', error.message.slice(0, 40)),
})
console.log((await model.invoke('Hello')).response_metadata['finish_reason'])

// These options apply to this call only; here, `timeout` limits the whole call.
console.log((await model.invoke('Hello', { maxRetries: 0, timeout: 5000 })).response_metadata['finish_reason'])
