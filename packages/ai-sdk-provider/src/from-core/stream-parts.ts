import type { SharedV4Warning } from '@ai-sdk/provider'
import type { ChatChunk, FinishReason, ToolCallDelta, Usage } from '@azureml-endpoints/core'
import { toFinishReason } from './answer.ts'
import { CollectedExtras } from './collected-extras.ts'
import { type AzureMLStreamMetadataExtractor, withExtracted } from '../settings/metadata-extractor.ts'
import type { AzureMLResponseMetadata } from './metadata.ts'
import { CountingSink, type PartSink } from './part-sink.ts'
import { providerDataMetadata } from './provider-data.ts'
import { toSource } from './sources.ts'
import { TextBlocks } from './text-blocks.ts'
import { ToolInputs } from './tool-inputs.ts'
import { toUsage } from './usage.ts'

/** What a stream contains besides its answer, and how. */
export interface StreamOptions {
  readonly includeRawChunks: boolean
  /** Whether to emit the text of one batch as one delta. */
  readonly coalesceDeltas: boolean
  /** Reads more metadata from the events. */
  readonly extractor?: AzureMLStreamMetadataExtractor | undefined
}

/**
 * Converts the chunks of one stream to parts, in the order of the AI SDK's own providers: the start, each raw chunk before its
 * parts, the end of reasoning before text, the end of both before tool calls, complete tool calls at the end, and the finish.
 */
export class StreamParts {
  readonly #sink: CountingSink
  readonly #includeRawChunks: boolean
  readonly #blocks: TextBlocks
  readonly #toolInputs: ToolInputs
  readonly #extras = new CollectedExtras()
  readonly #extractor: AzureMLStreamMetadataExtractor | undefined
  /** What the endpoint needs back, as far as a part has it. */
  #keptData: unknown
  /** The metadata emitted so far. */
  readonly #metadata: { id?: string; modelId?: string; timestamp?: Date } = {}
  #lastId: string | undefined
  #usage: Usage | undefined
  #finishReason: FinishReason = 'other'
  #rawFinishReason: string | undefined

  constructor(sink: PartSink, options: StreamOptions) {
    this.#sink = new CountingSink(sink)
    this.#includeRawChunks = options.includeRawChunks
    this.#extractor = options.extractor
    this.#blocks = new TextBlocks(this.#sink, options.coalesceDeltas)
    this.#toolInputs = new ToolInputs(this.#sink)
  }

  /** The number of parts emitted so far. */
  get count(): number {
    return this.#sink.count
  }

  start(warnings: SharedV4Warning[]): void {
    this.#sink.enqueue({ type: 'stream-start', warnings })
  }

  /** Converts a chunk. A chunk of text, by far the most common kind, creates no object but its part. */
  push(chunk: ChatChunk): void {
    if (chunk.raw !== undefined) this.#pushRaw(chunk.raw)
    if (chunk.id !== undefined || chunk.model !== undefined || chunk.createdAt !== undefined) this.#pushMetadata(chunk)
    this.#extras.add(chunk)
    if (chunk.reasoning !== undefined) this.#pushText('reasoning', chunk.reasoning)
    if (chunk.text !== undefined) this.#pushText('text', chunk.text)
    if (chunk.sources !== undefined) for (const source of chunk.sources) this.#sink.enqueue(toSource(source))
    if (chunk.toolCalls !== undefined) for (const delta of chunk.toolCalls) this.#pushToolCall(delta)
    if (chunk.usage !== undefined) this.#usage = chunk.usage
    if (chunk.finishReason !== undefined) {
      this.#finishReason = chunk.finishReason
      this.#rawFinishReason = chunk.rawFinishReason
    }
  }

  /** Emits the buffered text. */
  endBatch(): void {
    this.#blocks.endBatch()
  }

  /** Ends the answer: emits generated files, the complete tool calls and the finish reason. */
  finish(metadata: AzureMLResponseMetadata): void {
    this.#close()
    const { providerData, audioFile } = this.#extras
    const isKept = providerData === this.#keptData
    if (!isKept && this.#toolInputs.isEmpty) this.#emitEmptyText()
    if (audioFile !== undefined) this.#sink.enqueue(audioFile)
    this.#toolInputs.finish(isKept ? undefined : providerData)
    this.#emitFinish(this.#finishReason, metadata)
  }

  /** Ends an answer that failed. Its tool calls are not emitted, because they may be incomplete and must not run. */
  fail(error: unknown, metadata: AzureMLResponseMetadata): void {
    this.endBatch()
    this.#sink.enqueue({ type: 'error', error })
    this.#close()
    this.#toolInputs.abandon()
    this.#emitFinish('error', metadata)
  }

  /** Passes an event on as it arrived. The chunks that core adds at the end have none. */
  #pushRaw(raw: unknown): void {
    if (this.#includeRawChunks) {
      this.endBatch()
      this.#sink.enqueue({ type: 'raw', rawValue: raw })
    }
    this.#extractor?.processChunk(raw)
  }

  #pushText(kind: 'text' | 'reasoning', delta: string): void {
    if (this.#blocks.open !== kind) {
      this.#close()
      this.#blocks.start(kind)
    }
    this.#blocks.emit(kind, delta)
  }

  #pushToolCall(delta: ToolCallDelta): void {
    if (this.#toolInputs.isNew(delta)) this.#close()
    this.#toolInputs.push(delta)
  }

  /** Ends the open block, with the `providerData` received so far. */
  #close(): void {
    if (this.#blocks.open === undefined) return
    const { providerData } = this.#extras
    this.#blocks.end(providerDataMetadata(providerData === this.#keptData ? undefined : providerData))
    this.#keptData = providerData
  }

  #emitEmptyText(): void {
    this.#blocks.start('text')
    this.#close()
  }

  /** Emits what is new: an endpoint may send the model before the id, as Azure does with the results of its content filter. */
  #pushMetadata({ id, model, createdAt }: ChatChunk): void {
    const sent = this.#metadata
    if (id !== undefined) this.#lastId = id
    const hasId = id !== undefined && sent.id === undefined
    const hasModel = model !== undefined && sent.modelId === undefined
    const hasTimestamp = createdAt !== undefined && sent.timestamp === undefined
    if (!hasId && !hasModel && !hasTimestamp) return
    const metadata = {
      ...(hasId && { id }),
      ...(hasModel && { modelId: model }),
      ...(hasTimestamp && { timestamp: createdAt }),
    }
    Object.assign(sent, metadata)
    this.#sink.enqueue({ type: 'response-metadata', ...metadata })
  }

  #emitFinish(reason: FinishReason, metadata: AzureMLResponseMetadata): void {
    const finishReason = toFinishReason(reason, this.#rawFinishReason)
    // The last of several ids is the one to continue from.
    const id = this.#lastId
    if (id !== this.#metadata.id) this.#sink.enqueue({ type: 'response-metadata', id })
    const providerMetadata = withExtracted(this.#extras.metadataWith(metadata), this.#extractor?.buildMetadata())
    this.#sink.enqueue({ type: 'finish', finishReason, usage: toUsage(this.#usage), providerMetadata })
  }
}
