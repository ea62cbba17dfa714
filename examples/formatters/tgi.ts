// Text Generation Inference: at its root, the same URL answers whole and as a stream.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { TGIContentFormatter } from '@azureml-endpoints/formatters-text-generation'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/',
  endpointApiType: 'dedicated',
  endpointApiKey: 'my-api-key',
  contentFormatter: new TGIContentFormatter({ chatTemplate: 'mistral-v0.3' }),
})
const request = { messages: [{ role: 'user', content: 'Why is the sky blue?' }], maxTokens: 5 } as const
const { text, finishReason, usage } = await client.chat(request)
console.log(text, finishReason, usage?.outputTokens)

for await (const chunk of client.stream(request)) process.stdout.write(chunk.text ?? '')
