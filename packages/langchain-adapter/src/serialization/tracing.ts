import type { BindToolsInput, LangSmithParams } from '@langchain/core/language_models/chat_models'
import { providerName } from '../from-core/content-blocks.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { type ModelParameters, requestParameters } from '../settings/model-parameters.ts'
import { SealedHeaders } from '../redaction/secret-headers.ts'
import { sealOptions } from '../redaction/wrap-secrets.ts'
import {
  cacheParameters,
  type Parameters,
  type SealedParameters,
  shownParameters,
} from '../redaction/secret-parameters.ts'
import { toToolDefinitions } from '../to-core/tools.ts'

/** What LangSmith shows of a call; its own tests want every key, known or not. */
export function langSmithParams({ endpoint, parameters }: DeployedModel, call: object): LangSmithParams {
  const { temperature, maxTokens, stop }: ModelParameters = { ...parameters, ...withoutUnset(call) }
  return {
    ls_provider: providerName,
    ls_model_name: endpoint.model,
    ls_model_type: 'chat',
    ls_temperature: temperature,
    ls_max_tokens: maxTokens,
    ls_stop: stop === undefined ? undefined : [stop].flat(),
  } as LangSmithParams
}

/** What identifies a model to a cache, and to those who look at traces: where it is and how it is asked, and no secret. */
export function identifyingParams({ endpoint, parameters, modelKwargs }: DeployedModel): Record<string, unknown> {
  const { url, apiType, deployment, formatter } = endpoint
  return withoutUnset({
    endpoint_url: url,
    endpoint_api_type: apiType,
    deployment_name: deployment,
    content_formatter: formatter,
    model_kwargs: modelKwargs && shownParameters(modelKwargs),
    ...parameters,
  })
}

/** The parameters of one call, as traces show them. */
export function tracedParams({ parameters, modelKwargs }: DeployedModel, call: object): Record<string, unknown> {
  const { modelKwargs: ofCall, ...named } = requestParameters(parameters, call)
  const { tools, tool_choice, response_format } = call as Readonly<Record<string, unknown>>
  const kwargs = { ...(modelKwargs && shownParameters(modelKwargs)), ...named, ...(ofCall && shownParameters(ofCall)) }
  return withoutUnset({ ...kwargs, tools: tracedTools(tools), tool_choice, response_format })
}

/** Tools as they are sent; those that cannot be are refused where the error is seen, by the call itself. */
function tracedTools(tools: unknown): unknown {
  try {
    return tools === undefined ? undefined : toToolDefinitions(tools as BindToolsInput[])
  } catch {
    return undefined
  }
}

/** What of a call's options a cache goes by: not those that cannot change the answer, and no secrets. */
export function cacheKeyOptions({ modelKwargs }: DeployedModel, options: object): Record<string, unknown> {
  const { signal: _, maxRetries: __, headers, modelKwargs: ofCall, ...rest } = sealOptions(options) as CachedOptions
  return {
    ...rest,
    ...(headers !== undefined && { headers: headers instanceof SealedHeaders ? headers.toCacheKey() : headers }),
    ...(ofCall !== undefined && { modelKwargs: cacheParameters(ofCall) }),
    // In the place of those that `identifyingParams` shows.
    ...(modelKwargs !== undefined && { model_kwargs: cacheParameters(modelKwargs) }),
  }
}

type CachedOptions = Record<string, unknown> & { readonly modelKwargs?: Parameters | SealedParameters }

/** Leaves out what is not set. */
export function withoutUnset(values: object): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) set[name] = value
  return set
}
