import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const model = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://model.example/v1/chat/completions',
  endpointApiKey: 'key',
})
for await (const { text } of await model.stream('Hello')) console.log(text)
