// Text embeddings, from an embedding deployment.

import { AzureMLEmbeddings } from '@azureml-endpoints/langchain-adapter'

const embeddings = new AzureMLEmbeddings({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/v1/embeddings',
  endpointApiKey: 'my-api-key',
})
const vectors = await embeddings.embedDocuments(['sunny day', 'rainy night'])
const vector = await embeddings.embedQuery('How is the weather?')
console.log(vectors.length, 'vectors of', vector.length)
