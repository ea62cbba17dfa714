import type { AzureMLEndpointApiType } from '../messages/api-type.ts'

/** What a codec knows about a call besides the request. */
export interface RequestContext {
  /** The API type of the endpoint. */
  readonly apiType: AzureMLEndpointApiType
  /** Whether the answer is to be streamed. */
  readonly stream: boolean
  /** The endpoint's full URL. */
  readonly url: URL
  /** The client's `modelKwargs`, frozen. Merge them as `{ ...context.modelKwargs, ...named, ...request.modelKwargs }`. */
  readonly modelKwargs: Readonly<Record<string, unknown>>
  /** The deployment, only if the host reads it from the body, as `model`. */
  readonly deploymentName?: string | undefined
}
