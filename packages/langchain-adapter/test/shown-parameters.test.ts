import { describe, expect, it } from 'vitest'
import {
  type AzureMLChatOnlineEndpointCallOptions,
  AzureMLChatOnlineEndpoint,
  type AzureMLChatOnlineEndpointFields,
  AzureMLOnlineEndpoint,
} from '../src/index.ts'

type Fields = AzureMLChatOnlineEndpointFields
type Options = Partial<AzureMLChatOnlineEndpointCallOptions>

const host = 'https://e.westeurope.inference.ml.azure.com'
const endpoint = { endpointUrl: `${host}/v1/chat/completions`, endpointApiKey: 'key' }
const paramsOf = (fields: Fields, options: Options): Record<string, unknown> =>
  new AzureMLChatOnlineEndpoint({ ...endpoint, ...fields }).invocationParams(options as never)

/** Each parameter, its wire name and two values. */
const parameters: [string, string, unknown, unknown][] = [
  ['temperature', 'temperature', 0, 1],
  ['topP', 'top_p', 0.5, 0.6],
  ['topK', 'top_k', 5, 6],
  ['maxTokens', 'max_tokens', 7, 8],
  ['stop', 'stop', ['a'], ['b']],
  ['seed', 'seed', 0, 2],
  ['presencePenalty', 'presence_penalty', 0, 1],
  ['frequencyPenalty', 'frequency_penalty', 0, 1],
  ['reasoningEffort', 'reasoning_effort', 'low', 'high'],
  ['parallelToolCalls', 'parallel_tool_calls', false, true],
  ['logprobs', 'logprobs', false, true],
  ['topLogprobs', 'top_logprobs', 0, 1],
  ['logitBias', 'logit_bias', { 1: 1 }, { 1: 2 }],
  ['user', 'user', 'u', 'v'],
]

describe('the parameters of a call', () => {
  it.each(parameters)('have the name of the wire, and those of the call win: %s', (name, wire, one, other) => {
    const text = new AzureMLOnlineEndpoint({ ...endpoint, [name]: one })
    expect(paramsOf({ [name]: one }, {})).toEqual({ model: 'e', [wire]: one })
    expect(paramsOf({}, { [name]: other })).toEqual({ model: 'e', [wire]: other })
    expect(paramsOf({ [name]: one }, { [name]: other })).toEqual({ model: 'e', [wire]: other })
    expect(text.invocationParams({ [name]: other } as never)).toEqual({ model: 'e', [wire]: other })
    for (const unset of [undefined, null]) {
      expect(paramsOf({ [name]: one }, { [name]: unset })).toEqual({ model: 'e', [wire]: one })
    }
  })

  const schema = { type: 'object', properties: {} }
  it.each<[Fields, Options, object]>([
    [{}, { modelKwargs: { a: 1, api_key: 'secret' } }, { a: 1, api_key: '<redacted>' }],
    [{ modelKwargs: { a: 1, api_key: 'secret' } }, {}, { a: 1, api_key: '<redacted>' }],
    [{ modelKwargs: { top_p: 1 }, topP: 2 }, {}, { top_p: 2 }],
    [{ topP: 2 }, { modelKwargs: { top_p: 3 } }, { top_p: 3 }],
    [{ stop: [] }, {}, {}],
    [{ stop: ['a'], stopSequences: ['b'] }, {}, { stop: ['a'] }],
    [{}, { parallel_tool_calls: false }, { parallel_tool_calls: false }],
    [{}, { parallel_tool_calls: false, parallelToolCalls: true }, { parallel_tool_calls: true }],
    [{}, { tool_choice: 'auto' }, { tool_choice: 'auto' }],
    [{}, { tool_choice: 'any' }, { tool_choice: 'required' }],
    [
      {},
      { tools: [{ name: 'look', description: 'Looks', schema }], strict: true },
      {
        tools: [
          { type: 'function', function: { name: 'look', description: 'Looks', parameters: schema, strict: true } },
        ],
      },
    ],
    [{}, { tools: [{}] }, {}],
    [{}, { responseFormat: { type: 'text' } }, { response_format: { type: 'text' } }],
    [{}, { responseFormat: { type: 'json' } }, { response_format: { type: 'json_object' } }],
    [{}, { response_format: { type: 'json_object' } }, { response_format: { type: 'json_object' } }],
    [
      { responseFormat: { type: 'json', schema, name: 'n', description: 'd', strict: false } },
      {},
      {
        response_format: { type: 'json_schema', json_schema: { name: 'n', description: 'd', schema, strict: false } },
      },
    ],
    [{ responseFormat: { type: 'json' } }, { responseFormat: { type: 'text' } }, { response_format: { type: 'text' } }],
    [
      {},
      { responseFormat: { type: 'json' }, response_format: { type: 'text' } },
      { response_format: { type: 'text' } },
    ],
    // The call itself rejects these.
    [{}, { response_format: 'json' as never }, { response_format: 'json' }],
    [{}, { response_format: {} }, { response_format: {} }],
  ])('of %j and %j are shown', (fields, options, expected) => {
    expect(paramsOf(fields, options)).toEqual({ model: 'e', ...expected })
  })
})

