// A stream that fails halfway: what has arrived is kept, and the error says whether a new call may succeed.

import { AzureMLChatOnlineEndpoint, EndpointError } from '@azureml-endpoints/langchain-adapter'

const chat = new AzureMLChatOnlineEndpoint()

let answer = ''
try {
  for await (const chunk of await chat.stream('Count to ten.')) {
    answer += chunk.text
    const reason = chunk.response_metadata['finish_reason']
    if (reason === 'length') console.log('Cut off by maxTokens.')
    if (reason === 'interrupted') console.log('The connection ended without a finish reason.')
  }
} catch (error) {
  if (!EndpointError.isInstance(error)) throw error
  console.log(`Lost after "${answer}". Worth another call: ${error.retryable}`)
}
