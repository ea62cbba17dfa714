import type { ChatMessage } from '@azureml-endpoints/core'
import { type BaseMessageLike, coerceMessageLikeToMessage } from '@langchain/core/messages'
import { sha256 } from '@langchain/core/utils/hash'
import { toCoreMessages } from '../to-core/messages.ts'

/**
 * Returns a digest of conversations for LangChain's cache key, which contains only their text, joined: neither images nor
 * anything else that is sent. A single question is completely in the key, and needs none.
 */
export function messagesDigest(conversations: readonly BaseMessageLike[][]): string | undefined {
  try {
    const converted = conversations.map((messages) => toCoreMessages(messages.map(coerceMessageLikeToMessage)))
    return converted.every(isSingleQuestion) ? undefined : `sha256 ${sha256(JSON.stringify(converted, digestBytes))}`
  } catch {
    // The call itself reports what is wrong with the messages, or JSON cannot represent them.
    return undefined
  }
}

function isSingleQuestion([first, second]: readonly ChatMessage[]): boolean {
  return second === undefined && first?.role === 'user' && typeof first.content === 'string'
}

/** `this` has the bytes as they are: Node's buffers turn themselves into a list of numbers first. */
function digestBytes(this: unknown, name: string, value: unknown): unknown {
  const original = (this as Readonly<Record<string, unknown>>)[name]
  return original instanceof Uint8Array ? sha256(original as unknown as string) : value
}
