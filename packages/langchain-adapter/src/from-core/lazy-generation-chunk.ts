import type { AIMessageChunk } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'
import { type MessageSum, addMessage, sumOf } from './message-sum.ts'
import { LazyMessageChunk } from './lazy-message-chunk.ts'
import { tokenCounts } from './usage.ts'

/** A `ChatGenerationChunk` that merges its messages only when `message` is read: LangChain joins all chunks, and reads it once. */
export class LazyGenerationChunk extends ChatGenerationChunk {
  #sum: MessageSum | undefined

  override concat(chunk: ChatGenerationChunk): LazyGenerationChunk {
    const joined = new LazyGenerationChunk({
      text: this.text + chunk.text,
      generationInfo:
        chunk.generationInfo === undefined ? this.generationInfo : { ...this.generationInfo, ...chunk.generationInfo },
      message: notYetMerged,
    })
    joined.#sum = addMessage(this.#sum ?? sumOf(this.message as AIMessageChunk), chunk.message as AIMessageChunk)
    return Object.defineProperty(joined, 'message', lazyMessage)
  }

  /** Merges the messages. */
  mergeMessages(): LazyMessageChunk {
    const message = LazyMessageChunk.fromSum(this.#sum ?? sumOf(notYetMerged))
    this.setMessage(message)
    return message
  }

  /** Sets the merged message; LangChain may also assign another. */
  setMessage(message: AIMessageChunk): void {
    this.#sum = undefined
    Object.defineProperty(this, 'message', { configurable: true, enumerable: true, writable: true, value: message })
  }
}

/** Takes the place of the message until it is merged. */
const notYetMerged = undefined as unknown as AIMessageChunk

const lazyMessage: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get(this: LazyGenerationChunk) {
    return this.mergeMessages()
  },
  set(this: LazyGenerationChunk, message: AIMessageChunk) {
    this.setMessage(message)
  },
}

/** Joins the chunks of a stream to one result. */
export async function joinChunks(
  chunks: AsyncIterable<ChatGenerationChunk>,
  signal: AbortSignal | undefined,
): Promise<ChatResult> {
  let joined: ChatGenerationChunk | undefined
  for await (const chunk of chunks) joined = joined === undefined ? chunk : joined.concat(chunk)
  signal?.throwIfAborted()
  if (joined === undefined) return { generations: [] }
  const usage = (joined.message as AIMessageChunk).usage_metadata
  return { generations: [joined], ...(usage && { llmOutput: { tokenUsage: tokenCounts(usage) } }) }
}
