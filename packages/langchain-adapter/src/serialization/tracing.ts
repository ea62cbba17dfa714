import type { ResponseFormat } from '@azureml-endpoints/core'
import type { BindToolsInput, LangSmithParams } from '@langchain/core/language_models/chat_models'
import { providerName } from '../from-core/content-blocks.ts'
import type { DeployedModel } from '../endpoint/deployed-model.ts'
import { type ModelParameters, requestParameters, wireNames } from '../settings/model-parameters.ts'
import { type Parameters, SecretParameters, tracedParameters } from '../redaction/secret-parameters.ts'
import { toToolDefinitions } from '../to-core/tools.ts'

/** Returns what LangSmith shows of a call. Its tests require every key, even if the value is unknown. */
export function langSmithParams(
  { endpoint, parameters, modelKwargs = {} }: DeployedModel,
  call: Call,
): LangSmithParams {
  const callKwargs = SecretParameters.expose(call.modelKwargs) ?? {}
  const model = callKwargs['model'] ?? modelKwargs['model']
  const temperature =
    callKwargs['temperature'] ?? call.temperature ?? parameters.temperature ?? modelKwargs['temperature']
  const limit = limitIn(callKwargs) ?? call.maxTokens ?? parameters.maxTokens ?? limitIn(modelKwargs)
  const stop = stopIn(callKwargs) ?? call.stop ?? parameters.stop ?? stopIn(modelKwargs)
  return {
    ls_provider: providerName,
    ls_model_name: typeof model === 'string' ? model : endpoint.model,
    ls_model_type: 'chat',
    ls_temperature: typeof temperature === 'number' ? temperature : undefined,
    ls_max_tokens: limit,
    ls_stop: stop === undefined || stop === null ? undefined : [stop].flat(),
  } as LangSmithParams
}

/** The options of a call that traces show. */
type Call = ModelParameters & { readonly modelKwargs?: Parameters | SecretParameters | undefined }

/** Returns the limit of tokens, which APIs name differently. */
function limitIn(kwargs: Parameters): unknown {
  return (
    kwargs['max_tokens'] ?? kwargs['max_completion_tokens'] ?? kwargs['max_new_tokens'] ?? kwargs['max_output_tokens']
  )
}

function stopIn(kwargs: Parameters): unknown {
  return kwargs['stop'] ?? kwargs['stop_sequences']
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

/**
 * Returns the parameters of a call, as traces show them: by wire name, with the model and without secrets. Later ones override
 * earlier ones, as in the body.
 */
export function tracedParams(
  { endpoint, parameters, modelKwargs }: DeployedModel,
  call: Call,
  defaultFormat?: ResponseFormat,
): Record<string, unknown> {
  const { modelKwargs: callKwargs, ...named } = requestParameters(parameters, call)
  const { tools, tool_choice, response_format, responseFormat, strict } = call as Readonly<Record<string, unknown>>
  const traced: Record<string, unknown> = { model: endpoint.model }
  if (modelKwargs !== undefined) Object.assign(traced, tracedParameters(modelKwargs))
  for (const name in named) traced[wireNames[name as keyof ModelParameters]] = named[name as keyof typeof named]
  if (callKwargs !== undefined) Object.assign(traced, tracedParameters(callKwargs))
  if (tools !== undefined) traced['tools'] = tracedTools(tools, strict)
  if (tool_choice !== undefined) traced['tool_choice'] = tool_choice === 'any' ? 'required' : tool_choice
  const format = response_format ?? responseFormat ?? defaultFormat
  if (format !== undefined) traced['response_format'] = tracedFormat(format)
  return traced
}

/** Converts a response format to OpenAI's form; any other value is shown unchanged. */
function tracedFormat(format: unknown): unknown {
  if (typeof format !== 'object' || format === null || !('type' in format) || format.type !== 'json') return format
  const { schema, name, description, strict } = format as Extract<ResponseFormat, { type: 'json' }>
  if (schema === undefined) return { type: 'json_object' }
  return { type: 'json_schema', json_schema: withoutUnset({ name, description, schema, strict }) }
}

/** Converts tools as they are sent. Invalid tools are ignored here, since the call itself throws an error for them. */
function tracedTools(tools: unknown, strict: unknown): unknown {
  try {
    return toToolDefinitions(tools as BindToolsInput[], strict as boolean | undefined)
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
