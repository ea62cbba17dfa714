// Grok on Foundry: the effort, and the tokens it spent on reasoning, through LangChain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const grok = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-grok',
  reasoningEffort: 'low',
})
const { text, usage_metadata: usage } = await grok.invoke('Plan a day in Oslo.')
console.log(text)
console.log('tokens:', usage?.output_tokens, 'of which reasoning:', usage?.output_token_details?.reasoning)
