import type { BaseMessage, MessageContent } from '@langchain/core/messages'

/** Counts tokens by rule of thumb, four characters each: LangChain's own count would fetch a tokenizer from the network. */
export function estimateTokens(content: MessageContent): number {
  return Math.ceil(textLength(content) / 4)
}

/** Counts the tokens of messages by the same rule, and four more for what stands around each. */
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
