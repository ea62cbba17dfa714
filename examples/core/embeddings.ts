// Text embeddings, from an embedding deployment.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings',
  endpointApiKey: 'my-api-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
})
const { embeddings } = await client.embed({ values: ['sunny day', 'rainy night'] })
console.log(embeddings.length, 'vectors of', embeddings[0]?.length)
