import { endpointOptionNames, type EndpointOptions, type FormatterOptions, isRecord } from '@azureml-endpoints/core'
import { getEnvironmentVariable } from '@langchain/core/utils/env'
import { type ModelParameters, pickParameters } from './model-parameters.ts'

/**
 * The fields of every model: core's options, the model's parameters, and LangChain's names for some of them. There is no
 * `onRetry`, because LangChain retries instead of core: use `onFailedAttempt`.
 */
export interface EndpointFields
  extends Omit<EndpointOptions, 'contentFormatter' | 'onRetry'>, ModelParameters, FormatterOptions {
  /**
   * The formatter of the deployed model family: an instance, or the class itself, which is created with those of the
   * formatter's options that are among the fields.
   * @default CustomOpenAIChatContentFormatter
   */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /** How many times LangChain retries a failed attempt; a stream only until its first chunks. @default 2 */
  readonly maxRetries?: number | undefined
  /** LangChain's common name for `endpointApiKey`, which overrides it. */
  readonly apiKey?: EndpointOptions['endpointApiKey']
  /** The model's name, which some servers expect in the body: short for `modelKwargs: { model }`, which overrides it. */
  readonly model?: string | undefined
  /** LangChain's older name for `model`, which overrides it. */
  readonly modelName?: string | undefined
  /** LangChain's common name for `stop`, which overrides it. */
  readonly stopSequences?: readonly string[] | undefined
}

/** The names of the fields that core's client takes; LangChain retries instead of core. */
export const clientFieldNames: readonly string[] = [...endpointOptionNames].filter((name) => name !== 'onRetry')

/** Options of a single call besides those of LangChain; they never change the model. */
export interface EndpointCallOptions extends Omit<ModelParameters, 'stop'> {
  /** Body parameters of this call, sent unchanged. They override everything else. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
  /**
   * Additional headers; `undefined` removes one of the model's. Traces and caches see only the names of those that hold a
   * secret.
   */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
}

/** The default number of retries; LangChain's own is 6. */
export const defaultRetries = 2

/** Returns the URL of the endpoint, from the fields or the environment; empty if it is missing, which core reports. */
export function endpointUrlFrom({ endpointUrl }: Pick<EndpointFields, 'endpointUrl'>): string | URL {
  return endpointUrl ?? getEnvironmentVariable('AZUREML_ENDPOINT_URL') ?? ''
}

/** Returns the path of the endpoint's URL without a trailing slash; empty if the URL is invalid, which core reports. */
export function endpointPathFrom(fields: Pick<EndpointFields, 'endpointUrl'>): string {
  const url = endpointUrlFrom(fields)
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, '') : ''
}

/** Returns the body parameters of every request. */
export function modelKwargsFrom({ model, modelName, modelKwargs }: EndpointFields): EndpointFields['modelKwargs'] {
  const name = model ?? modelName
  // Core refuses anything but a plain object.
  const isSpread = name !== undefined && (modelKwargs === undefined || isRecord(modelKwargs))
  return isSpread ? { model: name, ...modelKwargs } : modelKwargs
}

/** Returns the model parameters among the fields. */
export function modelParametersFrom(fields: EndpointFields): ModelParameters {
  const stop = fields.stop ?? fields.stopSequences
  return pickParameters({ ...fields, stop: stop?.length === 0 ? undefined : stop })
}

/** Returns a limit as it is stored: JSON has no `Infinity`, which would become `null`, and so the default. */
export function storedLimit(milliseconds: number | undefined): number | undefined {
  return milliseconds === Infinity ? ('Infinity' as unknown as number) : milliseconds
}

/** Returns a limit, which may be that of a stored model. */
export function loadedLimit(milliseconds: number | undefined): number | undefined {
  return (milliseconds as unknown) === 'Infinity' ? Infinity : milliseconds
}
