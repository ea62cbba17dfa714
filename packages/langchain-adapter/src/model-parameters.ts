import type { ChatRequest, ResponseFormat } from '@azureml-endpoints/core'

/** How the model answers: set for the model, or for one call, which then wins and leaves no trace. */
export interface ModelParameters {
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  /** The most tokens that an answer may have. */
  readonly maxTokens?: number | undefined
  /** Texts at which the answer ends. */
  readonly stop?: string | readonly string[] | undefined
  readonly seed?: number | undefined
  readonly presencePenalty?: number | undefined
  readonly frequencyPenalty?: number | undefined
  /** How hard a reasoning model thinks; the words are the model's own, often `low`, `medium` and `high`. */
  readonly reasoningEffort?: string | undefined
}

/** The names of the parameters, which are the request's own. */
export const parameterNames: readonly (keyof ModelParameters)[] = [
  'temperature',
  'topP',
  'topK',
  'maxTokens',
  'stop',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'reasoningEffort',
]

/** What a call asks besides the conversation. */
export type RequestParameters = Omit<ChatRequest, 'messages' | 'tools' | 'toolChoice'>

/** Takes the parameters out of whatever holds them; what is not set is left out. */
export function parametersIn(source: object): ModelParameters {
  const values = source as Readonly<Record<string, unknown>>
  const set: Record<string, unknown> = {}
  for (const name of parameterNames) {
    const value = values[name]
    if (value !== undefined && value !== null) set[name] = value
  }
  return set
}

/** Puts a call's parameters over the model's. */
export function requestParameters(
  model: ModelParameters,
  call: { readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined },
  responseFormat?: ResponseFormat,
): RequestParameters {
  return {
    ...model,
    ...parametersIn(call),
    ...(call.modelKwargs !== undefined && { modelKwargs: call.modelKwargs }),
    ...(responseFormat !== undefined && { responseFormat }),
  }
}
