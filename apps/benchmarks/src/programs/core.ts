import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://model.example/v1/chat/completions',
  endpointApiKey: 'key',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
for await (const { text } of client.stream({ messages: [{ role: 'user', content: 'Hello' }] })) console.log(text)
