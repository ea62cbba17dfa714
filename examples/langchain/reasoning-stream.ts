// The reasoning and the answer of a stream, separately.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const chat = new AzureMLChatOnlineEndpoint({ reasoningEffort: 'high' })

for await (const { contentBlocks } of await chat.stream('Do I need a coat in Oslo?')) {
  for (const block of contentBlocks) {
    if (block.type === 'reasoning') process.stdout.write(`(${block.reasoning})`) // leave this out to hide the thoughts
    if (block.type === 'text') process.stdout.write(block.text)
  }
}
