// Mistral on Foundry, with a formatter that keeps its rules for conversations, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { streamText } from 'ai'

const foundry = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  contentFormatter: MistralChatContentFormatter,
})
const { textStream } = streamText({
  model: foundry('my-mistral'),
  instructions: 'Answer in French.',
  prompt: 'What is the capital of Norway?',
})
for await (const text of textStream) process.stdout.write(text)
