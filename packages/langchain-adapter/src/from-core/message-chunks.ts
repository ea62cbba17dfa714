import type { ChatChunk, GeneratedAudio, ToolCallDelta } from '@azureml-endpoints/core'
import type { AIMessageChunkFields, ToolCallChunk } from '@langchain/core/messages'
import { addRaw, answerKwargs, laterAudio } from './answer-kwargs.ts'
import { providerName } from './content-blocks.ts'
import { addFilterMetadata, finishMetadata, headerMetadata, modelMetadata, type Origin } from './metadata.ts'
import { StreamedExtras } from './streamed-extras.ts'
import { LazyGenerationChunk } from './lazy-generation-chunk.ts'
import { LazyMessageChunk } from './lazy-message-chunk.ts'
import { usageMetadata } from './usage.ts'

/**
 * Converts the chunks of one stream to message chunks. LangChain merges chunks by concatenating strings and adding numbers, so
 * metadata is sent only once: what is known from the start with the first chunk, the rest with the last.
 */
export class MessageChunkConverter {
  readonly #origin: Origin
  #isFirst = true
  #model: string | undefined
  #id: string | undefined
  #audio: GeneratedAudio = {}
  /** Metadata found so far, to be sent with the last chunk. */
  readonly #filters: Record<string, unknown> = {}
  readonly #extras = new StreamedExtras()

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /** Converts a chunk, or returns `undefined` if there is nothing in it to show. */
  convert(chunk: ChatChunk): LazyMessageChunk | undefined {
    const { text, reasoning, toolCalls, usage, finishReason } = chunk
    this.#collect(chunk)
    const isFirst = this.#isFirst
    const isLast = finishReason !== undefined
    const isEmpty = !text && !reasoning && !toolCalls && usage === undefined && !hasExtras(chunk)
    if (isEmpty && !isFirst && !isLast && !this.#origin.includesRaw) return undefined
    this.#isFirst = false
    const fields: AIMessageChunkFields = {
      content: text ?? '',
      additional_kwargs: this.#kwargs(chunk),
      response_metadata: {
        model_provider: providerName,
        ...(isFirst && headerMetadata(chunk.headers, this.#origin)),
        ...(isLast && this.#lastMetadata(chunk)),
      },
    }
    if (usage !== undefined) fields.usage_metadata = usageMetadata(usage)
    const chunks = toolCalls?.map(toToolCallChunk)
    return isFirst && isLast ? LazyMessageChunk.whole(fields, chunks) : LazyMessageChunk.piece(fields, chunks)
  }

  /** Converts the chunks of one network read. */
  convertAll(chunks: readonly ChatChunk[]): readonly LazyMessageChunk[] {
    const messages: LazyMessageChunk[] = []
    for (const chunk of chunks) {
      const message = this.convert(chunk)
      if (message !== undefined) messages.push(message)
    }
    return messages
  }

  #collect(chunk: ChatChunk): void {
    const { id, model, raw } = chunk
    if (id !== undefined) this.#id = id
    if (model !== undefined) this.#model ??= model
    addFilterMetadata(this.#filters, raw)
    this.#extras.add(chunk)
  }

  #kwargs(chunk: ChatChunk): Record<string, unknown> {
    const kwargs = this.#answerKwargs(chunk)
    return this.#origin.includesRaw ? addRaw(kwargs, chunk.raw) : kwargs
  }

  #answerKwargs(chunk: ChatChunk): Record<string, unknown> {
    if (chunk.audio === undefined) return answerKwargs(chunk)
    const audio = laterAudio(chunk.audio, this.#audio)
    this.#audio = { ...chunk.audio, ...this.#audio }
    return answerKwargs({ ...chunk, audio })
  }

  #lastMetadata(chunk: ChatChunk): Record<string, unknown> {
    return {
      ...(this.#id !== undefined && { id: this.#id }),
      ...modelMetadata(this.#model, this.#origin),
      ...this.#filters,
      ...this.#extras.metadata(),
      ...finishMetadata(chunk),
    }
  }
}

function hasExtras({ refusal, sources, audio }: ChatChunk): boolean {
  return refusal !== undefined || sources !== undefined || audio !== undefined
}

/** Wraps a message chunk as LangChain's models emit it. */
export function toGenerationChunk(message: LazyMessageChunk): LazyGenerationChunk {
  const { finish_reason, model_provider: _, ...info } = message.response_metadata
  const text = message.content as string
  if (finish_reason === undefined) return new LazyGenerationChunk({ text, message })
  return new LazyGenerationChunk({ text, message, generationInfo: { ...info, finish_reason } })
}

function toToolCallChunk({ index, id, name, arguments: args }: ToolCallDelta): ToolCallChunk {
  const chunk: ToolCallChunk = { type: 'tool_call_chunk', index, args: args ?? '' }
  if (id !== undefined) chunk.id = id
  if (name !== undefined) chunk.name = name
  return chunk
}
