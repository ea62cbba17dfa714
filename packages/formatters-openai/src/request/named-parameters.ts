import { type ChatRequest, ConfigurationError } from '@azureml-endpoints/core'
import { responseFormatOf } from './response-format.ts'
import { toolChoiceOf, toolsOf } from './request-tools.ts'

/** Options for the names and the form of parameters. */
export interface ParameterOptions {
  readonly maxTokensParameter: string
  readonly jsonSchema?: 'native' | 'prompt' | undefined
}

/** Maps the request's named parameters to their wire names; omits those that are not set. */
export function namedParameters(request: ChatRequest, options: ParameterOptions): Readonly<Record<string, unknown>> {
  const parameters: Record<string, unknown> = {}
  // Set one by one: most requests have hardly any of them.
  const set = (name: string, value: unknown): void => {
    if (value !== undefined && value !== null) parameters[name] = value
  }
  set('temperature', finite(request.temperature, 'temperature'))
  set('top_p', finite(request.topP, 'topP'))
  set('top_k', finite(request.topK, 'topK'))
  set(options.maxTokensParameter, finite(request.maxTokens, 'maxTokens'))
  set('stop', stopOf(request.stop))
  set('seed', finite(request.seed, 'seed'))
  set('presence_penalty', finite(request.presencePenalty, 'presencePenalty'))
  set('frequency_penalty', finite(request.frequencyPenalty, 'frequencyPenalty'))
  set('reasoning_effort', request.reasoningEffort)
  set('parallel_tool_calls', request.tools?.length ? request.parallelToolCalls : undefined)
  set('logprobs', request.logprobs)
  set('top_logprobs', finite(request.topLogprobs, 'topLogprobs'))
  set('logit_bias', request.logitBias)
  set('user', request.user)
  set('tools', toolsOf(request))
  set('tool_choice', toolChoiceOf(request))
  set('response_format', responseFormatOf(request.responseFormat, options.jsonSchema))
  return parameters
}

/** Omits parameters that are not set. */
export function setOnly(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const set: Record<string, unknown> = {}
  for (const name in parameters) {
    const value = parameters[name]
    if (value !== undefined && value !== null) set[name] = value
  }
  return set
}

/** Rejects NaN and Infinity, which JSON would turn into null. */
export function finite(value: number | undefined, setting: string): number | undefined {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new ConfigurationError(`${setting} is ${value}, which JSON cannot represent. Pass a finite number.`, {
    setting,
  })
}

function stopOf(stop: string | readonly string[] | undefined): readonly string[] | undefined {
  if (stop === undefined || stop === null || stop.length === 0) return undefined
  return typeof stop === 'string' ? [stop] : [...stop]
}
