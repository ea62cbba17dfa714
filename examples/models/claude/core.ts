// Claude on Foundry: thinking and the answer, streamed.

import { styleText } from 'node:util'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  deploymentName: 'my-claude',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
})
const messages = [{ role: 'user', content: 'How many primes are below 100?' }] as const
for await (const { reasoning, text } of client.stream({ messages, reasoningEffort: 'medium' })) {
  if (reasoning) process.stdout.write(styleText('dim', reasoning))
  if (text) process.stdout.write(text)
}
