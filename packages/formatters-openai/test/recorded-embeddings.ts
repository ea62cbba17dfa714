import type { RecordedEmbedding } from '@azureml-endpoints/core/testing'

/** Requests and answers of embeddings: OpenAI's, and tables on `/score`. */
export const embeddings: readonly RecordedEmbedding[] = [
  {
    name: 'two texts, answered out of order',
    apiType: 'serverless',
    context: {
      url: new URL('https://my-resource.openai.azure.com/openai/v1/embeddings'),
      deploymentName: 'my-embeddings',
      modelKwargs: { user: 'u1' },
    },
    request: { values: ['a coat', 'a hat'], dimensions: 2 },
    body: { model: 'my-embeddings', input: ['a coat', 'a hat'], dimensions: 2, user: 'u1' },
    response: {
      object: 'list',
      data: [
        { object: 'embedding', index: 1, embedding: [0.25, -0.5] },
        { object: 'embedding', index: 0, embedding: [0.75, 0.125] },
      ],
      model: 'embedding-3',
      usage: { prompt_tokens: 4, total_tokens: 4 },
    },
    expected: {
      embeddings: [
        [0.75, 0.125],
        [0.25, -0.5],
      ],
      usage: { inputTokens: 4, totalTokens: 4 },
    },
  },
  {
    name: 'base64',
    apiType: 'serverless',
    request: { values: ['a'], inputType: 'query', modelKwargs: { encoding_format: 'base64' } },
    body: { input: ['a'], input_type: 'query', encoding_format: 'base64' },
    response: { data: [{ index: 0, embedding: 'AACAPwAAAMA=' }] },
    expected: { embeddings: [[1, -2]] },
  },
  {
    name: 'a table of texts',
    apiType: 'dedicated',
    request: { values: ['a coat', 'a hat'] },
    body: { input_data: { columns: ['text'], index: [0, 1], data: [['a coat'], ['a hat']] } },
    response: [{ output: [0.5, 0.25] }, { output: [0.125, 1] }],
    expected: {
      embeddings: [
        [0.5, 0.25],
        [0.125, 1],
      ],
    },
  },
]
