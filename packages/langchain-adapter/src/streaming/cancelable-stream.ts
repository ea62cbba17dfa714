import { IterableReadableStream } from '@langchain/core/utils/stream'

/**
 * Opens one of LangChain's streams so that it can be canceled even while it waits for data. LangChain reads ahead, and a generator
 * cannot return while it waits.
 */
export async function cancelable<Chunk>(
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => Promise<IterableReadableStream<Chunk>>,
): Promise<IterableReadableStream<Chunk>> {
  const canceled = new AbortController()
  return new CancelableStream(await open(either(signal, canceled)), canceled)
}

/** Does the same for LangChain's event streams. */
export function cancelableEvents<Event>(
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => IterableReadableStream<Event>,
): IterableReadableStream<Event> {
  const canceled = new AbortController()
  return new CancelableStream(open(either(signal, canceled)), canceled)
}

function either(signal: AbortSignal | undefined, canceled: AbortController): AbortSignal {
  return signal === undefined ? canceled.signal : AbortSignal.any([signal, canceled.signal])
}

/** Enqueues the next result of an iterator into a web stream. */
export async function enqueueNext<Chunk>(
  result: Promise<IteratorResult<Chunk>>,
  controller: ReadableStreamDefaultController<Chunk>,
): Promise<void> {
  const { value, done } = await result
  if (done === true) controller.close()
  else controller.enqueue(value)
}

/** A stream around LangChain's own, because only the underlying source is notified of every way to cancel a stream. */
class CancelableStream<Chunk> extends IterableReadableStream<Chunk> {
  readonly #canceled: AbortController

  constructor(stream: IterableReadableStream<Chunk>, canceled: AbortController) {
    super(
      {
        pull: (controller) => enqueueNext(stream.next(), controller),
        async cancel() {
          canceled.abort()
          await stream.return()
        },
      },
      { highWaterMark: 0 },
    )
    this.#canceled = canceled
  }

  // A loop locks the stream, and canceling a locked stream from outside the loop is rejected.
  override cancel(reason?: unknown): Promise<void> {
    this.#canceled.abort()
    return super.cancel(reason)
  }
}
