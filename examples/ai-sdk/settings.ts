// A provider with custom settings, and a stream.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { streamText } from 'ai'

const mistral = createAzureML({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
  endpointApiKey: 'my-api-key',
  contentFormatter: MistralChatContentFormatter,
})
const providerOptions = { azureML: { modelKwargs: { safe_prompt: true } } }
const { textStream } = streamText({ model: mistral('blue'), prompt: 'Hello', providerOptions })
for await (const text of textStream) process.stdout.write(text)
