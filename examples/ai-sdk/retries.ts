// Retries and timeouts: `ai` retries, as often as `maxRetries` says.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const azureML = createAzureML({ timeout: 180_000, idleTimeout: 30_000 }) // for each attempt
const { finishReason } = await generateText({
  model: azureML(),
  prompt: 'Hello',
  maxRetries: 3,
  timeout: 300_000, // for the whole call
})
console.log(finishReason)
