import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { delta, hello, key, sse } from './client-of.ts'

// Takes the first chunk of an answer and abandons the stream without cancelling it.
const server = createServer((_request, response) => {
  response.end(sse(delta({ content: 'one' }), delta({ content: 'two' }, { finish_reason: 'stop' })))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
server.unref()
const { port } = server.address() as AddressInfo
const client = new AzureMLEndpointClient({
  endpointUrl: `http://127.0.0.1:${port}/v1/chat/completions`,
  endpointApiKey: key,
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const { value } = await client.stream(hello).next()
console.log(value?.text)
