import { describe, expect, it } from 'vitest'
import { type FakeRequest, fakeFetch, sse } from '../../core/src/testing/index.ts'
import { type AzureMLChatOnlineEndpointFields, AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint } from '../src/index.ts'
import { ways } from './ways.ts'

interface Answer {
  readonly headers?: Record<string, string>
  /** Fields of the body, or of the only event. */
  readonly body?: object
  /** Fields of the only choice. */
  readonly choice?: object
}

/** Returns the fields of a model on an endpoint with this answer, whole or streamed. */
function fieldsFor({ headers, body, choice }: Answer, deploymentName?: string): AzureMLChatOnlineEndpointFields {
  const fetch = fakeFetch((request: FakeRequest) => {
    const isStreamed = (request.body as { stream?: boolean }).stream === true
    const text = isStreamed ? { delta: { content: 'Yes.' } } : { message: { content: 'Yes.' }, text: 'Yes.' }
    const answer = { ...body, choices: [{ index: 0, finish_reason: 'stop', ...text, ...choice }] }
    const type = isStreamed ? 'text/event-stream' : 'application/json'
    const sent = isStreamed ? sse([answer, '[DONE]']) : JSON.stringify(answer)
    return new Response(sent, { headers: { 'content-type': type, ...headers } })
  })
  const endpointUrl = 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions'
  return { endpointUrl, endpointApiKey: 'key', fetch, deploymentName }
}

const model = { model_provider: 'azureml', model: 'e', model_name: 'e' }
const findings = { hate: { filtered: false } }

describe.each(Object.entries(ways))('the metadata of an answer of %s', (_way, ask) => {
  it.each<[Answer, string | undefined, object]>([
    [{}, undefined, { finish_reason: 'stop' }],
    [{}, 'blue', { finish_reason: 'stop', deployment: 'blue', model: 'blue', model_name: 'blue' }],
    [
      { headers: { 'azureml-model-deployment': 'green' } },
      'blue',
      { finish_reason: 'stop', deployment: 'green', model: 'blue', model_name: 'blue' },
    ],
    [{ headers: { 'x-request-id': 'r1' } }, undefined, { finish_reason: 'stop', request_id: 'r1' }],
    [
      { body: { id: 'a1', model: 'm1' } },
      undefined,
      { finish_reason: 'stop', id: 'a1', model: 'm1', model_name: 'm1' },
    ],
    [{ choice: { finish_reason: 'length' } }, undefined, { finish_reason: 'length' }],
    [{ choice: { finish_reason: 'content_filter' } }, undefined, { finish_reason: 'content_filter' }],
    [{ choice: { finish_reason: 'eos' } }, undefined, { finish_reason: 'stop', raw_finish_reason: 'eos' }],
    [
      { body: { prompt_filter_results: [findings] }, choice: { content_filter_results: findings } },
      undefined,
      { finish_reason: 'stop', prompt_filter_results: [findings], content_filter_results: findings },
    ],
    [
      { body: { prompt_filter_results: null }, choice: { content_filter_results: null } },
      undefined,
      { finish_reason: 'stop' },
    ],
  ])('is that of %j', async (answer, deployment, expected) => {
    const message = await ask(new AzureMLChatOnlineEndpoint(fieldsFor(answer, deployment)))
    const { id = message.response_metadata['id'], ...metadata } = { ...model, ...expected } as Record<string, unknown>
    expect(message.response_metadata).toEqual({ ...metadata, ...(id !== undefined && { id }) })
  })
})

it.each([
  ['stop', 'stop', undefined],
  ['content_filter', 'content_filter', undefined],
  ['eos', 'stop', 'eos'],
])('a text model has it beside its generations: %s', async (finish_reason, name, raw) => {
  const headers = { 'azureml-model-deployment': 'green', 'x-request-id': 'r1' }
  const fields = fieldsFor({ headers, body: { id: 'a1' }, choice: { finish_reason } })
  const { generations } = await new AzureMLOnlineEndpoint(fields).generate(['Hi'])
  expect(generations[0]?.[0]?.generationInfo).toEqual({
    ...model,
    id: 'a1',
    deployment: 'green',
    request_id: 'r1',
    finish_reason: name,
    ...(raw !== undefined && { raw_finish_reason: raw }),
  })
})

it.each<[object, object]>([
  [{}, {}],
  [{ prompt_tokens_details: { cached_tokens: 4 } }, { input_token_details: { cache_read: 4 } }],
  [{ prompt_tokens_details: { audio_tokens: 2 } }, { input_token_details: { audio: 2 } }],
  [{ input_tokens_details: { audio_tokens: 2 } }, { input_token_details: { audio: 2 } }],
  [{ completion_tokens_details: { audio_tokens: 1 } }, { output_token_details: { audio: 1 } }],
  [{ output_tokens_details: { audio_tokens: 1 } }, { output_token_details: { audio: 1 } }],
  [{ completion_tokens_details: { reasoning_tokens: 3, audio_tokens: 0 } }, { output_token_details: { reasoning: 3 } }],
])('the usage of an answer has details: %j', async (details, expected) => {
  const usage = { prompt_tokens: 9, completion_tokens: 5, ...details }
  const fields = fieldsFor({ body: { usage } })
  const counts = { input_tokens: 9, output_tokens: 5, total_tokens: 14 }
  const { usage_metadata } = await new AzureMLChatOnlineEndpoint(fields).invoke('Hi')
  expect(usage_metadata).toEqual({ ...counts, ...expected })
  const { llmOutput } = await new AzureMLOnlineEndpoint(fields).generate(['Hi', 'Hello'])
  expect(llmOutput).toEqual({ tokenUsage: { promptTokens: 18, completionTokens: 10, totalTokens: 28 } })
})
