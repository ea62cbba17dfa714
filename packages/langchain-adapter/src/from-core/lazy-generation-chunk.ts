import type { AIMessageChunk } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'
import { type MessageSum, addMessage, sumOf } from './message-sum.ts'
import { LazyMessageChunk } from './lazy-message-chunk.ts'
import { tokenCounts } from './usage.ts'

/** A `ChatGenerationChunk` whose joined message is made when someone looks; LangChain joins them all, and looks once. */
export class LazyGenerationChunk extends ChatGenerationChunk {
  #sum: MessageSum | undefined

  override concat(chunk: ChatGenerationChunk): LazyGenerationChunk {
    const joined = new LazyGenerationChunk({
      text: this.text + chunk.text,
      generationInfo:
        chunk.generationInfo === undefined ? this.generationInfo : { ...this.generationInfo, ...chunk.generationInfo },
      message: notYetJoined,
    })
    joined.#sum = addMessage(this.#sum ?? sumOf(this.message as AIMessageChunk), chunk.message as AIMessageChunk)
    return Object.defineProperty(joined, 'message', lazyMessage)
  }

  /** Makes the joined message. */
  joinedMessage(): LazyMessageChunk {
    const message = LazyMessageChunk.fromSum(this.#sum ?? sumOf(notYetJoined))
    this.setMessage(message)
    return message
  }

  /** Keeps a message that was made, here or by LangChain in its place. */
  setMessage(message: AIMessageChunk): void {
    this.#sum = undefined
    Object.defineProperty(this, 'message', { configurable: true, enumerable: true, writable: true, value: message })
  }
}

/** Stands where the joined message is yet to be made. */
const notYetJoined = undefined as unknown as AIMessageChunk

const lazyMessage: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get(this: LazyGenerationChunk) {
    return this.joinedMessage()
  },
  set(this: LazyGenerationChunk, message: AIMessageChunk) {
    this.setMessage(message)
  },
}

/** Joins the pieces of a stream to one answer. */
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
