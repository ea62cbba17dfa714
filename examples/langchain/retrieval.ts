// Retrieval with three deployments: embeddings find documents, reranking sorts them, and a chat model answers from the best.

import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { AzureMLChatOnlineEndpoint, AzureMLEmbeddings, AzureMLRerank } from '@azureml-endpoints/langchain-adapter'
import { Document } from '@langchain/core/documents'

const cohere = 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2'
const endpointApiKey = 'my-api-key'
const embeddings = new AzureMLEmbeddings({
  endpointUrl: `${cohere}/embed`,
  endpointApiKey,
  deploymentName: 'my-embed',
})
const reranker = new AzureMLRerank({
  endpointUrl: `${cohere}/rerank`,
  endpointApiKey,
  deploymentName: 'my-rerank',
  topN: 2,
})
const chat = new AzureMLChatOnlineEndpoint({
  endpointUrl: `${cohere}/chat`,
  endpointApiKey,
  deploymentName: 'my-command',
  contentFormatter: CohereV2ContentFormatter,
})

const texts = ['Puffins nest in burrows.', 'Terns fly from pole to pole.', 'Owls hunt at night.', 'Bread needs yeast.']
const question = 'Where do puffins nest?'

const vectors = await embeddings.embedDocuments(texts)
const wanted = await embeddings.embedQuery(question)
const closeness = (vector: number[]): number => vector.reduce((sum, number, at) => sum + number * (wanted[at] ?? 0), 0)
const found = texts
  .map((pageContent, index) => ({ pageContent, score: closeness(vectors[index] ?? []) }))
  .toSorted((one, other) => other.score - one.score)
  .slice(0, 3)
  .map(({ pageContent }) => new Document({ pageContent }))

const best = await reranker.compressDocuments(found, question)
console.log(best[0]?.pageContent, best[0]?.metadata['relevanceScore'])
const context = best.map(({ pageContent }) => pageContent).join('\n')
const answer = await chat.invoke(`${context}\n\nAnswer from the text above: ${question}`)
console.log(answer.text)
