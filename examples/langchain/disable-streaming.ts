// An endpoint that cannot stream, as scoring scripts often cannot: agents and `stream()` get each answer in one piece.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent } from 'langchain'

const model = new AzureMLChatOnlineEndpoint({ disableStreaming: true })
const agent = createAgent({ model, tools: [] })

const question = { messages: [{ role: 'user', content: 'Tell me a story.' }] }
let pieces = 0
for await (const [message] of await agent.stream(question, { streamMode: 'messages' })) {
  pieces += 1
  console.log(message.text)
}
console.log(pieces)
