import type { ResponseFormat } from '@azureml-endpoints/core'
import type {
  BaseChatModelCallOptions,
  BaseChatModelParams,
  BindToolsInput,
  ToolChoice,
} from '@langchain/core/language_models/chat_models'
import type { ModelProfile } from '@langchain/core/language_models/profile'
import type { SerializableSchema } from '@langchain/core/utils/standard_schema'
import type { InteropZodType } from '@langchain/core/utils/types'
import type { EndpointCallOptions, EndpointFields } from './endpoint-fields.ts'

/** The fields of an `AzureMLChatOnlineEndpoint`. */
export interface AzureMLChatOnlineEndpointFields extends EndpointFields, Omit<BaseChatModelParams, 'maxRetries'> {
  /** The format of the answers, in core's or OpenAI's form. @default left to the endpoint, usually text */
  readonly responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined
  /**
   * `true` makes `invoke` stream, so that callbacks see each token. `false` makes every method ask for a whole answer, as
   * `disableStreaming: true` does.
   * @default `invoke` does not stream, `stream` does
   */
  readonly streaming?: boolean | undefined
  /**
   * Whether messages contain the endpoint's raw answer, as `additional_kwargs.__raw_response`: the body, or the event of each
   * chunk of a stream, which merged chunks collect in a list. The name is that of LangChain's OpenAI models. @default false
   */
  readonly __includeRawResponse?: boolean | undefined
  /**
   * What the deployed model can do, for the parts of LangChain that depend on it, such as summarization and agents.
   * @default the profile of a known model with its name (`deploymentName`, `model`, or else the name of the endpoint), or empty
   */
  readonly profile?: ModelProfile | undefined
}

/** Options of a single call; they never change the model. */
export interface AzureMLChatOnlineEndpointCallOptions extends BaseChatModelCallOptions, EndpointCallOptions {
  /** Tools that the model may call: LangChain's, OpenAI's functions, or a name with a schema. */
  tools?: BindToolsInput[] | undefined
  /** The format of the answer, in OpenAI's form: `json_schema`, `json_object` or `text`. */
  response_format?: Readonly<Record<string, unknown>> | undefined
  /** The format of the answer, in core's or OpenAI's form. */
  responseFormat?: ResponseFormat | Readonly<Record<string, unknown>> | undefined
  /** The name of `parallelToolCalls` on LangChain's OpenAI models, as agents pass it. */
  parallel_tool_calls?: boolean | undefined
  /** Asks the endpoint to enforce the tools' schemas. @default left to the endpoint */
  strict?: boolean | undefined
}

/**
 * The output of a schema: any object, including one typed as an interface. The types are LangChain's, so that models can be
 * exchanged.
 */
export type OutputFields = Exclude<ToolChoice, string>

/** A schema whose output TypeScript can infer, or a JSON Schema. */
export type StructuredSchema<Output extends OutputFields> =
  | InteropZodType<Output>
  | SerializableSchema<Output>
  | OutputFields
