// Retries and timeouts, and hooks that observe them.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  contentFormatter: CustomOpenAIChatContentFormatter,
  maxRetries: 3,
  timeout: 180_000, // long enough for a cold start; a managed endpoint allows no more
  idleTimeout: 30_000,
  onRequest: ({ url, attempt }) => console.log(`attempt ${attempt} at ${new URL(url).pathname}`),
  onResponse: ({ status, durationMs }) => console.log(`status ${status}, ${durationMs > 0}`),
  onRetry: ({ error, delayMs }) => console.log(`again in ${delayMs} ms, because of ${error.status}`),
})

const messages = [{ role: 'user', content: 'Hello' }] as const
console.log((await client.chat({ messages })).finishReason)

// These options apply to this call only.
console.log((await client.chat({ messages }, { maxRetries: 0, timeout: 5000 })).finishReason)
