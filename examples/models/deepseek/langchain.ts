// DeepSeek on Foundry: the reasoning and the answer, streamed, through LangChain.

import { styleText } from 'node:util'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const deepseek = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/chat/completions',
  deploymentName: 'my-deepseek',
  maxTokens: 4000,
})
for await (const { contentBlocks } of await deepseek.stream('How many primes are below 100?')) {
  for (const block of contentBlocks) {
    if (block.type === 'reasoning') process.stdout.write(styleText('dim', block.reasoning))
    if (block.type === 'text') process.stdout.write(block.text)
  }
}
