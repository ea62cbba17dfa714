import { formatterOptionNames } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { BaseLanguageModelParams } from '@langchain/core/language_models/base'
import { Serializable } from '@langchain/core/load/serializable'
import { redactUrl } from '../endpoint/endpoint-description.ts'
import {
  defaultRetries,
  type EndpointFields,
  modelKwargsFrom,
  modelParametersFrom,
  storedLimit,
} from '../settings/endpoint-fields.ts'
import { tracedParameters } from '../redaction/secret-parameters.ts'
import { parameterNames } from '../settings/model-parameters.ts'
import { failedAttemptHandler } from '../from-core/errors.ts'

/** The constructor fields that are stored and shown in traces. All others may contain secrets, or cannot be serialized. */
export const storedFields: readonly string[] = [
  'endpointUrl',
  'endpointApiType',
  'endpointApiKey',
  'deploymentName',
  'contentFormatter',
  'modelKwargs',
  'timeout',
  'idleTimeout',
  'maxRetries',
  'maxConcurrency',
  'allowInsecureHttp',
  'disableStreaming',
  'streaming',
  'outputVersion',
  'responseFormat',
  '__includeRawResponse',
  'profile',
  ...formatterOptionNames,
  ...parameterNames,
]

/** The environment variables that stored secrets are loaded from. */
export const storedSecrets: Readonly<Record<string, string>> = { endpointApiKey: 'AZUREML_ENDPOINT_API_KEY' }

/** Returns the fields for LangChain's base classes: their own, and of ours only what may be stored, without secrets. */
export function langChainFields<Fields extends EndpointFields & BaseLanguageModelParams>(
  fields: Fields,
  defaultFormatter: EndpointFields['contentFormatter'] = CustomOpenAIChatContentFormatter,
): Fields {
  const { endpointUrl } = fields
  const key = fields.endpointApiKey ?? fields.apiKey
  return {
    ...fields,
    ...modelParametersFrom(fields),
    apiKey: undefined,
    // LangChain replaces it by a reference to the secret.
    endpointApiKey: typeof key === 'string' ? '<redacted>' : undefined,
    endpointUrl: endpointUrl !== undefined && URL.canParse(endpointUrl) ? redactUrl(endpointUrl) : undefined,
    contentFormatter: storedFormatter(fields.contentFormatter, defaultFormatter),
    modelKwargs: tracedParameters(modelKwargsFrom(fields)),
    timeout: storedLimit(fields.timeout),
    idleTimeout: storedLimit(fields.idleTimeout),
    maxRetries: fields.maxRetries ?? defaultRetries,
    onFailedAttempt: failedAttemptHandler(fields.onFailedAttempt),
  }
}

/** The default formatter is not stored. Any other cannot be stored either, but loading must fail instead of using the default. */
function storedFormatter(
  formatter: EndpointFields['contentFormatter'],
  defaultFormatter: EndpointFields['contentFormatter'],
): EndpointFields['contentFormatter'] {
  if (formatter === undefined || formatter === defaultFormatter) return undefined
  const { name } = typeof formatter === 'function' ? formatter : formatter.constructor
  return new UnloadableFormatter(name) as unknown as EndpointFields['contentFormatter']
}

class UnloadableFormatter extends Serializable {
  override lc_namespace = ['azureml_endpoints', 'formatters']
  readonly #formatter: string

  constructor(formatter: string) {
    super({})
    this.#formatter = formatter
  }

  override get lc_id(): string[] {
    return [...this.lc_namespace, this.#formatter]
  }
}
