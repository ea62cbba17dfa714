import type { ResponseFormat } from '@azureml-endpoints/core'
import type { BindToolsInput, LangSmithParams } from '@langchain/core/language_models/chat_models'
import { providerName } from '../from-core/content-blocks.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { type ModelParameters, requestParameters, wireNames } from '../settings/model-parameters.ts'
import { tracedParameters } from '../redaction/secret-parameters.ts'
import { toToolDefinitions } from '../to-core/tools.ts'

/** Returns what LangSmith shows of a call. Its tests require every key, even if the value is unknown. */
export function langSmithParams(deployed: DeployedModel, call: object): LangSmithParams {
  const sent = wireParameters(deployed, call)
  const { model, temperature, stop = sent['stop_sequences'] } = sent
  const limit = limitNames.map((name) => sent[name]).find((value) => typeof value === 'number')
  return {
    ls_provider: providerName,
    ls_model_name: typeof model === 'string' ? model : deployed.endpoint.model,
    ls_model_type: 'chat',
    ls_temperature: typeof temperature === 'number' ? temperature : undefined,
    ls_max_tokens: limit,
    ls_stop: stop === undefined || stop === null ? undefined : [stop].flat(),
  } as LangSmithParams
}

/** What APIs call the highest number of tokens. */
const limitNames = ['max_tokens', 'max_completion_tokens', 'max_new_tokens', 'max_output_tokens'] as const

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

/** Returns the parameters of a call, as traces show them: in the wire's names, with the model. */
export function tracedParams(deployed: DeployedModel, call: object): Record<string, unknown> {
  const { tools, tool_choice, response_format, responseFormat } = call as Readonly<Record<string, unknown>>
  return withoutUnset({
    ...wireParameters(deployed, call),
    tools: tracedTools(tools),
    tool_choice: tool_choice === 'any' ? 'required' : tool_choice,
    response_format: tracedFormat(response_format ?? responseFormat),
  })
}

/** Returns a response format as OpenAI's API has it; what is none is shown as it is. */
function tracedFormat(format: unknown): unknown {
  if (typeof format !== 'object' || format === null || !('type' in format) || format.type !== 'json') return format
  const { schema, name, description, strict } = format as Extract<ResponseFormat, { type: 'json' }>
  if (schema === undefined) return { type: 'json_object' }
  return { type: 'json_schema', json_schema: withoutUnset({ name, description, schema, strict }) }
}

/** Returns the parameters of the body by the wire's names, without secrets; later ones override earlier ones, as in the body. */
function wireParameters({ endpoint, parameters, modelKwargs }: DeployedModel, call: object): Record<string, unknown> {
  const { modelKwargs: callKwargs, ...named } = requestParameters(parameters, call)
  const sent: Record<string, unknown> = { model: endpoint.model, ...(modelKwargs && tracedParameters(modelKwargs)) }
  for (const [name, value] of Object.entries(named)) sent[wireNames[name as keyof ModelParameters]] = value
  return callKwargs === undefined ? sent : Object.assign(sent, tracedParameters(callKwargs))
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
