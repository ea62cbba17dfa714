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
  const parameters: Record<string, unknown> = {
    temperature: finite(request.temperature, 'temperature'),
    top_p: finite(request.topP, 'topP'),
    top_k: finite(request.topK, 'topK'),
    [options.maxTokensParameter]: finite(request.maxTokens, 'maxTokens'),
    stop: stopOf(request.stop),
    seed: finite(request.seed, 'seed'),
    presence_penalty: finite(request.presencePenalty, 'presencePenalty'),
    frequency_penalty: finite(request.frequencyPenalty, 'frequencyPenalty'),
    reasoning_effort: request.reasoningEffort,
    parallel_tool_calls: request.tools?.length ? request.parallelToolCalls : undefined,
    logprobs: request.logprobs,
    top_logprobs: finite(request.topLogprobs, 'topLogprobs'),
    logit_bias: request.logitBias,
    user: request.user,
    tools: toolsOf(request),
    tool_choice: toolChoiceOf(request),
    response_format: responseFormatOf(request.responseFormat, options.jsonSchema),
  }
  return setOnly(parameters)
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
