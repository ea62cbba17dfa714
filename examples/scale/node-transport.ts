// Less CPU time per call on a Node server, with `nodeFetch` instead of `fetch`.

import { Agent } from 'node:https'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'
import { generateText } from 'ai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, fetch: nodeFetch })
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(text)

const model = new AzureMLChatOnlineEndpoint({ fetch: nodeFetch })
console.log((await model.invoke('Hello')).text)

const limited = createNodeFetch({ httpsAgent: new Agent({ keepAlive: true, maxSockets: 100 }) })
const azureML = createAzureML({ fetch: limited })
console.log((await generateText({ model: azureML(), prompt: 'Hello' })).text)
