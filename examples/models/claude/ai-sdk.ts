// Claude on Foundry: thinking and the answer, streamed, through the AI SDK.

import { styleText } from 'node:util'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { streamText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
})
const { stream } = streamText({
  model: foundry('my-claude'),
  prompt: 'How many primes are below 100?',
  reasoning: 'medium',
})
for await (const part of stream) {
  if (part.type === 'reasoning-delta') process.stdout.write(styleText('dim', part.text))
  if (part.type === 'text-delta') process.stdout.write(part.text)
}
