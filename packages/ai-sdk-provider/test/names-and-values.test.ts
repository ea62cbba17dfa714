import { InvalidArgumentError, type JSONObject, type SharedV4Warning } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { createAzureML } from '../src/index.ts'
import { hello } from './prompt.ts'

const endpoint = { endpointUrl: 'https://e.x/v1/chat/completions', endpointApiKey: 'key' }
const answer = { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] }

/** Makes a call with options of the provider. */
async function callWith(azureML: object): Promise<{ body: unknown; warnings: readonly SharedV4Warning[] }> {
  const fetch = fakeFetch(answer)
  const providerOptions = { azureML: azureML as JSONObject }
  const { warnings } = await createAzureML({ ...endpoint, fetch })().doGenerate({ prompt: hello, providerOptions })
  return { body: fetch.requests[0]?.body, warnings }
}

async function errorOfCall(azureML: object): Promise<unknown> {
  return callWith(azureML).catch((error: unknown) => error)
}

function errorOf(settings: object): unknown {
  try {
    createAzureML(settings)
  } catch (error) {
    return error
  }
  return undefined
}

describe('the key of options', () => {
  const called = async (providerOptions: object) => {
    const fetch = fakeFetch(answer)
    const model = createAzureML({ ...endpoint, fetch })()
    const { warnings } = await model.doGenerate({ prompt: hello, providerOptions: providerOptions as never })
    const { user } = (fetch.requests[0]?.body ?? {}) as { readonly user?: string }
    return { user, warnings }
  }
  const renamed = (key: string): object => ({
    type: 'deprecated',
    setting: `providerOptions['${key}']`,
    message: "Use the key 'azureML'.",
  })

  it.each(['azure-ml-2', 'my-azure-ml', 'azuremlchat', 'azure.ml', 'azure', 'openai'])(
    'is not that of another provider: %s',
    async (key) => {
      expect(await called({ [key]: { user: 'u' } })).toEqual({ user: undefined, warnings: [] })
    },
  )

  it.each<[object, string | undefined, object[]]>([
    [{ azureml: { user: 'a' } }, 'a', [renamed('azureml')]],
    [{ azureML: { user: 'a' }, 'azure-ml': { user: 'b' } }, 'a', [renamed('azure-ml')]],
    [{ azureML: {}, 'azure_ml.chat': { user: 'b' } }, 'b', [renamed('azure_ml.chat')]],
    [{ azureML: null, azureml: null, 'azure-ml': { user: 'b' } }, 'b', [renamed('azure-ml')]],
    [{ azureML: { user: 'a' }, azureml: undefined }, 'a', []],
  ])('may be spelled otherwise, but azureML wins: %j', async (options, user, warnings) => {
    expect(await called(options)).toEqual({ user, warnings })
  })

  it.each([
    [{ azureML: 5, azureml: {} }, 'azureML'],
    [{ azureML: {}, azureml: 5 }, 'azureml'],
    [{ azureml: 5 }, 'azureml'],
  ])('has options in an object, in any spelling: %j', async (options, key) => {
    const argument = `providerOptions.${key}`
    const message = `${argument} is 5; it must be a plain object of options.`
    await expect(called(options)).rejects.toMatchObject({ argument, message })
  })
})

/** What belongs into a call of the AI SDK, by the names that users try. */
const callArguments: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  topP: 'top_p TopP',
  topK: 'top_k topK',
  maxOutputTokens: 'maxTokens max_tokens maxOutputTokens max_completion_tokens max_new_tokens',
  stopSequences: 'stop stop_sequences stopSequences',
  seed: 'seed random_seed',
  presencePenalty: 'presence_penalty presencePenalty',
  frequencyPenalty: 'frequency-penalty frequencyPenalty',
  reasoning: 'reasoning',
  tools: 'tools',
  toolChoice: 'tool_choice toolChoice',
  output: 'response_format responseFormat',
  maxRetries: 'max_retries maxRetries',
  headers: 'headers',
  abortSignal: 'signal abortSignal',
  dimensions: 'dimensions',
  topN: 'top_n topN',
}
const tried = Object.entries(callArguments).flatMap(([argument, names]) =>
  names.split(' ').map((name) => [name, argument] as const),
)
/** Names that are settings of the provider, too. */
const alsoSettings = new Set(['reasoning', 'headers'])

describe('an argument of a call', () => {
  it.each(tried)('is no option of the provider: %s', async (name, argument) => {
    const { body, warnings } = await callWith({ [name]: 1 })
    const advice = `Pass \`${argument}\` to the function of the AI SDK, outside of providerOptions.`
    const details = `\`${name}\` is unknown and is ignored. ${advice}`
    expect(warnings).toEqual([{ type: 'unsupported', feature: `providerOptions.azureML.${name}`, details }])
    expect(body).toEqual({ messages: [{ role: 'user', content: 'Hello' }] })
  })

  it.each(tried.filter(([name]) => name !== 'maxRetries' && !alsoSettings.has(name)))(
    'is no setting of the provider: %s',
    (name, argument) => {
      const error = errorOf({ [name]: 1 })
      expect(error).toSatisfy(InvalidArgumentError.isInstance)
      const message = `\`${name}\` is unknown. Pass \`${argument}\` to \`generateText\` and the like.`
      expect(error).toMatchObject({ argument: name, message })
    },
  )
})

