import type { LanguageModelV4StreamPart, SharedV4Warning } from '@ai-sdk/provider'
import type { AzureMLEndpointClient, CallOptions, ChatChunk, ChatRequest } from '@azureml-endpoints/core'
import { ContentFilter } from './content-filter.ts'
import { toAISDKError } from './errors.ts'
import { StreamParts, type StreamOptions } from './from-core-stream.ts'
import { providerMetadata } from './provider-metadata.ts'

/** What a stream of parts shows besides the answer. */
export interface PartStreamOptions extends StreamOptions {
  readonly warnings: SharedV4Warning[]
  readonly deploymentName: string | undefined
}

/**
 * A streamed answer whose first words have come. What fails before them fails the opening, so that the call can be
 * made again; what fails after them becomes a part of the stream.
 */
export class ChatStream {
  readonly #batches: AsyncGenerator<readonly ChatChunk[], void, undefined>
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal | undefined
  /** What came before the stream is read. */
  #opening: (readonly ChatChunk[])[] = []

  private constructor(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions) {
    this.#signal = options.signal
    if (this.#signal?.aborted) this.#forward()
    else this.#signal?.addEventListener('abort', this.#forward)
    this.#batches = client.streamBatches(request, { ...options, signal: this.#stop.signal })
  }

  /** Asks, and waits for the first words. */
  static async open(client: AzureMLEndpointClient, request: ChatRequest, options: CallOptions): Promise<ChatStream> {
    const stream = new ChatStream(client, request, options)
    try {
      await stream.#readFirstWords()
      return stream
    } catch (error) {
      stream.#release()
      throw error
    }
  }

  /** The first piece, which has the request as it was sent and the headers of the answer. */
  get first(): ChatChunk | undefined {
    return this.#opening[0]?.[0]
  }

  /** Gives the answer as parts: one pull is one network read, and nothing is read ahead of the reader. */
  toParts(options: PartStreamOptions): ReadableStream<LanguageModelV4StreamPart> {
    const { headers } = this.first ?? {}
    const contentFilter = new ContentFilter()
    const metadata = () => providerMetadata(headers, options.deploymentName, contentFilter)
    let parts: StreamParts
    return new ReadableStream<LanguageModelV4StreamPart>(
      {
        start(controller) {
          parts = new StreamParts(controller, options)
        },
        pull: async (controller) => {
          const before = parts.count
          if (before === 0) parts.start(options.warnings)
          try {
            // A batch may be all silence, and a pull that gives nothing is not made again.
            do {
              const batch = await this.#next()
              if (batch === undefined) {
                parts.finish(metadata())
                return controller.close()
              }
              for (const chunk of batch) {
                contentFilter.read(chunk.raw)
                parts.push(chunk)
              }
              parts.endBatch()
            } while (parts.count === before)
          } catch (error) {
            if (this.#stop.signal.aborted) throw error
            parts.fail(toAISDKError(error), metadata())
            controller.close()
          }
        },
        cancel: async () => {
          this.#release()
          // Ends a read that is under way; the generator alone would wait for it.
          this.#stop.abort()
          await this.#batches.return().catch(() => {})
        },
      },
      { highWaterMark: 0 },
    )
  }

  async #readFirstWords(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#batches.next()
      if (done) return
      this.#opening.push(value)
      if (value.some(speaks)) return
    }
  }

  async #next(): Promise<readonly ChatChunk[] | undefined> {
    const waiting = this.#opening.shift()
    if (waiting !== undefined) return waiting
    let over = true
    try {
      const { done, value } = await this.#batches.next()
      over = done === true
      return done ? undefined : value
    } finally {
      if (over) this.#release()
    }
  }

  #release(): void {
    this.#signal?.removeEventListener('abort', this.#forward)
  }

  readonly #forward = (): void => this.#stop.abort(this.#signal?.reason)
}

function speaks({ text, reasoning, toolCalls, finishReason }: ChatChunk): boolean {
  return text !== undefined || reasoning !== undefined || toolCalls !== undefined || finishReason !== undefined
}
