// Claude on Foundry: thinking and the answer, streamed, through LangChain.

import { styleText } from 'node:util'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const claude = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
  deploymentName: 'my-claude',
  contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 8000 }),
  reasoningEffort: 'medium',
})
for await (const { contentBlocks } of await claude.stream('How many primes are below 100?')) {
  for (const block of contentBlocks) {
    if (block.type === 'reasoning') process.stdout.write(styleText('dim', block.reasoning))
    if (block.type === 'text') process.stdout.write(block.text)
  }
}
