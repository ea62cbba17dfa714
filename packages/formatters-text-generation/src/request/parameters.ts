import { type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'

/** The sampling parameters of a request. */
type Setting = 'temperature' | 'topP' | 'topK' | 'maxTokens' | 'stop' | 'seed' | 'presencePenalty' | 'frequencyPenalty'

/** The wire names of the parameters; a parameter without one is rejected. */
export type ParameterNames = Readonly<Partial<Record<Setting, string>>>

/** The names on images that pass their parameters to an engine such as vLLM. */
export const engineNames: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxTokens: 'max_new_tokens',
  stop: 'stop',
  seed: 'seed',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
}

/** Merges the client's, the named and the call's own parameters; the later ones take precedence. */
export function mergedParameters(
  request: ChatRequest,
  context: RequestContext,
  names: ParameterNames,
): Readonly<Record<string, unknown>> {
  return { ...context.modelKwargs, ...namedParameters(request, names), ...request.modelKwargs }
}

/** Maps the request's named parameters to their wire names; omits those that are not set. */
function namedParameters(request: ChatRequest, names: ParameterNames): Readonly<Record<string, unknown>> {
  rejectChatFeatures(request)
  const parameters: Record<string, unknown> = {}
  for (const setting of Object.keys(engineNames) as Setting[]) {
    const value = setting === 'stop' ? stopOf(request.stop) : request[setting]
    if (value === undefined) continue
    const name = names[setting]
    if (name === undefined) throw unsupported(setting, 'is not supported by this format')
    parameters[name] = value
  }
  return parameters
}

/** Parameters of chat models; a deployment that knows one takes it from `modelKwargs`. */
const chatParameters = ['reasoningEffort', 'parallelToolCalls', 'logprobs', 'topLogprobs', 'logitBias', 'user'] as const

function rejectChatFeatures(request: ChatRequest): void {
  const { tools, toolChoice, responseFormat } = request
  if (tools !== undefined && tools.length > 0) throw unsupported('tools', 'are not supported by text-generation models')
  if (toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none') {
    throw unsupported('toolChoice', 'requires a tool call, which a text-generation model cannot make')
  }
  if (responseFormat?.type === 'json')
    throw unsupported('responseFormat', 'is JSON, which this format does not support: ask for JSON in the prompt')
  const setting = chatParameters.find((name) => request[name] !== undefined)
  if (setting !== undefined) throw unsupported(setting, 'is not supported by this format')
}

function unsupported(setting: string, what: string): ConfigurationError {
  const remedy = 'Leave it out, pass a parameter that the deployment supports as `modelKwargs`, or use a chat model.'
  return new ConfigurationError(`\`${setting}\` ${what}. ${remedy}`, { setting })
}

function stopOf(stop: ChatRequest['stop']): readonly string[] | undefined {
  if (stop === undefined || stop.length === 0) return undefined
  return typeof stop === 'string' ? [stop] : [...stop]
}
