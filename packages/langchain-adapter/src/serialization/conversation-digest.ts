import type { ChatRequest } from '@azureml-endpoints/core'
import { type BaseMessage, type BaseMessageLike, coerceMessageLikeToMessage } from '@langchain/core/messages'
import type { RequestDigest } from '../endpoint/request-digest.ts'

/**
 * Returns a digest of conversations for LangChain's cache key, which contains only their text, joined: neither images nor
 * anything else that is sent. A single question is completely in the key, and needs none.
 */
export function conversationDigest(
  conversations: readonly BaseMessageLike[][],
  toRequest: (messages: BaseMessage[]) => ChatRequest,
  digest: RequestDigest,
): string | undefined {
  try {
    const requests = conversations.map((messages) => toRequest(messages.map(coerceMessageLikeToMessage)))
    return requests.every(isSingleQuestion) ? undefined : digest.of(requests)
  } catch {
    // The call itself reports what is wrong with the messages.
    return undefined
  }
}

function isSingleQuestion({ messages: [first, second] }: ChatRequest): boolean {
  return second === undefined && first?.role === 'user' && typeof first.content === 'string'
}
