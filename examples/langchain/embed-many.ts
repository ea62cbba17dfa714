// Many texts: requests of a fixed size, a few at a time.

import { AzureMLEmbeddings } from '@azureml-endpoints/langchain-adapter'

const embeddings = new AzureMLEmbeddings({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings',
  endpointApiKey: 'my-api-key',
  batchSize: 64, // 96 by default
  maxConcurrency: 4,
})
const texts = Array.from({ length: 250 }, (_, number) => `Paragraph ${number}`)
const vectors = await embeddings.embedDocuments(texts)
console.log(vectors.length, 'vectors')
