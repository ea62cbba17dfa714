import { redactParameters } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { BaseLanguageModelParams } from '@langchain/core/language_models/base'
import { Serializable } from '@langchain/core/load/serializable'
import { redactUrl } from '../endpoint/endpoint-description.ts'
import { defaultRetries, type EndpointFields, modelParametersFrom } from '../settings/endpoint-fields.ts'
import { parameterNames } from '../settings/model-parameters.ts'
import { failedAttemptHandler } from '../from-core/errors.ts'

/** The constructor fields that are stored and shown in traces. All others may hold secrets, or are no data. */
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
  'profile',
  ...parameterNames,
]

/** The environment variables that stored secrets are loaded from. */
export const storedSecrets: Readonly<Record<string, string>> = { endpointApiKey: 'AZUREML_ENDPOINT_API_KEY' }

/** What LangChain's base classes are told: their own fields, our retry rule, and of the rest what may be stored. */
export function langChainFields<Fields extends EndpointFields & BaseLanguageModelParams>(fields: Fields): Fields {
  const { endpointUrl } = fields
  const key = fields.endpointApiKey ?? fields.apiKey
  return {
    ...fields,
    ...modelParametersFrom(fields),
    apiKey: undefined,
    // LangChain puts a reference to the secret in its place.
    endpointApiKey: typeof key === 'string' ? '<redacted>' : undefined,
    endpointUrl: endpointUrl !== undefined && URL.canParse(endpointUrl) ? redactUrl(endpointUrl) : undefined,
    contentFormatter: storedFormatter(fields.contentFormatter),
    modelKwargs: redactParameters(fields.modelKwargs),
    maxRetries: fields.maxRetries ?? defaultRetries,
    onFailedAttempt: failedAttemptHandler(fields.onFailedAttempt),
  }
}

/** The default formatter need not be stored; any other cannot be, and loading says so rather than take the default. */
function storedFormatter(formatter: EndpointFields['contentFormatter']): EndpointFields['contentFormatter'] {
  if (formatter === undefined || formatter === CustomOpenAIChatContentFormatter) return undefined
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
