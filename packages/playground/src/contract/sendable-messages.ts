import type { PlaygroundMessage } from './playground-contract.ts'

/**
 * Returns the messages that a request includes: a question whose call failed, or was stopped before anything arrived, is left
 * out together with its answer, so that questions and answers alternate.
 */
export function sendableMessages(messages: readonly PlaygroundMessage[]): readonly PlaygroundMessage[] {
  return messages.filter((message, index) => {
    const answer = message.role === 'user' ? messages[index + 1] : message
    return answer?.role !== 'assistant' || isUsable(answer)
  })
}

function isUsable({ parts, metadata }: PlaygroundMessage): boolean {
  if (metadata?.outcome === 'failed') return false
  return parts.some(({ type }) => isContent(type)) && !parts.some(({ type }) => type === 'data-failure')
}

function isContent(type: string): boolean {
  return !type.startsWith('data-') && type !== 'step-start'
}
