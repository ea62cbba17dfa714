// Another deployment answers when the first one fails, in a chain and in an agent.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, modelFallbackMiddleware } from 'langchain'

const blue = new AzureMLChatOnlineEndpoint({ deploymentName: 'blue', maxRetries: 0 })
const green = new AzureMLChatOnlineEndpoint({ deploymentName: 'green' })

const chain = blue.withFallbacks([green])
console.log((await chain.invoke('Hello')).text)

const agent = createAgent({ model: blue, tools: [], middleware: [modelFallbackMiddleware(green)] })
const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(messages.at(-1)?.text)