describe('what LangSmith shows', () => {
  const unset = { ls_temperature: undefined, ls_max_tokens: undefined, ls_stop: undefined }
  const shown = (fields: Fields, options: Options): object =>
    new AzureMLChatOnlineEndpoint({ ...endpoint, ...fields }).getLsParams(options as never)

  /** Where a value comes from, the first first. */
  const sources = (name: string, wire: string, values: readonly unknown[]): [Fields, Options][] => {
    const [fourth, third, second, first] = values
    const all: [Fields, Options][] = [[{ modelKwargs: { [wire]: fourth } }, {}]]
    all.push([{ modelKwargs: { [wire]: fourth }, [name]: third }, {}])
    all.push([{ modelKwargs: { [wire]: fourth }, [name]: third }, { [name]: second }])
    all.push([
      { modelKwargs: { [wire]: fourth }, [name]: third },
      { [name]: second, modelKwargs: { [wire]: first } },
    ])
    return all
  }

  it.each<[string, string, string, readonly unknown[], (readonly unknown[])?]>([
    ['temperature', 'temperature', 'ls_temperature', [0, 1, 0, 2]],
    ['maxTokens', 'max_tokens', 'ls_max_tokens', [1, 2, 3, 4]],
    ['maxTokens', 'max_completion_tokens', 'ls_max_tokens', [1, 2, 3, 4]],
    ['maxTokens', 'max_new_tokens', 'ls_max_tokens', [1, 2, 3, 4]],
    ['maxTokens', 'max_output_tokens', 'ls_max_tokens', [1, 2, 3, 4]],
    ['stop', 'stop', 'ls_stop', ['a', ['b'], ['c', 'd'], 'e'], [['a'], ['b'], ['c', 'd'], ['e']]],
    ['stop', 'stop_sequences', 'ls_stop', ['a', ['b'], ['c'], ['d']], [['a'], ['b'], ['c'], ['d']]],
  ])('is that of the body, from the strongest source: %s, %s', (name, wire, key, values, expected = values) => {
    for (const [index, [fields, options]] of sources(name, wire, values).entries()) {
      expect(shown(fields, options)).toEqual({
        ls_provider: 'azureml',
        ls_model_name: 'e',
        ls_model_type: 'chat',
        ...unset,
        [key]: expected[index],
      })
    }
  })

  it.each<[Fields, Options, object]>([
    [{}, {}, {}],
    [{ model: 'm' }, {}, { ls_model_name: 'm' }],
    [{ model: 'm' }, { modelKwargs: { model: 'n' } }, { ls_model_name: 'n' }],
    [{ modelKwargs: { model: 7 } }, {}, {}],
    [{ deploymentName: 'blue' }, {}, { ls_model_name: 'blue' }],
    [{ modelKwargs: { temperature: 'hot', stop: null } }, {}, {}],
    [{}, { modelKwargs: { api_key: 'k', model: 'n' } }, { ls_model_name: 'n' }],
  ])('of %j and %j', (fields, options, expected) => {
    const all = { ls_provider: 'azureml', ls_model_name: 'e', ls_model_type: 'chat', ...unset, ...expected }
    expect(shown(fields, options)).toStrictEqual(all)
  })
})
