// Retrieval with three deployments: embeddings find documents, reranking sorts them, and a chat model answers from the best.

import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { AzureMLChatOnlineEndpoint, AzureMLEmbeddings, AzureMLRerank } from '@azureml-endpoints/langchain-adapter'
import { ContextualCompressionRetriever } from '@langchain/classic/retrievers/contextual_compression'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { ChatPromptTemplate } from '@langchain/core/prompts'

const cohere = 'https://<your-resource>.services.ai.azure.com/providers/cohere/v2'
const endpointApiKey = 'my-api-key'
const embeddings = new AzureMLEmbeddings({
  endpointUrl: `${cohere}/embed`,
  endpointApiKey,
  deploymentName: 'my-embed',
})
const baseCompressor = new AzureMLRerank({
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
const sources = texts.map((_, index) => ({ page: index + 1 }))
const store = await MemoryVectorStore.fromTexts(texts, sources, embeddings)
const retriever = new ContextualCompressionRetriever({ baseCompressor, baseRetriever: store.asRetriever({ k: 3 }) })
const prompt = ChatPromptTemplate.fromTemplate('Answer from this text only:\n{context}\n\nQuestion: {question}')

const question = 'Where do puffins nest?'
const documents = await retriever.invoke(question)
console.log(documents[0]?.pageContent, documents[0]?.metadata)
const context = documents.map(({ pageContent }) => pageContent).join('\n')
const answer = await prompt.pipe(chat).invoke({ context, question })
console.log(answer.text)
