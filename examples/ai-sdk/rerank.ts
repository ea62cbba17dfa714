// Reranking: the documents that fit a question best, in their order. A reranker has its own URL, so it needs its own provider.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { rerank } from 'ai'

const cohere = createAzureML({ endpointUrl: 'https://<your-endpoint>.<your_region>.models.ai.azure.com/v2/rerank' })
const { rerankedDocuments } = await rerank({
  model: cohere.rerankingModel(),
  query: 'Where does it snow?',
  documents: ['It rains in Rome.', 'It snows in Oslo.', 'The sun shines in Nice.'],
  topN: 1,
})
console.log(rerankedDocuments)
