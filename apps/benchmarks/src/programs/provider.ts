import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { streamText } from 'ai'

const model = createAzureML({ endpointUrl: 'https://model.example/v1/chat/completions', endpointApiKey: 'key' })()
for await (const text of streamText({ model, prompt: 'Hello' }).textStream) console.log(text)
