// oxlint-disable no-underscore-dangle -- these names are LangChain's
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import type { BaseChatModel, BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { ModelProfile } from '@langchain/core/language_models/profile'
import type { AIMessageChunk } from '@langchain/core/messages'
import {
  type RunnableConfig,
  mergeConfigs,
  RunnableBinding,
  type RunnableWithFallbacks,
} from '@langchain/core/runnables'
import type { StreamEvent } from '@langchain/core/tracers/log_stream'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import { wrapSecrets } from './redaction/wrap-secrets.ts'
import type { AzureMLChatOnlineEndpointCallOptions } from './settings/chat-fields.ts'
import { type Configure, structuredOutput } from './structured-output/structured-output.ts'
import type { ChatModelStream, EventFilter, Versioned } from './streaming/chat-model-events.ts'
import { type Fallbacks, withFallbacks } from './streaming/cancelable-runnables.ts'
import { toToolDefinitions } from './to-core/tools.ts'

/** Options of a single call. */
type CallOptions = AzureMLChatOnlineEndpointCallOptions

/** A chat model with bound options. Unlike LangChain's own binding, it can bind more options, tools and structured output. */
export class BoundChatModel extends RunnableBinding<BaseLanguageModelInput, AIMessageChunk, CallOptions> {
  /** The chat model without the bound options. */
  declare bound: BaseChatModel<CallOptions>

  /** Creates a chat model with bound options; secrets in their headers and body parameters stay out of traces. */
  static of(bound: BaseChatModel<CallOptions>, options: Partial<CallOptions>): BoundChatModel {
    return new BoundChatModel({ bound, kwargs: {}, config: wrapSecrets(options) as RunnableConfig })
  }

  /** The name of LangChain's class, as which it is serialized and loaded. */
  override get lc_id(): string[] {
    return [...this.lc_namespace, 'RunnableBinding']
  }

  /** What the deployed model can do. */
  get profile(): ModelProfile {
    return this.bound.profile
  }

  /** Binds more options, which override those that are already bound. */
  override withConfig(config: Partial<CallOptions>): BoundChatModel {
    return super.withConfig(wrapSecrets(config)) as BoundChatModel
  }

  /** Binds tools, which replace those that are already bound. */
  bindTools(tools: BindToolsInput[], options: Partial<CallOptions> = {}): BoundChatModel {
    return this.withConfig(withTools(tools, options))
  }

  /**
   * Returns a runnable whose output matches a schema. The bound tools are also sent, because the conversation may contain calls
   * of them.
   */
  get withStructuredOutput(): BaseChatModel['withStructuredOutput'] {
    return ((schema, config) => structuredOutput(this.#configure, schema, config)) as StructuredOutput
  }

  /** Streams the answer as LangChain's events of chat models. */
  override streamEvents(input: BaseLanguageModelInput, options?: Partial<CallOptions>): ChatModelStream
  /** With a `version` and an `encoding`, streams the events of all runnables as server-sent events. */
  override streamEvents(
    input: BaseLanguageModelInput,
    options: Versioned & { readonly encoding: 'text/event-stream' },
    filter?: EventFilter,
  ): IterableReadableStream<Uint8Array>
  /** With a `version`, streams the events of all runnables. */
  override streamEvents(
    input: BaseLanguageModelInput,
    options: Versioned,
    filter?: EventFilter,
  ): IterableReadableStream<StreamEvent>
  override streamEvents(
    input: BaseLanguageModelInput,
    options: Partial<CallOptions> = {},
    filter?: EventFilter,
  ): ChatModelStream | IterableReadableStream<StreamEvent | Uint8Array> {
    const merged = mergeConfigs(this.config, options, this.kwargs) as Versioned
    return this.bound.streamEvents(input, merged, filter)
  }

  /** Calls other models if this one fails; a stream only until its first chunk. */
  override withFallbacks(
    fields: Fallbacks<BaseLanguageModelInput, AIMessageChunk>,
  ): RunnableWithFallbacks<BaseLanguageModelInput, AIMessageChunk> {
    return withFallbacks(this, fields)
  }

  readonly #configure: Configure = (options) => {
    const { tools = [] } = this.config as Partial<CallOptions>
    const all = options.tools === undefined ? {} : { tools: [...tools, ...options.tools] }
    return this.withConfig({ ...options, ...all } as Partial<CallOptions>)
  }
}

type StructuredOutput = BaseChatModel['withStructuredOutput']

/** Returns call options with tools, as traces show them. */
export function withTools(tools: BindToolsInput[], options: Partial<CallOptions>): Partial<CallOptions> {
  return { ...options, tools: toToolDefinitions(tools, options.strict) }
}
