// DeepSeek on Foundry: the reasoning and the answer, streamed, through the AI SDK.

import { styleText } from 'node:util'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
})
const { stream } = streamText({
  model: foundry('my-deepseek'),
  prompt: 'How many primes are below 100?',
  maxOutputTokens: 4000,
})
for await (const part of stream) {
  if (part.type === 'reasoning-delta') process.stdout.write(styleText('dim', part.text))
  if (part.type === 'text-delta') process.stdout.write(part.text)
}
