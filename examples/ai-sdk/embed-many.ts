// Many texts: requests of a fixed size, a few at a time.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { embedMany } from 'ai'

const e5 = createAzureML({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings',
  endpointApiKey: 'my-api-key',
  maxEmbeddingsPerCall: 64, // 96 by default
})
const values = Array.from({ length: 250 }, (_, number) => `Paragraph ${number}`)
const { embeddings } = await embedMany({ model: e5.embeddingModel(), values, maxParallelCalls: 4 })
console.log(embeddings.length, 'vectors')
