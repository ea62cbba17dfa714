// The same model in two regions: the second is called when the first fails with a retryable error.

import {
  AzureMLEndpointClient,
  type ChatRequest,
  type ChatResponse,
  EndpointError,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const regions: Pick<EndpointOptions, 'endpointUrl' | 'endpointApiKey'>[] = [
  { endpointUrl: process.env['AZUREML_URL_SWEDEN'], endpointApiKey: process.env['AZUREML_KEY_SWEDEN'] },
  { endpointUrl: process.env['AZUREML_URL_FRANCE'], endpointApiKey: process.env['AZUREML_KEY_FRANCE'] },
]
const clients = regions.map(
  (region) =>
    new AzureMLEndpointClient({ ...region, contentFormatter: CustomOpenAIChatContentFormatter, maxRetries: 1 }),
)

async function chat(request: ChatRequest): Promise<ChatResponse> {
  let failure: unknown
  for (const client of clients) {
    try {
      return await client.chat(request)
    } catch (error) {
      if (!(EndpointError.isInstance(error) && error.retryable)) throw error
      failure = error
    }
  }
  throw failure
}

const { text, request } = await chat({ messages: [{ role: 'user', content: 'Hello' }] })
console.log(new URL(request.url).pathname, text)
