import type { ChatChunk, ToolCallDelta } from '@azureml-endpoints/core'
import type { AIMessageChunkFields, ToolCallChunk } from '@langchain/core/messages'
import { providerName } from './content-blocks.ts'
import { finishMetadata, headerMetadata, modelMetadata, type Origin, rawMetadata } from './metadata.ts'
import { LazyGenerationChunk } from './lazy-generation-chunk.ts'
import { LazyMessageChunk } from './lazy-message-chunk.ts'
import { usageMetadata } from './usage.ts'

/**
 * Reads the pieces of one stream as messages. LangChain adds up what pieces say, words to words and numbers to numbers, so whatever
 * is the same on all of them is said once: what is known from the start with the first, the rest with the last.
 */
export class MessageChunkConverter {
  readonly #origin: Origin
  #isFirst = true
  #model: string | undefined
  #id: string | undefined
  /** What the latest chunks brought that is not for the user's eyes yet. */
  #found: Record<string, unknown> = {}

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /** Reads a piece; one that says nothing is none. */
  read(chunk: ChatChunk): LazyMessageChunk | undefined {
    const { text, reasoning, toolCalls, usage, finishReason } = chunk
    this.#note(chunk)
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

  /** Reads the pieces of one network read. */
  convertAll(chunks: readonly ChatChunk[]): readonly LazyMessageChunk[] {
    const messages: LazyMessageChunk[] = []
    for (const chunk of chunks) {
      const message = this.read(chunk)
      if (message !== undefined) messages.push(message)
    }
    return messages
  }

  #note({ id, model, raw }: ChatChunk): void {
    if (id !== undefined) this.#id ??= id
    if (model !== undefined) this.#model ??= model
    const found = rawMetadata(raw)
    for (const name in found) {
      const value = found[name]
      this.#found[name] = name === 'logprobs' ? joinLogprobs(this.#found[name], value) : value
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

/** Gives a message as LangChain's models hand it on. */
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

/** Adds to the list that is kept, which no one else holds but the raw event it came in. */
function joinLogprobs(known: unknown, more: unknown): unknown {
  const { content: left } = (known ?? {}) as { readonly content?: unknown }
  const { content: right } = more as { readonly content?: unknown }
  if (!Array.isArray(left) || !Array.isArray(right)) return more
  for (const one of right) left.push(one)
  return known
}
