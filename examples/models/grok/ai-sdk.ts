// Grok on Foundry: the effort, and the tokens it spent on reasoning, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
})
const { text, usage } = await generateText({
  model: foundry('my-grok'),
  prompt: 'Plan a day in Oslo.',
  reasoning: 'low',
})
console.log(text)
console.log('tokens:', usage.outputTokens, 'of which reasoning:', usage.outputTokenDetails.reasoningTokens)
