import type { RecordedEmbedding, RecordedReranking } from '@azureml-endpoints/core/testing'

const foundry = 'https://my-resource.services.ai.azure.com/providers/cohere/v2'
const serverless = 'https://my-model.westeurope.models.ai.azure.com'
const vectors = [
  [0.5, -0.25],
  [0.125, 1],
]
const meta = { api_version: { version: '2' }, billed_units: { input_tokens: 4 } }
const results = [
  { index: 1, relevance_score: 0.83 },
  { index: 0, relevance_score: 0.02 },
]
const ranked = results.map(({ index, relevance_score: score }) => ({ index, score }))

/** Requests and answers of `/v2/embed`. */
export const embeddingsV2: readonly RecordedEmbedding[] = [
  {
    name: 'documents on Foundry',
    apiType: 'serverless',
    context: { url: new URL(`${foundry}/embed`), deploymentName: 'my-embed', modelKwargs: { truncate: 'END' } },
    request: { values: ['a coat', 'a hat'], inputType: 'search_document', dimensions: 256 },
    body: {
      model: 'my-embed',
      texts: ['a coat', 'a hat'],
      input_type: 'search_document',
      embedding_types: ['float'],
      output_dimension: 256,
      truncate: 'END',
    },
    response: {
      id: 'e1',
      response_type: 'embeddings_by_type',
      embeddings: { float: vectors },
      texts: ['a coat', 'a hat'],
      meta,
    },
    expected: { embeddings: vectors, usage: { inputTokens: 4 } },
  },
  {
    name: 'a query as small integers, on a host with one deployment',
    apiType: 'serverless',
    context: { url: new URL(`${serverless}/v2/embed`) },
    request: { values: ['coat'], inputType: 'search_query', modelKwargs: { embedding_types: ['int8'] } },
    body: { model: 'model', texts: ['coat'], input_type: 'search_query', embedding_types: ['int8'] },
    response: { id: 'e2', embeddings: { int8: [[12, -7]] }, meta: {} },
    expected: { embeddings: [[12, -7]] },
  },
  {
    name: 'base64',
    apiType: 'serverless',
    request: { values: ['coat'], inputType: 'clustering', modelKwargs: { embedding_types: ['base64'] } },
    response: { id: 'e3', embeddings: { base64: ['AACAPwAAAMA='] } },
    expected: { embeddings: [[1, -2]] },
  },
]

/** Requests and answers of `/v1/embed`. */
export const embeddingsV1: readonly RecordedEmbedding[] = [
  {
    name: 'floats',
    apiType: 'serverless',
    context: { url: new URL(`${serverless}/v1/embed`) },
    request: { values: ['a coat', 'a hat'], inputType: 'search_document' },
    body: { texts: ['a coat', 'a hat'], input_type: 'search_document' },
    response: { id: 'e1', response_type: 'embeddings_floats', texts: ['a coat', 'a hat'], embeddings: vectors, meta },
    expected: { embeddings: vectors, usage: { inputTokens: 4 } },
  },
  {
    name: 'an old model',
    apiType: 'serverless',
    request: { values: ['a'], modelKwargs: { model: 'embed-2' } },
    body: { texts: ['a'], model: 'embed-2' },
  },
]

/** Requests and answers of `/v2/rerank`. */
export const rerankingsV2: readonly RecordedReranking[] = [
  {
    name: 'on Foundry',
    apiType: 'serverless',
    context: { url: new URL(`${foundry}/rerank`), deploymentName: 'my-rank', modelKwargs: { max_tokens_per_doc: 512 } },
    request: { query: 'coat', documents: ['a hat', 'a coat'], topN: 2 },
    body: { model: 'my-rank', query: 'coat', documents: ['a hat', 'a coat'], top_n: 2, max_tokens_per_doc: 512 },
    response: { id: 'r1', results, meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } } },
    expected: { results: ranked },
  },
]

/** Requests and answers of `/v1/rerank`. */
export const rerankingsV1: readonly RecordedReranking[] = [
  {
    name: 'with the documents in the answer',
    apiType: 'serverless',
    context: { url: new URL(`${serverless}/v1/rerank`) },
    request: { query: 'coat', documents: ['a hat', 'a coat'], modelKwargs: { return_documents: true } },
    body: { query: 'coat', documents: ['a hat', 'a coat'], return_documents: true },
    response: { id: 'r1', results: results.map((one) => Object.assign({ document: { text: 'a' } }, one)) },
    expected: { results: ranked },
  },
]
