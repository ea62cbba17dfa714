import type { AzureMLEndpointClient, CallOptions, ChatChunk, ChatRequest } from '@azureml-endpoints/core'

type Batch = readonly ChatChunk[]

/**
 * A streamed answer that has begun. What fails before it shows anything fails its opening, so that the call can be made
 * again; what fails later fails its reading.
 */
export class CoreStream {
  readonly #batches: AsyncGenerator<Batch, void, undefined>
  readonly #signal: AbortSignal | undefined
  /** What came before the stream is read. */
  readonly #opening: Batch[] = []
  /** Whether the answer has said its id or model. */
  #hasMetadata = false
  /** A read that the opening did not wait for. */
  #pending: Promise<IteratorResult<Batch, void>> | undefined
  #closed = false

  private constructor(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions) {
    this.#signal = options.signal
    this.#batches = client.streamBatches(request, options)
  }

  /** Asks, and waits until there is something to show. */
  static async open(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions): Promise<CoreStream> {
    const stream = new CoreStream(client, request, options)
    await stream.#open()
    return stream
  }

  /** The first piece, which has the request as it was sent and the headers of the answer. */
  get first(): ChatChunk | undefined {
    return this.#opening[0]?.[0]
  }

  /** Whether the caller has called it off. */
  get cancelled(): boolean {
    return this.#closed || (this.#signal?.aborted ?? false)
  }

  /** Gives what came in the next network read, or `undefined` at the end. */
  async next(): Promise<Batch | undefined> {
    const waiting = this.#opening.shift()
    if (waiting !== undefined) return waiting
    const { done, value } = await this.#read()
    return done ? undefined : value
  }

  /** Closes the connection, also in the middle of a read. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#batches.return().catch(() => {})
  }

  async #open(): Promise<void> {
    for (;;) {
      const read = this.#read()
      // The answer has a name but no words yet. Only what is here already is looked at: the time to the first words is
      // for the caller to limit, whose clock begins with the stream.
      if (this.#hasMetadata && !(await isSettled(read))) {
        this.#pending = read
        return
      }
      const { done, value } = await read
      if (done) return
      this.#opening.push(value)
      this.#hasMetadata ||= value.some(hasMetadata)
      if (value.some(hasContent) || this.#opening.length >= maxBufferedReads) return
    }
  }

  #read(): Promise<IteratorResult<Batch, void>> {
    const pending = this.#pending
    this.#pending = undefined
    return pending ?? this.#batches.next()
  }
}

/** Reads that are kept while nothing can be shown; an endpoint could go on like that for ever. */
const maxBufferedReads = 256

function hasMetadata({ id, model }: ChatChunk): boolean {
  return id !== undefined || model !== undefined
}

function hasContent({ text, reasoning, toolCalls, finishReason }: ChatChunk): boolean {
  return text !== undefined || reasoning !== undefined || toolCalls !== undefined || finishReason !== undefined
}

/** Tells whether a promise needs nothing from the network any more. */
function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (): void => resolve(true)
    promise.then(settle, settle)
    setTimeout(resolve, 0, false)
  })
}
