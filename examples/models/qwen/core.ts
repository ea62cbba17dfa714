// Qwen in a vLLM container, answering without thinking first.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/chat/completions',
  contentFormatter: CustomOpenAIChatContentFormatter,
  modelKwargs: { model: 'Qwen/Qwen3-8B', chat_template_kwargs: { enable_thinking: false } },
})
const messages = [{ role: 'user', content: 'Name three rivers.' }] as const
for await (const { text } of client.stream({ messages })) process.stdout.write(text ?? '')
