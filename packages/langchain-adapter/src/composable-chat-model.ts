import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from '@langchain/core/language_models/base'
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import type { Runnable, RunnableWithFallbacks } from '@langchain/core/runnables'
import type { StreamEvent } from '@langchain/core/tracers/log_stream'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import { BoundChatModel, withTools } from './bound-chat-model.ts'
import type {
  AzureMLChatOnlineEndpointCallOptions as CallOptions,
  OutputFields,
  StructuredSchema,
} from './settings/chat-fields.ts'
import { type Fallbacks, withFallbacks } from './streaming/cancelable-runnables.ts'
import { cancelableEvents } from './streaming/cancelable-stream.ts'
import type { ChatModelStream, EventFilter, Versioned } from './streaming/chat-model-events.ts'
import { type Configure, structuredOutput } from './structured-output/structured-output.ts'

/**
 * A chat model with what chains and agents make of it: bound options and tools, structured output, fallbacks and events. Unlike
 * LangChain's base class, it aborts its request when a stream of these is canceled, and its bindings can be bound again.
 */
export abstract class ComposableChatModel extends BaseChatModel<CallOptions> {
  /** Binds tools to the model, as `withConfig({ tools })` does. */
  override bindTools(tools: BindToolsInput[], kwargs: Partial<CallOptions> = {}): BoundChatModel {
    return this.withConfig(withTools(tools, kwargs))
  }

  /** Binds options to the model; secrets in their headers and body parameters stay out of traces. */
  override withConfig(config: Partial<CallOptions>): BoundChatModel {
    return BoundChatModel.of(this, config)
  }

  /**
   * Returns a runnable whose output matches a schema; a tool call by default, or as `config.method` says. Output that does
   * not match throws.
   */
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: StructuredSchema<RunOutput>,
    config?: StructuredOutputMethodOptions<false>,
  ): Runnable<BaseLanguageModelInput, RunOutput>
  /** With `includeRaw: true`, returns both the message and the parsed output. */
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: StructuredSchema<RunOutput>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: RunOutput }>
  /** With an `includeRaw` that is known only later, returns one or the other. */
  override withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: StructuredSchema<RunOutput>,
    config?: StructuredOutputMethodOptions<boolean>,
  ):
    | Runnable<BaseLanguageModelInput, RunOutput>
    | Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: RunOutput }>
  override withStructuredOutput(schema: unknown, config?: StructuredOutputMethodOptions<boolean>): Runnable {
    const configure: Configure = (options) => this.withConfig(options as Partial<CallOptions>)
    return structuredOutput(configure, schema, config)
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
    const { version } = options as Partial<Versioned>
    if (version === undefined) return super.streamEvents(input, options)
    // LangChain's older events log an error of their own when they are canceled.
    if (version === 'v1') return super.streamEvents(input, options as Versioned, filter)
    return cancelableEvents(options.signal, (signal) =>
      super.streamEvents(input, { ...options, version, signal }, filter),
    )
  }

  /** Calls other models if this one fails; a stream only until its first chunk. */
  override withFallbacks(
    fields: Fallbacks<BaseLanguageModelInput, AIMessageChunk>,
  ): RunnableWithFallbacks<BaseLanguageModelInput, AIMessageChunk> {
    return withFallbacks(this, fields)
  }
}
