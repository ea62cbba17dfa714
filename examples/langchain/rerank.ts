// Documents in the order of their relevance, from a reranking deployment of Cohere.

import { AzureMLRerank } from '@azureml-endpoints/langchain-adapter'
import { Document } from '@langchain/core/documents'

const reranker = new AzureMLRerank({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/rerank',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-rerank',
  topN: 1,
})
const documents = ['The Collatz conjecture is open.', 'Puffins nest in burrows.'].map(
  (pageContent) => new Document({ pageContent }),
)
const [best] = await reranker.compressDocuments(documents, 'Where do puffins nest?')
console.log(best?.metadata['relevanceScore'], best?.pageContent)
