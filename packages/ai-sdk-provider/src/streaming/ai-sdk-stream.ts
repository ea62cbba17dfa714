import type { LanguageModelV4StreamPart, SharedV4Warning } from '@ai-sdk/provider'
import type { CoreStream } from './core-stream.ts'
import { ContentFilter } from '../from-core/content-filter.ts'
import { toAISDKError } from '../from-core/errors.ts'
import { StreamParts, type StreamOptions } from '../from-core/stream-parts.ts'
import { type AzureMLResponseMetadata, responseMetadata } from '../from-core/metadata.ts'

/** What the stream contains besides the answer. */
export interface PartStreamOptions extends StreamOptions {
  readonly warnings: SharedV4Warning[]
  readonly deploymentName: string | undefined
}

/** Creates the stream of parts that `ai` reads. Each pull is one network read, and nothing is read ahead. */
export function createPartStream(
  answer: CoreStream,
  options: PartStreamOptions,
): ReadableStream<LanguageModelV4StreamPart> {
  let reading: PartReader
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      start(controller) {
        reading = new PartReader(answer, options, controller)
      },
      pull: () => reading.pull(),
      cancel: () => answer.close(),
    },
    { highWaterMark: 0 },
  )
}

class PartReader {
  readonly #answer: CoreStream
  readonly #options: PartStreamOptions
  readonly #controller: ReadableStreamDefaultController<LanguageModelV4StreamPart>
  readonly #parts: StreamParts
  readonly #headers: Headers | undefined
  readonly #contentFilter = new ContentFilter()

  constructor(
    answer: CoreStream,
    options: PartStreamOptions,
    controller: ReadableStreamDefaultController<LanguageModelV4StreamPart>,
  ) {
    this.#answer = answer
    this.#options = options
    this.#controller = controller
    this.#parts = new StreamParts(controller, options)
    this.#headers = answer.first?.headers
  }

  /** Emits the parts of the next network read that has any, because a pull without any is not repeated. */
  async pull(): Promise<void> {
    const before = this.#parts.count
    if (before === 0) this.#parts.start(this.#options.warnings)
    try {
      do {
        const batch = await this.#answer.next()
        if (batch === undefined) return this.#finish()
        for (const chunk of batch) {
          this.#contentFilter.read(chunk.raw)
          this.#parts.push(chunk)
        }
        this.#parts.endBatch()
      } while (this.#parts.count === before)
    } catch (error) {
      // An abort is not an error part.
      if (this.#answer.aborted) throw error
      this.#parts.fail(toAISDKError(error), this.#metadata())
      this.#controller.close()
      // The error may be that of a metadata extractor.
      await this.#answer.close()
    }
  }

  #finish(): void {
    this.#parts.finish(this.#metadata())
    this.#controller.close()
  }

  #metadata(): AzureMLResponseMetadata {
    return responseMetadata(this.#headers, this.#options.deploymentName, this.#contentFilter)
  }
}
