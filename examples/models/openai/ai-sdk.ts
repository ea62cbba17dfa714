// GPT on Foundry: the Responses API, with a summary of the reasoning, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import { generateText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/responses',
  contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
})
const { reasoningText, text } = await generateText({
  model: foundry('my-gpt'),
  prompt: 'Is 91 a prime number?',
  reasoning: 'low',
})
console.log('thought:', reasoningText)
console.log('said:', text)
