// `nodeFetch` instead of `fetch` in core, and an agent of your own.

import { Agent } from 'node:https'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { createNodeFetch, nodeFetch } from '@azureml-endpoints/node-transport'

const contentFormatter = CustomOpenAIChatContentFormatter
const client = new AzureMLEndpointClient({ contentFormatter, fetch: nodeFetch })
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(text)

const limited = createNodeFetch({ httpsAgent: new Agent({ keepAlive: true, maxSockets: 100 }) })
const patient = new AzureMLEndpointClient({ contentFormatter, fetch: limited })
for await (const chunk of patient.stream({ messages: [{ role: 'user', content: 'Hello' }] })) {
  process.stdout.write(chunk.text ?? '')
}
