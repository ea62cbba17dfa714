import {
  ensureConfig,
  type Runnable,
  RunnableBinding,
  type RunnableConfig,
  RunnableWithFallbacks,
} from '@langchain/core/runnables'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import { cancelable } from './cancelable-stream.ts'

/** A runnable with options whose stream can be canceled even while it waits for data. */
export class CancelableBinding<Input, Output> extends RunnableBinding<Input, Output> {
  /** The name of LangChain's class in traces. */
  static override lc_name(): string {
    return 'RunnableBinding'
  }

  /** The name of LangChain's class, as which it is serialized and loaded. */
  override get lc_id(): string[] {
    return [...this.lc_namespace, 'RunnableBinding']
  }

  /** Streams the output. Canceling the stream aborts its request. */
  override async stream(input: Input, options?: Partial<RunnableConfig>): Promise<IterableReadableStream<Output>> {
    const config = ensureConfig(options)
    return cancelable(config.signal, (signal) => super.stream(input, { ...config, signal }))
  }
}

/** Fallbacks whose stream can be canceled: LangChain's own keep the connection open when the caller leaves the loop. */
class CancelableFallbacks<Input, Output> extends RunnableWithFallbacks<Input, Output> {
  /** The name of LangChain's class in traces. */
  static override lc_name(): string {
    return 'RunnableWithFallbacks'
  }

  /** The name of LangChain's class, as which it is serialized and loaded. */
  override get lc_id(): string[] {
    return [...this.lc_namespace, 'RunnableWithFallbacks']
  }

  /** Streams the output. Canceling the stream aborts its request. */
  override async stream(input: Input, options?: Partial<RunnableConfig>): Promise<IterableReadableStream<Output>> {
    const config = ensureConfig(options)
    return cancelable(config.signal, (signal) => super.stream(input, { ...config, signal }))
  }
}

/** The runnables to call if one fails, in both forms that `withFallbacks` takes. */
export type Fallbacks<Input, Output> = { fallbacks: Runnable<Input, Output>[] } | Runnable<Input, Output>[]

/** Adds fallbacks to a runnable. */
export function withFallbacks<Input, Output>(
  runnable: Runnable<Input, Output>,
  given: Fallbacks<Input, Output>,
): RunnableWithFallbacks<Input, Output> {
  return new CancelableFallbacks({ runnable, fallbacks: Array.isArray(given) ? given : given.fallbacks })
}
