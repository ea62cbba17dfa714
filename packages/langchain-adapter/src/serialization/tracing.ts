import type { BindToolsInput, LangSmithParams } from '@langchain/core/language_models/chat_models'
import { providerName } from '../from-core/content-blocks.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { type ModelParameters, requestParameters } from '../settings/model-parameters.ts'
import { tracedParameters } from '../redaction/secret-parameters.ts'
import { toToolDefinitions } from '../to-core/tools.ts'

/** Returns what LangSmith shows of a call. Its tests require every key, even if the value is unknown. */
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

/** Returns what identifies a model in caches and traces: where it is and how it is called, without secrets. */
export function identifyingParams({ endpoint, parameters, modelKwargs }: DeployedModel): Record<string, unknown> {
  const { url, apiType, deployment, formatter, formatterOptions } = endpoint
  return withoutUnset({
    endpoint_url: url,
    endpoint_api_type: apiType,
    deployment_name: deployment,
    content_formatter: formatter,
    ...formatterOptions,
    model_kwargs: modelKwargs && tracedParameters(modelKwargs),
    ...parameters,
  })
}

/** Returns the parameters of a call, as traces show them. */
export function tracedParams({ parameters, modelKwargs }: DeployedModel, call: object): Record<string, unknown> {
  const { modelKwargs: callKwargs, ...named } = requestParameters(parameters, call)
  const { tools, tool_choice, response_format } = call as Readonly<Record<string, unknown>>
  const kwargs = {
    ...(modelKwargs && tracedParameters(modelKwargs)),
    ...named,
    ...(callKwargs && tracedParameters(callKwargs)),
  }
  return withoutUnset({ ...kwargs, tools: tracedTools(tools), tool_choice, response_format })
}

/** Converts tools as they are sent. Invalid tools are ignored here, since the call itself throws an error for them. */
function tracedTools(tools: unknown): unknown {
  try {
    return tools === undefined ? undefined : toToolDefinitions(tools as BindToolsInput[])
  } catch {
    return undefined
  }
}

/** Removes properties that are `undefined`. */
export function withoutUnset(values: object): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) set[name] = value
  return set
}
