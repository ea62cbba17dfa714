// Documents in the order of their relevance, from a reranking deployment of Cohere.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2/rerank',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-rerank',
  contentFormatter: CohereV2ContentFormatter,
})
const documents = ['The Collatz conjecture is open.', 'Puffins nest in burrows.']
const { results } = await client.rerank({ query: 'Where do puffins nest?', documents, topN: 1 })

for (const { index, score } of results) console.log(score.toFixed(2), documents[index])
