// Qwen in a vLLM container, answering without thinking first, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const azureML = createAzureML({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
  modelKwargs: { model: 'Qwen/Qwen3-8B', chat_template_kwargs: { enable_thinking: false } },
})
const { textStream } = streamText({ model: azureML(), prompt: 'Name three rivers.' })
for await (const text of textStream) process.stdout.write(text)
