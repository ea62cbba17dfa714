import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ApiNames } from '../errors/api-names.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { checkCodecs, resolveFormatter } from '../formatter/codec-of.ts'
import type { ContentFormatterBase } from '../formatter/formatter.ts'
import { secretsInParameters } from '../redaction/secret-parameters.ts'
import { secretsInHeaders, secretsInUrl, shownUrl } from '../redaction/secret-values.ts'
import { Secrets } from '../redaction/secrets.ts'
import { type Authorization, keyAuthorization } from './authorization.ts'
import { deploymentOf } from './deployment.ts'
import { parseEndpointUrl, resolveApiType } from './endpoint-url.ts'
import { environment } from './environment.ts'
import { tokenAuthorization } from './later-authorization.ts'
import type { EndpointHooks } from './hooks.ts'
import { rejectUnknownNames } from '../errors/unknown-names.ts'
import { retryCount, milliseconds } from './numbers.ts'
import { endpointOptionNames, type EndpointOptions } from './options.ts'
import { checkHeaders } from './request-headers.ts'
import { checkModelKwargs } from '../errors/check-record.ts'

/** The options of a client, resolved and checked. */
export interface Settings {
  readonly url: URL
  /** The URL without secret query parameters. */
  readonly shownUrl: string
  /** The secrets among `modelKwargs`. */
  readonly parameterSecrets: readonly string[]
  readonly apiType: AzureMLEndpointApiType
  readonly formatter: ContentFormatterBase
  readonly authorization: Authorization
  readonly secrets: Secrets
  readonly headers: Readonly<Record<string, string>>
  /** Set only if the host expects the deployment name in the body. */
  readonly bodyDeploymentName: string | undefined
  readonly modelKwargs: Readonly<Record<string, unknown>>
  readonly timeout: number
  readonly idleTimeout: number
  readonly maxRetries: number
  readonly fetch: typeof fetch | undefined
  readonly hooks: EndpointHooks
  /** How errors name options. */
  readonly names: ApiNames
}

/** Resolves the options and the environment, in the order in which a user would fix them. */
export function resolveSettings(options: EndpointOptions, names: ApiNames): Settings {
  checkShape(options)
  rejectUnknownNames(options, endpointOptionNames)
  const endpointUrl = options.endpointUrl ?? required('endpointUrl', 'AZUREML_ENDPOINT_URL')
  const { allowInsecureHttp, contentFormatter } = options
  const url = parseEndpointUrl(endpointUrl, { allowInsecureHttp, allowRoot: () => isServedAtRoot(contentFormatter) })
  const apiType = resolveApiType(url, options.endpointApiType ?? environment('AZUREML_ENDPOINT_API_TYPE'))
  const formatter = resolveFormatter(options.contentFormatter)
  checkHeaders(formatter.headers)
  checkHeaders(options.headers)
  const parameterSecrets = secretsInParameters(options.modelKwargs)
  const secrets = new Secrets().with([...secretsInHeaders(options.headers), ...secretsInUrl(url), ...parameterSecrets])
  const deployment = deploymentOf(options.deploymentName ?? environment('AZUREML_DEPLOYMENT_NAME'), url)
  checkCodecs({ formatter, apiType }, url)
  return {
    url,
    shownUrl: shownUrl(url),
    parameterSecrets,
    apiType,
    formatter,
    authorization: resolveAuthorization(options, url, secrets),
    secrets,
    headers: { ...formatter.headers, ...deployment.headers, ...options.headers },
    bodyDeploymentName: deployment.inBody,
    modelKwargs: frozenJson(options.modelKwargs ?? {}),
    timeout: milliseconds('timeout', options.timeout ?? environmentTimeout() ?? 600_000),
    idleTimeout: milliseconds('idleTimeout', options.idleTimeout ?? 60_000),
    maxRetries: retryCount(options.maxRetries ?? 2),
    fetch: options.fetch,
    hooks: { onRequest: options.onRequest, onResponse: options.onResponse, onRetry: options.onRetry },
    names,
  }
}

function isServedAtRoot(contentFormatter: unknown): boolean {
  return contentFormatter !== undefined && resolveFormatter(contentFormatter).servedAtRoot === true
}

/** Checks what would otherwise fail later and far from its cause, for callers without types. */
function checkShape(options: Partial<EndpointOptions> | undefined): void {
  if (typeof options !== 'object' || options === null) {
    throw new ConfigurationError('The options are missing. Pass at least `{ contentFormatter }`.')
  }
  if (options.fetch !== undefined && typeof options.fetch !== 'function') {
    throw new ConfigurationError('`fetch` is not a function.', { setting: 'fetch' })
  }
}

function required(option: string, variable: string): string {
  const value = environment(variable)
  if (value !== undefined) return value
  throw new ConfigurationError(`\`${option}\` is missing. Pass it, or set ${variable}.`, { setting: option })
}

function resolveAuthorization(options: EndpointOptions, url: URL, secrets: Secrets): Authorization {
  const { credential, endpointApiKey } = options
  if (credential !== undefined) {
    if (endpointApiKey === undefined) {
      return tokenAuthorization((part) => part.credentialAuthorization(credential, url, secrets))
    }
    throw new ConfigurationError(
      '`endpointApiKey` and `credential` are both set. Pass only the one that the endpoint accepts.',
      {
        setting: 'credential',
      },
    )
  }
  const key = endpointApiKey ?? required('endpointApiKey', 'AZUREML_ENDPOINT_API_KEY')
  return typeof key === 'string'
    ? keyAuthorization(key, url, secrets)
    : tokenAuthorization((part) => part.functionAuthorization(key, secrets))
}

function environmentTimeout(): number | undefined {
  const seconds = environment('AZUREML_TIMEOUT')
  if (seconds === undefined) return undefined
  if (Number(seconds) > 0) return Number(seconds) * 1000
  throw new ConfigurationError(
    `AZUREML_TIMEOUT is ${JSON.stringify(seconds)}; it must be a number of seconds above 0.`,
    {
      setting: 'timeout',
    },
  )
}

/** Copies and freezes a value, so that neither a formatter nor a later change by the caller can affect another call. */
function frozenJson(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  checkModelKwargs(value)
  try {
    return JSON.parse(JSON.stringify(value), (_key, part: unknown) => Object.freeze(part)) as Record<string, unknown>
  } catch (cause) {
    throw new ConfigurationError('`modelKwargs` cannot be serialized as JSON.', { setting: 'modelKwargs', cause })
  }
}
