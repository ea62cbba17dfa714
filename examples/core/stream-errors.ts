// A stream that fails halfway: what has arrived is kept, and the error says whether a new call may succeed.

import { AzureMLEndpointClient, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

let answer = ''
try {
  for await (const { text, finishReason } of client.stream({
    messages: [{ role: 'user', content: 'Count to ten.' }],
  })) {
    answer += text ?? ''
    if (finishReason === 'length') console.log('Cut off by maxTokens.')
    if (finishReason === 'interrupted') console.log('The connection ended without a finish reason.')
  }
} catch (error) {
  if (!EndpointError.isInstance(error)) throw error
  console.log(`Lost after "${answer}". Worth another call: ${error.retryable}`)
}
