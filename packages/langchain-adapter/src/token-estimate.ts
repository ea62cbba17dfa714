import type { BaseMessage, MessageContent } from '@langchain/core/messages'

/** Estimates tokens at four characters each. LangChain's own count would download a tokenizer. */
export function estimateTokens(content: MessageContent): number {
  return Math.ceil(textLength(content) / 4)
}

/** Estimates the tokens of messages, with four more per message for its role and separators. */
export function estimateMessageTokens(messages: readonly BaseMessage[]): {
  totalCount: number
  countPerMessage: number[]
} {
  const countPerMessage = messages.map((message) => {
    const calls = (message as { readonly tool_calls?: readonly unknown[] }).tool_calls ?? []
    return 4 + Math.ceil((textLength(message.content) + (calls.length > 0 ? JSON.stringify(calls).length : 0)) / 4)
  })
  return { totalCount: countPerMessage.reduce((sum, count) => sum + count, 0), countPerMessage }
}

function textLength(content: MessageContent): number {
  if (typeof content === 'string') return content.length
  return content.reduce((sum, block) => sum + (typeof block['text'] === 'string' ? block['text'].length : 0), 0)
}
