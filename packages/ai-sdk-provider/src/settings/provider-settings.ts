import type { EndpointOptions } from '@azureml-endpoints/core'

/**
 * Where the models of a provider are deployed, and how to call them. All of it is optional: what is missing is read from the
 * environment on first use. There are no `maxRetries` and `onRetry`, because the AI SDK retries: pass `maxRetries` to
 * `generateText` and the like.
 */
export interface AzureMLProviderSettings extends Omit<EndpointOptions, 'contentFormatter' | 'maxRetries' | 'onRetry'> {
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default CustomOpenAIChatContentFormatter
   */
  readonly contentFormatter?: EndpointOptions['contentFormatter'] | undefined
  /**
   * URLs that the deployment fetches itself, by media type; the AI SDK downloads all others and sends their bytes.
   * @default http and https URLs of images and audio with the OpenAI formatters, none with others
   */
  readonly supportedUrls?: Readonly<Record<string, RegExp[]>> | undefined
  /**
   * Whether to join the text deltas that arrive in one network read: far cheaper if the endpoint is faster than the program,
   * without effect if every delta is a packet of its own.
   * @default false
   */
  readonly coalesceDeltas?: boolean | undefined
  /** The maximum number of values in an embedding request; `embedMany` splits longer lists. @default 96 */
  readonly maxEmbeddingsPerCall?: number | undefined
  /** Whether `embedMany` may send several requests at once. @default true */
  readonly supportsParallelCalls?: boolean | undefined
}
