// Halve the cost of a call on Node: another HTTP client behind the same rules.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { nodeFetch } from '@azureml-endpoints/node-transport'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, fetch: nodeFetch })
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(text)
