// gpt-oss on Foundry, with little reasoning, through LangChain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const gptOss = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-gpt-oss',
  reasoningEffort: 'low',
})
const { contentBlocks, text } = await gptOss.invoke('Is 91 a prime number?')
for (const block of contentBlocks) if (block.type === 'reasoning') console.log('thought:', block.reasoning)
console.log('said:', text)
