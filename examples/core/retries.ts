// How often, how long, and what it looks like from outside.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  contentFormatter: CustomOpenAIChatContentFormatter,
  maxRetries: 3,
  timeout: 180_000, // a cold deployment; the longest that a managed endpoint itself allows
  idleTimeout: 30_000,
  onRequest: ({ url, attempt }) => console.log(`attempt ${attempt} at ${new URL(url).pathname}`),
  onResponse: ({ status, durationMs }) => console.log(`status ${status}, ${durationMs > 0}`),
  onRetry: ({ error, delayMs }) => console.log(`again in ${delayMs} ms, because of ${error.status}`),
})

const messages = [{ role: 'user', content: 'Hello' }] as const
console.log((await client.chat({ messages })).finishReason)

// One call may want it otherwise; the client stays as it is.
console.log((await client.chat({ messages }, { maxRetries: 0, timeout: 5000 })).finishReason)
