import { type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'

/** The numbers and words that a request may set. */
type Setting = 'temperature' | 'topP' | 'topK' | 'maxTokens' | 'stop' | 'seed' | 'presencePenalty' | 'frequencyPenalty'

/** What a format calls the settings; one without a name is refused. */
export type ParameterNames = Readonly<Partial<Record<Setting, string>>>

/** The names on images that hand their parameters to an engine such as vLLM. */
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

/** Gives the request's own parameters under their names on the wire; what is not set is left out. */
function namedParameters(request: ChatRequest, names: ParameterNames): Readonly<Record<string, unknown>> {
  refuseChatFeatures(request)
  const parameters: Record<string, unknown> = {}
  for (const setting of Object.keys(engineNames) as Setting[]) {
    const value = setting === 'stop' ? stopOf(request.stop) : request[setting]
    if (value === undefined) continue
    const name = names[setting]
    if (name === undefined) throw refusal(setting, 'has no place in the body of this format')
    parameters[name] = value
  }
  return parameters
}

function refuseChatFeatures({ tools, toolChoice, responseFormat, reasoningEffort }: ChatRequest): void {
  if (tools !== undefined && tools.length > 0) throw refusal('tools', 'are nothing that a prompt can carry')
  if (toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none') {
    throw refusal('toolChoice', 'asks for a tool call, which a text-generation model cannot make')
  }
  if (responseFormat?.type === 'json')
    throw refusal('responseFormat', 'asks for JSON, which a prompt has to ask for itself')
  if (reasoningEffort !== undefined) throw refusal('reasoningEffort', 'has no place in the body of this format')
}

function refusal(setting: string, what: string): ConfigurationError {
  const remedy = 'Leave it out, pass what the deployment understands as `modelKwargs`, or use a chat model.'
  return new ConfigurationError(`\`${setting}\` ${what}. ${remedy}`, { setting })
}

function stopOf(stop: ChatRequest['stop']): readonly string[] | undefined {
  if (stop === undefined || stop.length === 0) return undefined
  return typeof stop === 'string' ? [stop] : [...stop]
}
