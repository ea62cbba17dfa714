import { plainName } from '@azureml-endpoints/core'

/** Returns the advice for a name that models of other providers have, in any spelling; `undefined` for any other name. */
export function adviceFor(name: string): string | undefined {
  const spelling = plainName(name)
  const parameter = bodyParameters.get(spelling)
  if (parameter !== undefined) return `Pass it in \`modelKwargs\`, as \`${parameter}\`.`
  if (/^(?!endpoint|azureml).+apikey$/.test(spelling)) return 'Use `endpointApiKey`.'
  return adviceByName.get(spelling)
}

/** Fields and options of other models that are body parameters here, with their wire names. */
const bodyParameters: ReadonlyMap<string, string> = new Map([
  ...`audio background best_of chat_template_kwargs container context_management data_sources documents do_sample
    guided_choice guided_grammar guided_json guided_regex ignore_eos include inference_geo length_penalty mcp_servers
    min_p min_tokens modalities prediction previous_response_id prompt_cache_key prompt_cache_options
    prompt_cache_retention reasoning_format repetition_penalty safe_prompt safety_identifier search_parameters
    service_tier store structured_outputs text thinking truncation verbosity web_search_options`
    .split(/\s+/)
    .map((parameter) => [plainName(parameter), parameter] as const),
  ['safemode', 'safe_prompt'],
])

const advice: readonly (readonly [names: string, advice: string])[] = [
  ['model modelName', 'Pass `model` in `modelKwargs`, or when you create the model.'],
  ['stream', 'Call `stream()`, or set `streaming` when you create the model.'],
  ['streamOptions', 'Set `streamUsage` when you create the model.'],
  ['functions', 'Use `tools`.'],
  ['functionCall', 'Use `tool_choice`.'],
  ['supportsStrictToolCalling', 'Pass `strict` to `bindTools()` or a call.'],
  ['disableParallelToolUse', 'Use `parallelToolCalls: false`.'],
  ['prefixMessages system systemPrompt systemInstruction', 'Put it at the start of the conversation, as messages.'],
  ['candidateCount numGenerations numReturnSequences', 'Pass the same input several times to `batch()`.'],
  ['userId endUserId', 'Use `user`.'],
  ['format responseMimeType', 'Use `responseFormat`.'],
  [
    'think thinkingBudget thinkingConfig thinkingLevel',
    'Use `reasoningEffort`, or the parameter itself in `modelKwargs`.',
  ],
  ['numPredict', 'Use `maxTokens`.'],
  ['additionalModelRequestFields invocationKwargs', 'Use `modelKwargs`.'],
  ['useResponsesApi', 'Pass `contentFormatter: OpenAIResponsesContentFormatter`.'],
  ['zdrEnabled', 'Pass `store: false` in `modelKwargs`.'],
  ['options requestOptions', 'Pass `headers`, `signal`, `timeout` and `maxRetries` themselves.'],
  [
    'clientArgs clientConfig clientOptions configuration createClient httpClient',
    'Pass `endpointUrl`, `headers` and `fetch` when you create the model.',
  ],
  ['customHeaders defaultHeaders extraHeaders organization', 'Use `headers`.'],
  [
    `anthropicApiUrl azureEndpoint azureOpenAIApiInstanceName azureOpenAIBasePath azureOpenAIEndpoint basePath baseURL
      openAIBasePath serverURL`,
    'Use `endpointUrl`, with the whole path.',
  ],
  ['azureOpenAIApiDeploymentName', 'Use `deploymentName`, or the path of `endpointUrl`.'],
  ['apiVersion azureOpenAIApiVersion defaultQuery openAIApiVersion', 'Put it into the query of `endpointUrl`.'],
  ['azureADToken azureADTokenProvider', 'Pass it as `endpointApiKey`, or a `credential`.'],
]

const adviceByName: ReadonlyMap<string, string> = new Map(
  advice.flatMap(([names, text]) => names.split(/\s+/).map((name) => [plainName(name), text] as const)),
)
