import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { RunnableBinding, RunnableWithFallbacks } from '@langchain/core/runnables'
import type { StreamEvent } from '@langchain/core/tracers/log_stream'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import type { AzureMLChatOnlineEndpointCallOptions as CallOptions } from '../settings/chat-fields.ts'
import { type Fallbacks, withFallbacks } from './cancelable-runnables.ts'
import { cancelableEvents } from './cancelable-stream.ts'

/** LangChain's stream of the events of a chat model. */
export type ChatModelStream = ReturnType<BaseChatModel['streamEvents']>

/** Options that ask for the events of all runnables, in one of LangChain's older versions. */
export type Versioned = Partial<CallOptions> & { readonly version: 'v1' | 'v2' }

/** A filter for the events of all runnables. */
export type EventFilter = Parameters<RunnableBinding<unknown, unknown>['streamEvents']>[2]

/** A chat model that aborts its request when its stream is canceled; LangChain's base class waits for the next piece. */
export abstract class CancelableChatModel extends BaseChatModel<CallOptions> {
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
