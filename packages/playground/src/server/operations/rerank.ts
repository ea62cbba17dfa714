import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AzureMLRerank } from '@azureml-endpoints/langchain-adapter'
import { rerank as rerankWithAISDK } from 'ai'
import type { Ranked, RerankingRequest } from '../../contract/operation-contract.ts'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import type { OperationClient } from './run-operation.ts'
import { stoppableEndpoint } from './stoppable-endpoint.ts'

/** Sorts documents by how well they match a query, by client. */
export const rerank: Readonly<Record<EntryPoint, OperationClient<RerankingRequest, readonly Ranked[]>>> = {
  core: async ({ query, documents, topN }, endpoint, signal) => {
    const client = new AzureMLEndpointClient(endpoint)
    return (await client.rerank({ query, documents, topN }, { signal })).results
  },
  LangChain: async ({ query, documents, topN }, endpoint, signal) => {
    const reranker = new AzureMLRerank({ ...stoppableEndpoint(endpoint, signal), maxRetries: 2, topN })
    const scores = await reranker.rerank(documents, query)
    return scores.map(({ index, relevanceScore }) => ({ index, score: relevanceScore }))
  },
  'AI SDK': async ({ query, documents, topN }, { onRetry: _onRetry, ...endpoint }, abortSignal) => {
    const model = createAzureML(endpoint).rerankingModel()
    const { ranking } = await rerankWithAISDK({
      model,
      query,
      documents: [...documents],
      abortSignal,
      ...(topN !== undefined && { topN }),
    })
    return ranking.map(({ originalIndex, score }) => ({ index: originalIndex, score }))
  },
}
