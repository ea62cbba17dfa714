import type { APICallError } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { type AzureMLProvider, createAzureML } from '../src/index.ts'
import { events, hello, partsOf } from './prompt.ts'

const choice = { index: 0, message: { content: 'Yes.' }, finish_reason: 'stop' }
const answers = {
  chat: { choices: [choice] },
  stream: { choices: [{ index: 0, delta: { content: 'Yes.' }, finish_reason: 'stop' }] },
  embedding: { data: [{ index: 0, embedding: [1] }] },
  reranking: { results: [{ index: 0, relevance_score: 1 }] },
}

/** Creates a provider of an endpoint with this answer, or with this status. */
function provider(
  body: unknown,
  { headers = {}, status = 200, ...settings }: Record<string, unknown> = {},
): AzureMLProvider {
  const init = { headers: headers as Record<string, string>, status: status as number }
  const fetch = fakeFetch(typeof body === 'string' ? new Response(body, init) : Response.json(body, init))
  return createAzureML({
    endpointUrl: 'https://e.x/v1/any',
    endpointApiType: 'serverless',
    endpointApiKey: 'key',
    fetch,
    ...settings,
  })
}

/** Returns the metadata of each operation, for answers with these headers and fields. */
const operations: Readonly<Record<string, (headers: object, more?: object, deployment?: string) => Promise<unknown>>> =
  {
    chat: async (headers, more, deployment = 'green') => {
      const { providerMetadata } = await provider(
        { ...answers.chat, ...more },
        { headers },
      )(deployment).doGenerate({ prompt: hello })
      return providerMetadata
    },
    stream: async (headers, more, deployment = 'green') => {
      const body = events({ ...answers.stream, ...more }, '[DONE]')
      const found = await partsOf(
        provider(body, { headers: { 'content-type': 'text/event-stream', ...headers } })(deployment),
      )
      return found.flatMap((part) => (part.type === 'finish' ? [part.providerMetadata] : []))[0]
    },
    embedding: async (headers, _more, deployment = 'green') =>
      (
        await provider(answers.embedding, { headers })
          .embeddingModel(deployment)
          .doEmbed({ values: ['a'] })
      ).providerMetadata,
    reranking: async (headers, _more, deployment = 'green') => {
      const documents = { type: 'text' as const, values: ['a'] }
      const model = provider(answers.reranking, { headers }).rerankingModel(deployment)
      return (await model.doRerank({ query: 'a', documents })).providerMetadata
    },
  }

describe.each(Object.entries(operations))('the metadata of an answer: %s', (_operation, metadata) => {
  it.each([
    [{}, {}],
    [{ 'azureml-model-deployment': 'blue' }, { deployment: 'blue' }],
    [{ 'x-ms-deployment-name': 'blue' }, { deployment: 'blue' }],
    [{ 'azureml-model-deployment': '', 'x-ms-deployment-name': 'blue' }, { deployment: 'blue' }],
    [{ 'x-ms-region': 'westus' }, { region: 'westus' }],
    [{ 'ms-azureml-model-time': '12.5' }, { modelTimeMs: 12.5 }],
    [{ 'ms-azureml-model-time': 'soon' }, {}],
    [{ 'x-request-id': 'r-1' }, { requestId: 'r-1' }],
    [{ 'apim-request-id': 'r-2' }, { requestId: 'r-2' }],
  ])('comes from its headers: %j', async (headers, found) => {
    expect(await metadata(headers)).toStrictEqual({ azureML: { deployment: 'green', ...found } })
    expect(await metadata(headers, {}, '')).toStrictEqual({ azureML: found })
  })
})

describe.each(['chat', 'stream'] as const)('the findings of the content filter: %s', (operation) => {
  it.each<[string, object, object | undefined]>([
    ['of the prompt', { prompt_filter_results: [{ prompt_index: 0 }] }, { prompt: [{ prompt_index: 0 }] }],
    ['of the prompt, but null', { prompt_filter_results: null }, undefined],
    [
      'of the answer',
      { content_filter_results: { hate: { filtered: false } } },
      { completion: { hate: { filtered: false } } },
    ],
    ['of the answer, in one', { content_filter_result: { hate: {} } }, { completion: { hate: {} } }],
    ['of the answer, but empty', { content_filter_results: {} }, undefined],
  ])('are in the metadata: %s', async (_where, fields, contentFilter) => {
    const answer = answers[operation]
    const more = 'prompt_filter_results' in fields ? fields : { choices: [{ ...answer.choices[0], ...fields }] }
    expect(await operations[operation]?.({}, more)).toStrictEqual({
      azureML: { deployment: 'green', ...(contentFilter && { contentFilter }) },
    })
  })
})

it('the findings of later events replace those of earlier ones, unless they are empty', async () => {
  const event = (fields: object, prompt?: unknown): object => ({
    choices: [{ index: 0, delta: { content: 'Yes.' }, ...fields }],
    prompt_filter_results: prompt,
  })
  const body = events(
    event({ content_filter_results: { hate: 1 } }, [1]),
    event({ content_filter_results: { hate: 2 }, content_filter_result: { hate: 3 } }, [2]),
    event({ content_filter_results: {} }, null),
    event({ content_filter_results: null, content_filter_result: [] }),
    { choices: [null], more: 1 },
    { choices: 'none' },
    event({ finish_reason: 'stop' }),
    '[DONE]',
  )
  const parts = await partsOf(provider(body, { headers: { 'content-type': 'text/event-stream' } })())
  const providerMetadata = { azureML: { contentFilter: { prompt: [2], completion: { hate: 2 } } } }
  expect(parts.at(-1)).toMatchObject({ type: 'finish', providerMetadata })
  const model = provider(body, { headers: { 'content-type': 'text/event-stream' } })()
  expect(await model.doGenerate({ prompt: hello })).toMatchObject({ providerMetadata })
})

describe('the data of an error', () => {
  const call = async (status: number, body: unknown, headers: object = {}): Promise<APICallError> => {
    const model = provider(body, { status, headers })()
    return (await Promise.resolve(model.doGenerate({ prompt: hello })).catch((error: unknown) => error)) as APICallError
  }

  it('is everything that core knows', async () => {
    const findings = { hate: { filtered: true } }
    const body = { error: { code: 'content_filter', message: 'No.', innererror: { content_filter_result: findings } } }
    const headers = {
      'x-request-id': 'r-1',
      'ms-azureml-model-error-reason': 'model_error',
      'ms-azureml-model-error-statuscode': '400',
    }
    const { data } = await call(424, body, { ...headers, 'retry-after': '2' })
    expect(data).toEqual({
      code: 'content_filter',
      reason: 'model_error',
      requestId: 'r-1',
      modelStatus: 400,
      contentFilter: findings,
      retryAfterMs: 2000,
      body,
    })
  })

  it('has a text as it is, and no wait if a retry cannot help', async () => {
    const error = await call(400, 'No such thing.', { 'x-ms-retry-after-ms': '5' })
    expect(error.responseBody).toBe('No such thing.')
    expect(error.responseHeaders).not.toHaveProperty('retry-after-ms')
  })
})
