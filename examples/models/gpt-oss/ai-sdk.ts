// gpt-oss on Foundry, with little reasoning, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
})
const { reasoningText, text } = await generateText({
  model: foundry('my-gpt-oss'),
  prompt: 'Is 91 a prime number?',
  reasoning: 'low',
})
console.log('thought:', reasoningText)
console.log('said:', text)
