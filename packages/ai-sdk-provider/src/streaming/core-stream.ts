import type { AzureMLEndpointClient, CallOptions, ChatChunk, ChatRequest } from '@azureml-endpoints/core'

type Batch = readonly ChatChunk[]

/**
 * Core's stream of an answer. Opening it waits for the first content, so that earlier failures reject the call and `ai` can retry it;
 * later failures reject `next()`.
 */
export class CoreStream {
  readonly #batches: AsyncGenerator<Batch, void, undefined>
  readonly #signal: AbortSignal | undefined
  /** Batches that arrived while opening the stream. */
  readonly #opening: Batch[] = []
  /** Whether the answer's id or model has arrived. */
  #hasMetadata = false
  /** A read that opening the stream did not wait for. */
  #pending: Promise<IteratorResult<Batch, void>> | undefined

  private constructor(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions) {
    this.#signal = options.signal
    this.#batches = client.streamBatches(request, options)
  }

  /** Sends the request, and waits until there is content. */
  static async open(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions): Promise<CoreStream> {
    const stream = new CoreStream(client, request, options)
    await stream.#open()
    return stream
  }

  /** The first chunk, which contains the request as sent and the response headers. */
  get first(): ChatChunk | undefined {
    return this.#opening[0]?.[0]
  }

  /** Whether the caller has aborted the call. */
  get aborted(): boolean {
    return this.#signal?.aborted ?? false
  }

  /** Returns the chunks of the next network read, or `undefined` at the end. */
  async next(): Promise<Batch | undefined> {
    const buffered = this.#opening.shift()
    if (buffered !== undefined) return buffered
    const { done, value } = await this.#read()
    return done ? undefined : value
  }

  /** Closes the connection, even during a read. */
  async close(): Promise<void> {
    await this.#batches.return()
  }

  async #open(): Promise<void> {
    for (;;) {
      const read = this.#read()
      // There is metadata but no content yet. Only what has already arrived is read now: `ai` limits the time to the first content
      // itself, starting when it gets the stream.
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

/** The maximum number of reads without content to buffer; an endpoint could send such chunks forever. */
const maxBufferedReads = 256

function hasMetadata({ id, model }: ChatChunk): boolean {
  return id !== undefined || model !== undefined
}

function hasContent({ text, reasoning, toolCalls, sources, audio, finishReason }: ChatChunk): boolean {
  if (text !== undefined || reasoning !== undefined || toolCalls !== undefined) return true
  return sources !== undefined || audio !== undefined || finishReason !== undefined
}

/** Returns whether a promise settles without waiting for the network. */
function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (): void => resolve(true)
    promise.then(settle, settle)
    setTimeout(resolve, 0, false)
  })
}
