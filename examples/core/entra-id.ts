// Entra ID instead of a key: managed identity in Azure, your own login on your machine.

import { DefaultAzureCredential } from '@azure/identity'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  credential: new DefaultAzureCredential(),
  contentFormatter: CustomOpenAIChatContentFormatter,
})
console.log((await client.chat({ messages: [{ role: 'user', content: 'Who am I?' }] })).text)
