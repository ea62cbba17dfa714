import { BaseCache } from '@langchain/core/caches'
import type { BaseMessage } from '@langchain/core/messages'
import type { Generation } from '@langchain/core/outputs'
import type { LazyMessageChunk } from '../from-core/lazy-message-chunk.ts'

/**
 * A cache that stores copies. LangChain caches the message that it returned to the first caller, and sets the usage of that same
 * message to zero on a cache hit.
 */
export class CopyingCache extends BaseCache {
  readonly #cache: BaseCache

  constructor(cache: BaseCache) {
    super()
    this.#cache = cache
  }

  override lookup(prompt: string, llmKey: string): Promise<Generation[] | null> {
    return this.#cache.lookup(prompt, llmKey)
  }

  override update(prompt: string, llmKey: string, value: Generation[]): Promise<void> {
    return this.#cache.update(prompt, llmKey, value.map(copyGeneration))
  }
}

function copyGeneration(generation: Generation): Generation {
  const { message } = generation as { readonly message?: BaseMessage }
  return message === undefined ? { ...generation } : Object.assign({ ...generation }, { message: copyMessage(message) })
}

function copyMessage(message: BaseMessage): BaseMessage {
  if (isLazy(message)) return message.copy()
  const copy = Object.create(Object.getPrototypeOf(message) as object) as BaseMessage
  return Object.assign(copy, message, { lc_kwargs: { ...message.lc_kwargs } })
}

/** Not `instanceof`, which LangChain lets any `AIMessageChunk` pass. */
function isLazy(message: BaseMessage): message is LazyMessageChunk {
  return 'toolCallPieces' in message
}
