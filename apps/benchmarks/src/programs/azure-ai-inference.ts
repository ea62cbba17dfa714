import createModelClient from '@azure-rest/ai-inference'
import { AzureKeyCredential } from '@azure/core-auth'
import { createSseStream } from '@azure/core-sse'

const client = createModelClient('https://model.example/v1', new AzureKeyCredential('key'))
const body = { messages: [{ role: 'user', content: 'Hello' }], stream: true }
const response = await client.path('/chat/completions').post({ body }).asNodeStream()
for await (const { data } of createSseStream(response.body as Parameters<typeof createSseStream>[0])) {
  if (data !== '[DONE]') console.log(JSON.parse(data).choices[0]?.delta.content)
}
