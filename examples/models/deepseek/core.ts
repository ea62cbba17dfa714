// DeepSeek on Foundry: the reasoning and the answer, streamed.

import { styleText } from 'node:util'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-deepseek',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const messages = [{ role: 'user', content: 'How many primes are below 100?' }] as const
for await (const { reasoning, text } of client.stream({ messages, maxTokens: 4000 })) {
  if (reasoning) process.stdout.write(styleText('dim', reasoning))
  if (text) process.stdout.write(text)
}
