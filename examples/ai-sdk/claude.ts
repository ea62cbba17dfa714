// Claude on Foundry: its formatter comes from a package of its own.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { generateText } from 'ai'

const claude = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  endpointApiKey: 'my-api-key',
  contentFormatter: AnthropicContentFormatter,
  defaultMaxTokens: 8000,
})
const { text } = await generateText({ model: claude('my-claude'), prompt: 'Hello' })
console.log(text)
