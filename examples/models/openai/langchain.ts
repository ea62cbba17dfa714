// GPT on Foundry: the Responses API, with a summary of the reasoning, through LangChain.

import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const gpt = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/responses',
  deploymentName: 'my-gpt',
  contentFormatter: new OpenAIResponsesContentFormatter({ reasoningSummary: 'auto' }),
  reasoningEffort: 'low',
})
const { contentBlocks, text } = await gpt.invoke('Is 91 a prime number?')
for (const block of contentBlocks) if (block.type === 'reasoning') console.log('thought:', block.reasoning)
console.log('said:', text)