describe('an unknown setting', () => {
  const why = 'is not a setting of the provider, because the AI SDK retries.'
  const deployment =
    "Name the deployment when you create a model, as in azureML('blue'), or pass `model` in `modelKwargs`."
  it.each([
    ['maxRetries', `\`maxRetries\` ${why} Pass \`maxRetries\` to \`generateText\` and the like.`],
    ['onRetry', `\`onRetry\` ${why} Leave it out.`],
    [
      'apiKey',
      '`apiKey` is unknown. Use `endpointApiKey`. Put body parameters that have no name here into `modelKwargs`.',
    ],
    [
      'baseURL',
      '`baseURL` is unknown. Use `endpointUrl`. Put body parameters that have no name here into `modelKwargs`.',
    ],
    [
      'coalescedeltas',
      '`coalescedeltas` is unknown. Use `coalesceDeltas`. Put body parameters that have no name here into `modelKwargs`.',
    ],
    ['model', `\`model\` is unknown. ${deployment}`],
    ['model_id', `\`model_id\` is unknown. ${deployment}`],
    ['includeUsage', '`includeUsage` is unknown. Use `streamUsage`.'],
    ['supportsStructuredOutputs', "`supportsStructuredOutputs` is unknown. Use `jsonSchema`: 'native' or 'prompt'."],
    ['structuredOutputs', "`structuredOutputs` is unknown. Use `jsonSchema`: 'native' or 'prompt'."],
    ['queryParams', '`queryParams` is unknown. Put them into the query of `endpointUrl`.'],
    ['apiVersion', '`apiVersion` is unknown. Put it into the query of `endpointUrl`, as `api-version`.'],
    ['resourceName', '`resourceName` is unknown. Use `endpointUrl`, with the whole path.'],
    ['tokenProvider', '`tokenProvider` is unknown. Pass it as `endpointApiKey`, or a `credential`.'],
    ['organization', '`organization` is unknown. Use `headers`.'],
    ['project', '`project` is unknown. Use `headers`.'],
  ])('is an error as soon as the provider is created: %s', (name, message) => {
    const error = errorOf({ [name]: 'x' })
    expect(error).toSatisfy(InvalidArgumentError.isInstance)
    expect(error).toMatchObject({ argument: name, message })
    expect(errorOf({ [name]: undefined })).toBeUndefined()
  })
})

describe('a wrong value of a setting that only the provider has', () => {
  const patterns = 'it must be an object with a list of regular expressions for each media type.'
  const count = 'it must be a whole number from 1.'
  const functions = 'it must be an object with the functions extractMetadata and createStreamExtractor.'
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  it.each<[Record<string, unknown>, string]>([
    [{ name: 5 }, 'name is 5; it must be a string.'],
    [{ name: null }, 'name is null; it must be a string.'],
    [{ name: () => 'a' }, 'name is a function; it must be a string.'],
    [{ name: 1n }, 'name is 1; it must be a string.'],
    [{ name: circular }, 'name is an object that JSON cannot represent; it must be a string.'],
    [{ name: { password: 'a', b: 1 } }, 'name is {"b":1}; it must be a string.'],
    [{ coalesceDeltas: 'yes' }, 'coalesceDeltas is "yes"; it must be true or false.'],
    [{ coalesceDeltas: 'x'.repeat(300) }, `coalesceDeltas is "${'x'.repeat(199)}; it must be true or false.`],
    [{ coalesceDeltas: 'a\u202eb' }, 'coalesceDeltas is "a\\u202eb"; it must be true or false.'],
    [{ supportsParallelCalls: 1 }, 'supportsParallelCalls is 1; it must be true or false.'],
    [{ maxEmbeddingsPerCall: 0 }, `maxEmbeddingsPerCall is 0; ${count}`],
    [{ maxEmbeddingsPerCall: 1.5 }, `maxEmbeddingsPerCall is 1.5; ${count}`],
    [{ maxEmbeddingsPerCall: -Infinity }, `maxEmbeddingsPerCall is -Infinity; ${count}`],
    [{ maxEmbeddingsPerCall: '9' }, `maxEmbeddingsPerCall is "9"; ${count}`],
    [{ supportedUrls: 'https://' }, `supportedUrls is "https://"; ${patterns}`],
    [{ supportedUrls: { 'image/*': /^https/ } }, `supportedUrls is {"image/*":{}}; ${patterns}`],
    [{ supportedUrls: { 'image/*': [/a/, 'b'] } }, `supportedUrls is {"image/*":[{},"b"]}; ${patterns}`],
    [
      { supportedUrls: { 'image/*': [/a/], 'audio/*': 5 } },
      `supportedUrls is {"image/*":[{}],"audio/*":5}; ${patterns}`,
    ],
    [{ transformRequestBody: {} }, 'transformRequestBody is {}; it must be a function.'],
    [{ metadataExtractor: () => {} }, `metadataExtractor is a function; ${functions}`],
    [{ metadataExtractor: { extractMetadata: () => {} } }, `metadataExtractor is {}; ${functions}`],
    [{ metadataExtractor: { createStreamExtractor: () => {} } }, `metadataExtractor is {}; ${functions}`],
  ])('is an error as soon as the provider is created, %#', (settings, message) => {
    const error = errorOf(settings)
    expect(error).toSatisfy(InvalidArgumentError.isInstance)
    expect(error).toMatchObject({ argument: Object.keys(settings)[0], message })
  })

  it.each([
    {},
    { name: '', maxEmbeddingsPerCall: Infinity, supportedUrls: {}, supportsParallelCalls: false },
    { coalesceDeltas: undefined, maxEmbeddingsPerCall: 1, supportedUrls: { 'image/*': [] } },
    { transformRequestBody: () => ({}), supportedUrls: { 'image/*': [/a/, /b/], 'audio/*': [/c/] } },
  ])('is none of these: %j', (settings) => {
    expect(errorOf(settings)).toBeUndefined()
  })
})

