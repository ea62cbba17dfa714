import { namesOf } from '../errors/unknown-names.ts'
import type { ContentFormatterBase } from '../formatter/formatter.ts'
import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { EndpointApiKey, TokenCredential } from './authorization.ts'
import type { EndpointHooks } from './hooks.ts'

/** Where a model is deployed, and how to call it. */
export interface EndpointOptions extends EndpointHooks {
  /** The full invocation URL, path included, as shown on the endpoint's "Consume" tab. @default `AZUREML_ENDPOINT_URL` */
  readonly endpointUrl?: string | URL | undefined
  /**
   * The API type of the endpoint; it must not contradict the URL.
   * @default `AZUREML_ENDPOINT_API_TYPE`, else inferred from the URL's path
   */
  readonly endpointApiType?: AzureMLEndpointApiType | undefined
  /** A key or token, or a function that returns one and is called before every attempt. @default `AZUREML_ENDPOINT_API_KEY` */
  readonly endpointApiKey?: EndpointApiKey | undefined
  /** Entra ID tokens instead of a key; the scope follows from the host. */
  readonly credential?: TokenCredential | undefined
  /**
   * The deployment to call, which bypasses the endpoint's traffic rules.
   * @default `AZUREML_DEPLOYMENT_NAME`, else the traffic rules choose
   */
  readonly deploymentName?: string | undefined
  /** The formatter of the deployed model family: an instance, or the class itself. */
  readonly contentFormatter: ContentFormatterBase | (new () => ContentFormatterBase)
  /** Body parameters of every request, sent unchanged. Named parameters and a call's own `modelKwargs` override them. */
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
  /**
   * Milliseconds to wait for the first byte of the response body, for each attempt; `Infinity` for no limit. The default is
   * that of the official SDKs, since a thinking model's whole answer takes minutes. Connecting has a limit of its own: 10
   * seconds in Node's `fetch` and in `nodeFetch`.
   * @default `AZUREML_TIMEOUT` (in seconds), else 600_000
   */
  readonly timeout?: number | undefined
  /** Milliseconds to wait between two bytes of the response body, streamed or not; `Infinity` for no limit. @default 60_000 */
  readonly idleTimeout?: number | undefined
  /**
   * How many times a failed attempt is retried; never once a part of an answer has arrived. A failure that the endpoint reports with
   * status 200, as the whole answer or the first event of a stream, is retried like any other.
   * @default 2
   */
  readonly maxRetries?: number | undefined
  /** Additional headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * The `fetch` to use, for tests, proxies and logging; or `nodeFetch` of `@azureml-endpoints/node-transport`.
   * @default the global `fetch`
   */
  readonly fetch?: typeof fetch | undefined
  /** Allows `http:` URLs of hosts other than loopback, which send the key unencrypted. @default false */
  readonly allowInsecureHttp?: boolean | undefined
}

/** The names of all endpoint options. For adapters. */
export const endpointOptionNames: ReadonlySet<string> = namesOf<EndpointOptions>({
  endpointUrl: true,
  endpointApiType: true,
  endpointApiKey: true,
  credential: true,
  deploymentName: true,
  contentFormatter: true,
  modelKwargs: true,
  timeout: true,
  idleTimeout: true,
  maxRetries: true,
  headers: true,
  fetch: true,
  allowInsecureHttp: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
})
