import type { AzureMLEndpointApiType } from '../messages/api-type.ts'

/** What a codec may know about the call besides the request. */
export interface RequestContext {
  readonly apiType: AzureMLEndpointApiType
  readonly stream: boolean
  readonly url: URL
  /** The client's; the body is `{ ...context.modelKwargs, ...named parameters, ...request.modelKwargs }`. */
  readonly modelKwargs: Readonly<Record<string, unknown>>
  /** Given only where the host reads it from the body, as `model`. */
  readonly deploymentName?: string | undefined
}
