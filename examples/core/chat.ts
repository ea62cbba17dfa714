// A complete response, and a stream that the caller ends early.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
  endpointApiKey: 'my-api-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const messages = [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }] as const

const { text, usage, finishReason } = await client.chat({ messages, maxTokens: 512 })
console.log(text, finishReason, usage?.totalTokens)

const signal = AbortSignal.timeout(30_000)
for await (const chunk of client.stream({ messages }, { signal })) {
  process.stdout.write(chunk.text ?? '')
  if (chunk.text?.includes('.')) break
}
