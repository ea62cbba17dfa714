// What the error of a failed call contains.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { APICallError, generateText } from 'ai'

try {
  await generateText({ model: azureML(), prompt: 'Hello', maxRetries: 0 })
} catch (error) {
  if (!APICallError.isInstance(error)) throw error
  console.log(error.statusCode, error.isRetryable, error.message)
}