describe('the value of an option', () => {
  const whole = 'it must be a whole number from 0.'
  const time = 'it must be a number of milliseconds above 0.'
  const biases = 'it must be an object with a finite number for each token id.'
  it.each<[Record<string, unknown>, string]>([
    [{ modelKwargs: new Map([['top_k', 5]]) }, 'is {}; it must be a plain object of body parameters.'],
    [{ modelKwargs: 3 }, 'is 3; it must be a plain object of body parameters.'],
    [{ modelKwargs: [1] }, 'is [1]; it must be a plain object of body parameters.'],
    [{ timeout: 0 }, `is 0; ${time}`],
    [{ timeout: '9' }, `is "9"; ${time}`],
    [{ user: '' }, 'is ""; it must be a non-empty string.'],
    [{ user: 1 }, 'is 1; it must be a non-empty string.'],
    [{ reasoningEffort: '' }, 'is ""; it must be a non-empty string.'],
    [{ parallelToolCalls: 'no' }, 'is "no"; it must be true or false.'],
    [{ logprobs: 5 }, 'is 5; it must be true or false; the number of alternatives is topLogprobs.'],
    [{ topLogprobs: -1 }, `is -1; ${whole}`],
    [{ topLogprobs: 1.5 }, `is 1.5; ${whole}`],
    [{ topLogprobs: '1' }, `is "1"; ${whole}`],
    [{ logitBias: [1] }, `is [1]; ${biases}`],
    [{ logitBias: { '1': 1, '2': 'low' } }, `is {"1":1,"2":"low"}; ${biases}`],
    [{ logitBias: { '1': Infinity } }, `is {"1":null}; ${biases}`],
    [{ sendReasoning: 'yes' }, 'is "yes"; it must be true or false.'],
    [{ jsonSchema: 'maybe' }, `is "maybe"; it must be 'native' or 'prompt'.`],
    [{ strictJsonSchema: 1 }, 'is 1; it must be true or false.'],
    [{ coalesceDeltas: null }, 'is null; it must be true or false.'],
  ])('is checked: %j', async (options, words) => {
    const argument = `providerOptions.azureML.${Object.keys(options)[0]}`
    const error = await errorOfCall(options)
    expect(error).toSatisfy(InvalidArgumentError.isInstance)
    expect(error).toMatchObject({ argument, message: `${argument} ${words}` })
  })

  it.each([
    [{ modelKwargs: {} }, {}],
    [{ timeout: 0.5 + 1e6 }, {}],
    [{ user: 'u' }, { user: 'u' }],
    [{ reasoningEffort: 'x' }, { reasoning_effort: 'x' }],
    // Servers reject it without tools.
    [{ parallelToolCalls: false }, {}],
    [{ logprobs: false }, { logprobs: false }],
    [{ topLogprobs: 0 }, { logprobs: true, top_logprobs: 0 }],
    [{ topLogprobs: undefined, user: undefined }, {}],
    [{ logitBias: { '1': 0, '2': -1.5 } }, { logit_bias: { '1': 0, '2': -1.5 } }],
    [{ jsonSchema: 'native', sendReasoning: false, strictJsonSchema: false, coalesceDeltas: false }, {}],
  ])('is sent: %j', async (options, sent) => {
    const { body, warnings } = await callWith(options)
    expect(body).toEqual({ messages: [{ role: 'user', content: 'Hello' }], ...sent })
    expect(warnings).toEqual([])
  })
})
