import type { ChatRequest, ResponseFormat } from '@azureml-endpoints/core'
import { type Parameters, SecretParameters } from '../redaction/secret-parameters.ts'

/** Parameters of the model. Those of a call override those of the model, for that call only. */
export interface ModelParameters {
  /**
   * How random the answer is: 0 is nearly deterministic, and the highest value allowed depends on the model.
   * @default the model's
   */
  readonly temperature?: number | undefined
  /**
   * Nucleus sampling: considers only the most likely tokens whose probabilities add up to this, between 0 and 1.
   * @default the model's
   */
  readonly topP?: number | undefined
  /** Considers only this many of the most likely tokens; OpenAI's own API has no such parameter. @default the model's */
  readonly topK?: number | undefined
  /**
   * The maximum number of tokens to generate. Sent as `max_tokens` to serverless and as `max_new_tokens` to dedicated
   * endpoints, or as the formatter's `maxTokensParameter` says.
   * @default the model's
   */
  readonly maxTokens?: number | undefined
  /** One or more texts at which the model stops generating. */
  readonly stop?: string | readonly string[] | undefined
  /** An integer that makes sampling reproducible, as far as the model supports it. */
  readonly seed?: number | undefined
  /**
   * Penalizes tokens that have already appeared; positive values favor new topics. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly presencePenalty?: number | undefined
  /**
   * Penalizes tokens by how often they have appeared; positive values reduce repetition. OpenAI's range is -2 to 2.
   * @default the model's
   */
  readonly frequencyPenalty?: number | undefined
  /**
   * How much a reasoning model thinks before it answers; the values are the model's own, often `low`, `medium` and `high`.
   * @default the model's
   */
  readonly reasoningEffort?: string | undefined
  /** Whether the model may call several tools in one answer. @default the model's, usually true */
  readonly parallelToolCalls?: boolean | undefined
  /** Whether to return the log probabilities of the generated tokens, as `response_metadata.logprobs`. @default false */
  readonly logprobs?: boolean | undefined
  /** How many alternatives to return for each token with their log probabilities; an integer from 0. Needs `logprobs`. */
  readonly topLogprobs?: number | undefined
  /** Makes tokens likelier or less likely: a number for each token id. OpenAI's range is -100 to 100. */
  readonly logitBias?: Readonly<Record<string, number>> | undefined
  /** An identifier of your end user, which helps the provider to detect abuse. */
  readonly user?: string | undefined
}

/** The parameters and what OpenAI's API calls them, which is how LangChain's traces name them. */
export const wireNames: Readonly<Record<keyof ModelParameters, string>> = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxTokens: 'max_tokens',
  stop: 'stop',
  seed: 'seed',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  reasoningEffort: 'reasoning_effort',
  parallelToolCalls: 'parallel_tool_calls',
  logprobs: 'logprobs',
  topLogprobs: 'top_logprobs',
  logitBias: 'logit_bias',
  user: 'user',
}

/** The names of the parameters, which are the request's own. */
export const parameterNames = Object.keys(wireNames) as readonly (keyof ModelParameters)[]

/** The fields of a request besides the conversation and its tools. */
export type RequestParameters = Omit<ChatRequest, 'messages' | 'tools' | 'toolChoice'>

/** Picks the model parameters that are set. */
export function pickParameters(source: object): ModelParameters {
  const values = source as Readonly<Record<string, unknown>>
  const set: Record<string, unknown> = {}
  for (const name of parameterNames) {
    const value = values[name]
    if (value !== undefined && value !== null) set[name] = value
  }
  // LangChain's agents and models name this one as the wire does.
  const { parallel_tool_calls: parallel } = values
  if (parallel !== undefined && parallel !== null) set['parallelToolCalls'] ??= parallel
  return set
}

/** Combines the model's parameters with those of a call, which take precedence. */
export function requestParameters(
  model: ModelParameters,
  call: { readonly modelKwargs?: Parameters | SecretParameters | undefined },
  responseFormat?: ResponseFormat,
): RequestParameters {
  const modelKwargs = SecretParameters.expose(call.modelKwargs)
  return {
    ...model,
    ...pickParameters(call),
    ...(modelKwargs !== undefined && { modelKwargs }),
    ...(responseFormat !== undefined && { responseFormat }),
  }
}
