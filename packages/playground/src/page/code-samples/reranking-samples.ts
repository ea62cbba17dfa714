import type { RerankingRequest } from '../../contract/operation-contract.ts'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import { aiSDKProviderLines, coreClientLines } from './client-lines.ts'
import { endpointLines, imports, indent, quote, type SampleTarget, textLines } from './sample-lines.ts'

/** The generators of the sample for reranking, by client. */
export const rerankingSamples: Readonly<
  Record<EntryPoint, (request: RerankingRequest, target: SampleTarget) => string[]>
> = {
  core: (request, target) => [
    ...coreClientLines(target),
    ...documentLines(request),
    'const { results } = await client.rerank({',
    `  query: ${quote(request.query)},`,
    '  documents,',
    ...topLines(request),
    '})',
    'for (const { index, score } of results) console.log(score, documents[index])',
  ],
  LangChain: (request, target) => [
    ...imports(target, `import { AzureMLRerank } from '@azureml-endpoints/langchain-adapter'`),
    '',
    'const reranker = new AzureMLRerank({',
    ...endpointLines(target),
    ...topLines(request),
    '})',
    ...documentLines(request),
    `const results = await reranker.rerank(documents, ${quote(request.query)})`,
    'for (const { index, relevanceScore } of results) console.log(relevanceScore, documents[index])',
  ],
  'AI SDK': (request, target) => [
    ...aiSDKProviderLines(target, [`import { rerank } from 'ai'`]),
    'const { ranking } = await rerank({',
    '  model: azureML.rerankingModel(),',
    `  query: ${quote(request.query)},`,
    '  documents: [',
    ...indent(textLines(request.documents)),
    '  ],',
    ...topLines(request),
    '})',
    'for (const { score, document } of ranking) console.log(score, document)',
  ],
}

function documentLines({ documents }: RerankingRequest): string[] {
  return ['const documents = [', ...textLines(documents), ']']
}

function topLines({ topN }: RerankingRequest): string[] {
  return topN === undefined ? [] : [`  topN: ${topN},`]
}
