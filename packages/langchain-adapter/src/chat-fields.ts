import type { ResponseFormat } from '@azureml-endpoints/core'
import type {
  BaseChatModelCallOptions,
  BaseChatModelParams,
  BindToolsInput,
} from '@langchain/core/language_models/chat_models'
import type { ModelProfile } from '@langchain/core/language_models/profile'
import type { SerializableSchema } from '@langchain/core/utils/standard_schema'
import type { ZodV3Like, ZodV4Like } from '@langchain/core/utils/types'
import type { EndpointCallOptions, EndpointFields } from './endpoint-fields.ts'

/** What an `AzureMLChatOnlineEndpoint` is made with. */
export interface AzureMLChatOnlineEndpointFields extends EndpointFields, Omit<BaseChatModelParams, 'maxRetries'> {
  /** The form of the answers: core's, or OpenAI's. */
  readonly responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined
  /**
   * `true` has `invoke` ask for a stream, so that callbacks see each token; `false` has every method ask for a whole answer,
   * as `disableStreaming: true` does.
   */
  readonly streaming?: boolean | undefined
  /** What the deployed model can do, for those parts of LangChain that ask. @default {} */
  readonly profile?: ModelProfile | undefined
}

/** What one call may set for itself; nothing of it outlives the call. */
export interface AzureMLChatOnlineEndpointCallOptions extends BaseChatModelCallOptions, EndpointCallOptions {
  /** Tools that the model may call: LangChain's, OpenAI's functions, or a name with a schema. */
  tools?: BindToolsInput[] | undefined
  /** The form of the answer, in OpenAI's words: `json_schema`, `json_object` or `text`. */
  response_format?: Readonly<Record<string, unknown>> | undefined
  /** The form of the answer, in core's words. */
  responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined
  /** Has the model keep to the tools' schemas strictly, where it can. */
  strict?: boolean | undefined
}

/** A schema whose output is known to TypeScript, or a JSON Schema. */
export type StructuredSchema<Output extends Record<string, unknown>> =
  | SerializableSchema<Output>
  | ZodV3Like<Output>
  | ZodV4Like<Output>
  | Record<string, unknown>
