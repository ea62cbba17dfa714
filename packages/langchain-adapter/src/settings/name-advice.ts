/** Returns the advice for a name that LangChain's other models have; `undefined` for any other name. */
export function adviceFor(name: string): string | undefined {
  const parameter = bodyParameters.get(name)
  if (parameter !== undefined) return `Pass it in \`modelKwargs\`, as \`${parameter}\`.`
  if (/^(?!endpoint)\w+_?api_?key$/i.test(name) && !name.startsWith('azureml')) return 'Use `endpointApiKey`.'
  return adviceByName.get(name)
}

/** Fields and options of other models that are body parameters here, with their wire names. */
const bodyParameters: ReadonlyMap<string, string> = new Map([
  ['service_tier', 'service_tier'],
  ['serviceTier', 'service_tier'],
  ['modalities', 'modalities'],
  ['audio', 'audio'],
  ['prediction', 'prediction'],
  ['verbosity', 'verbosity'],
  ['promptCacheKey', 'prompt_cache_key'],
  ['promptCacheRetention', 'prompt_cache_retention'],
  ['promptCacheOptions', 'prompt_cache_options'],
  ['safePrompt', 'safe_prompt'],
  ['safeMode', 'safe_prompt'],
  ['thinking', 'thinking'],
  ['contextManagement', 'context_management'],
  ['container', 'container'],
  ['include', 'include'],
  ['truncation', 'truncation'],
  ['previous_response_id', 'previous_response_id'],
  ['reasoningFormat', 'reasoning_format'],
  ['minP', 'min_p'],
])

const model = 'Pass `model` in `modelKwargs`, or when you create the model.'
const usage = 'Set `streamUsage` when you create the model.'
const client = 'Pass `endpointUrl`, `headers` and `fetch` when you create the model.'
const url = 'Use `endpointUrl`, with the whole path.'
const version = 'Put it into the query of `endpointUrl`.'
const headers = 'Use `headers`.'

const adviceByName: ReadonlyMap<string, string> = new Map([
  ['model', model],
  ['modelName', model],
  ['model_name', model],
  ['stream', 'Call `stream()`, or set `streaming` when you create the model.'],
  ['stream_options', usage],
  ['streamOptions', usage],
  ['functions', 'Use `tools`.'],
  ['function_call', 'Use `tool_choice`.'],
  ['supportsStrictToolCalling', 'Pass `strict` to `bindTools()` or a call.'],
  ['prefixMessages', 'Put them at the start of the conversation.'],
  ['useResponsesApi', 'Pass `contentFormatter: OpenAIResponsesContentFormatter`.'],
  ['zdrEnabled', 'Pass `store: false` in `modelKwargs`.'],
  ['options', 'Pass `headers`, `signal`, `timeout` and `maxRetries` themselves.'],
  ['configuration', client],
  ['clientOptions', client],
  ['clientConfig', client],
  ['defaultHeaders', headers],
  ['customHeaders', headers],
  ['organization', headers],
  ['defaultQuery', version],
  ['baseURL', url],
  ['baseUrl', url],
  ['basePath', url],
  ['openAIBasePath', url],
  ['azureOpenAIEndpoint', url],
  ['azureOpenAIBasePath', url],
  ['azureOpenAIApiInstanceName', url],
  ['azureOpenAIApiDeploymentName', 'Use `deploymentName`, or the path of `endpointUrl`.'],
  ['azureOpenAIApiVersion', version],
  ['openAIApiVersion', version],
  ['azureADTokenProvider', 'Pass it as `endpointApiKey`, or a `credential`.'],
])
