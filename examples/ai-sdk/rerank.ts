// Documents in the order of their relevance, from a reranking deployment.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { rerank } from 'ai'

const cohere = createAzureML({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/rerank',
  endpointApiKey: 'my-api-key',
})
const { rerankedDocuments } = await rerank({
  model: cohere.rerankingModel('my-rerank'),
  query: 'Where do puffins nest?',
  documents: ['Puffins nest in burrows.', 'The Collatz conjecture is open.'],
  topN: 1,
})
console.log(rerankedDocuments)
