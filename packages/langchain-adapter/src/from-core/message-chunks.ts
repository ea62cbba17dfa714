import type { ChatChunk, ToolCallDelta } from '@azureml-endpoints/core'
import type { AIMessageChunkFields, ToolCallChunk } from '@langchain/core/messages'
import { providerName } from './content-blocks.ts'
import { finishMetadata, headerMetadata, modelMetadata, type Origin, rawMetadata } from './metadata.ts'
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
  /** Metadata found so far, to be sent with the last chunk. */
  #found: Record<string, unknown> = {}

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /** Converts a chunk, or returns `undefined` if there is nothing in it to show. */
  convert(chunk: ChatChunk): LazyMessageChunk | undefined {
    const { text, reasoning, toolCalls, usage, finishReason } = chunk
    this.#collect(chunk)
    const isFirst = this.#isFirst
    const isLast = finishReason !== undefined
    if (!isFirst && !isLast && !text && !reasoning && !toolCalls && usage === undefined) return undefined
    this.#isFirst = false
    const fields: AIMessageChunkFields = {
      content: text ?? '',
      additional_kwargs: reasoning ? { reasoning_content: reasoning } : {},
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

  #collect({ id, model, raw }: ChatChunk): void {
    if (id !== undefined) this.#id ??= id
    if (model !== undefined) this.#model ??= model
    const found = rawMetadata(raw)
    for (const name in found) {
      const value = found[name]
      this.#found[name] = name === 'logprobs' ? appendLogprobs(this.#found[name], value) : value
    }
  }

  #lastMetadata(chunk: ChatChunk): Record<string, unknown> {
    return {
      ...(this.#id !== undefined && { id: this.#id }),
      ...modelMetadata(this.#model, this.#origin),
      ...this.#found,
      ...finishMetadata(chunk),
    }
  }
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

/** Appends in place, since copying would be quadratic; only the raw event shares the list. */
function appendLogprobs(known: unknown, added: unknown): unknown {
  const { content: list } = (known ?? {}) as { readonly content?: unknown }
  const { content: more } = added as { readonly content?: unknown }
  if (!Array.isArray(list) || !Array.isArray(more)) return added
  for (const logprob of more) list.push(logprob)
  return known
}
