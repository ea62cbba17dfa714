import { RunCollectorCallbackHandler } from '@langchain/core/tracers/run_collector'
import { describe, expect, it } from 'vitest'
import type { AzureMLChatOnlineEndpointCallOptions, AzureMLChatOnlineEndpointFields } from '../src/index.ts'
import { apiTypes, chat, collect } from './endpoint.ts'

interface Shown {
  readonly params: Record<string, unknown>
  readonly metadata: Record<string, unknown>
}

type Fields = AzureMLChatOnlineEndpointFields
type Options = Partial<AzureMLChatOnlineEndpointCallOptions>

/** Returns what a trace shows of the parameters, by both ways to call the model. */
async function shown(fields: Fields, options: Options, apiType: (typeof apiTypes)[number]): Promise<Shown[]> {
  const { model } = await chat({}, fields, apiType)
  const runs = new RunCollectorCallbackHandler()
  await model.invoke('Hello', { ...options, callbacks: [runs] })
  await collect(model.stream('Hello', { ...options, callbacks: [runs] }))
  return runs.tracedRuns.map(({ extra }) => ({
    params: extra?.['invocation_params'] as Shown['params'],
    metadata: extra?.['metadata'] as Shown['metadata'],
  }))
}

const look = { name: 'look', schema: { type: 'object', properties: {} } }
const lookTool = { type: 'function', function: { name: 'look', parameters: look.schema } }

/** Fields and options, the parameters that a trace shows of them, and the metadata that LangSmith filters by. */
const cases: [string, Fields, Options, object, object][] = [
  [
    'named parameters',
    { model: 'm', topP: 0.5, maxTokens: 7, stopSequences: ['a'], presencePenalty: 1, frequencyPenalty: 1, topK: 3 },
    { temperature: 0.2, parallel_tool_calls: false, topLogprobs: 1, logprobs: true, logitBias: {}, user: 'u' },
    {
      model: 'm',
      top_p: 0.5,
      max_tokens: 7,
      stop: ['a'],
      presence_penalty: 1,
      frequency_penalty: 1,
      top_k: 3,
      temperature: 0.2,
      parallel_tool_calls: false,
      top_logprobs: 1,
      logprobs: true,
      logit_bias: {},
      user: 'u',
    },
    { ls_model_name: 'm', ls_temperature: 0.2, ls_max_tokens: 7, ls_stop: ['a'] },
  ],
  [
    'body parameters',
    { modelKwargs: { model: 'm', temperature: 0.4, max_completion_tokens: 8, stop: 'x' } },
    {},
    { model: 'm', temperature: 0.4, max_completion_tokens: 8, stop: 'x' },
    { ls_model_name: 'm', ls_temperature: 0.4, ls_max_tokens: 8, ls_stop: ['x'] },
  ],
  [
    'the body parameters of a call, which come last',
    { model: 'm', temperature: 0.1, modelKwargs: { temperature: 0.2 } },
    { temperature: 0.3, modelKwargs: { model: 'n', temperature: 0.4, max_tokens: 9 } },
    { model: 'n', temperature: 0.4, max_tokens: 9 },
    { ls_model_name: 'n', ls_temperature: 0.4, ls_max_tokens: 9 },
  ],
  [
    'tools',
    {},
    { tools: [look], tool_choice: 'any' },
    { model: '127.0.0.1', tools: [lookTool], tool_choice: 'required' },
    { ls_model_name: '127.0.0.1' },
  ],
  [
    'a response format',
    { responseFormat: { type: 'json', schema: look.schema, name: 'place' } },
    {},
    { response_format: { type: 'json_schema', json_schema: { name: 'place', schema: look.schema } } },
    {},
  ],
]

describe.each(apiTypes)('a trace of a %s endpoint shows', (apiType) => {
  it.each(cases)('%s in the names of the wire', async (_name, fields, options, params, metadata) => {
    const all = await shown(fields, options, apiType)
    expect(all).toHaveLength(2)
    for (const one of all) {
      expect(one.params).toEqual({ model: '127.0.0.1', ...params })
      expect(one.metadata).toMatchObject({ ls_provider: 'azureml', ls_model_type: 'chat', ...metadata })
    }
  })
})
