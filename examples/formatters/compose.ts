// An existing formatter whose requests are changed before they are sent.

import { AzureMLEndpointClient, mapRequest } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const contentFormatter = mapRequest(new CustomOpenAIChatContentFormatter(), (request) => ({
  ...request,
  messages: [{ role: 'system', content: 'Answer like a pirate.' }, ...request.messages],
}))
const client = new AzureMLEndpointClient({ contentFormatter })
const { request } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(JSON.stringify(request.body))
