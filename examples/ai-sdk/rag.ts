// Retrieval with three deployments: embeddings find texts, reranking sorts them, and a chat model answers from the best.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { cosineSimilarity, embed, embedMany, generateText, rerank } from 'ai'

const cohere = 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2'
const endpointApiKey = 'my-api-key'
const embedding = createAzureML({ endpointUrl: `${cohere}/embed`, endpointApiKey }).embeddingModel('my-embed')
const reranking = createAzureML({ endpointUrl: `${cohere}/rerank`, endpointApiKey }).rerankingModel('my-rerank')
const chat = createAzureML({
  endpointUrl: `${cohere}/chat`,
  endpointApiKey,
  contentFormatter: CohereV2ContentFormatter,
})

/** What the vectors are for; Cohere's models need to know. */
function purpose(inputType: 'search_document' | 'search_query') {
  return { azureML: { inputType } }
}

const texts = ['Puffins nest in burrows.', 'Terns fly from pole to pole.', 'Owls hunt at night.', 'Bread needs yeast.']
const index = await embedMany({ model: embedding, values: texts, providerOptions: purpose('search_document') })

const question = 'Where do puffins nest?'
const asked = await embed({ model: embedding, value: question, providerOptions: purpose('search_query') })
const nearest = texts
  .map((text, at) => ({ text, score: cosineSimilarity(asked.embedding, index.embeddings[at] ?? []) }))
  .toSorted((one, other) => other.score - one.score)
  .slice(0, 3)
  .map(({ text }) => text)
const { rerankedDocuments } = await rerank({ model: reranking, query: question, documents: nearest, topN: 2 })

const { text } = await generateText({
  model: chat('my-command'),
  prompt: `Answer from this text only:\n${rerankedDocuments.join('\n')}\n\nQuestion: ${question}`,
})
console.log(rerankedDocuments[0])
console.log(text)
