import type { BindToolsInput, LangSmithParams } from '@langchain/core/language_models/chat_models'
import { providerName } from '../from-core/content-blocks.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { type ModelParameters, requestParameters } from '../settings/model-parameters.ts'
import { SecretHeaders } from '../redaction/secret-headers.ts'
import { wrapSecrets } from '../redaction/wrap-secrets.ts'
import {
  cacheKeyParameters,
  type Parameters,
  type SecretParameters,
  tracedParameters,
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
    model_kwargs: modelKwargs && tracedParameters(modelKwargs),
    ...parameters,
  })
}

/** The parameters of one call, as traces show them. */
export function tracedParams({ parameters, modelKwargs }: DeployedModel, call: object): Record<string, unknown> {
  const { modelKwargs: ofCall, ...named } = requestParameters(parameters, call)
  const { tools, tool_choice, response_format } = call as Readonly<Record<string, unknown>>
  const kwargs = {
    ...(modelKwargs && tracedParameters(modelKwargs)),
    ...named,
    ...(ofCall && tracedParameters(ofCall)),
  }
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
  const { signal: _, maxRetries: __, headers, modelKwargs: ofCall, ...rest } = wrapSecrets(options) as CachedOptions
  return {
    ...rest,
    ...(headers !== undefined && { headers: headers instanceof SecretHeaders ? headers.toCacheKey() : headers }),
    ...(ofCall !== undefined && { modelKwargs: cacheKeyParameters(ofCall) }),
    // In the place of those that `identifyingParams` shows.
    ...(modelKwargs !== undefined && { model_kwargs: cacheKeyParameters(modelKwargs) }),
  }
}

type CachedOptions = Record<string, unknown> & { readonly modelKwargs?: Parameters | SecretParameters }

/** Leaves out what is not set. */
export function withoutUnset(values: object): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) set[name] = value
  return set
}
