import { IterableReadableStream } from '@langchain/core/utils/stream'

/**
 * Opens a stream of LangChain's that ends when it is left, also while it waits: LangChain reads ahead, and a generator is not left
 * while it waits.
 */
export async function cancelable<Chunk>(
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => Promise<IterableReadableStream<Chunk>>,
): Promise<IterableReadableStream<Chunk>> {
  const exit = new AbortController()
  const either = signal === undefined ? exit.signal : AbortSignal.any([signal, exit.signal])
  return new CancelableStream(await open(either), exit)
}

/** Gives a web stream what a step of an iterator brings. */
export async function enqueueNext<Chunk>(
  step: Promise<IteratorResult<Chunk>>,
  controller: ReadableStreamDefaultController<Chunk>,
): Promise<void> {
  const { value, done } = await step
  if (done === true) controller.close()
  else controller.enqueue(value)
}

/** A stream of its own, since only what is under a stream hears of every way to leave it. */
class CancelableStream<Chunk> extends IterableReadableStream<Chunk> {
  readonly #exit: AbortController

  constructor(stream: IterableReadableStream<Chunk>, exit: AbortController) {
    super(
      {
        pull: (controller) => enqueueNext(stream.next(), controller),
        async cancel() {
          exit.abort()
          await stream.return()
        },
      },
      { highWaterMark: 0 },
    )
    this.#exit = exit
  }

  // A loop locks the stream, which then refuses to be cancelled from beside it.
  override cancel(reason?: unknown): Promise<void> {
    this.#exit.abort()
    return super.cancel(reason)
  }
}
