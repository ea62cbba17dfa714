import type { LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider'

/** Pairs the tool calls of a conversation with their results, because endpoints reject one without the other. */
export class ToolPairs {
  readonly #providerResults = new Map<string, LanguageModelV4ToolResultPart>()
  readonly #toolMessageResults = new Set<string>()
  readonly #open = new Set<string>()
  readonly #answered = new Set<string>()

  constructor(prompt: LanguageModelV4Prompt) {
    for (const message of prompt) {
      if (message.role !== 'assistant' && message.role !== 'tool') continue
      for (const part of message.content) {
        if (part.type !== 'tool-result') continue
        if (message.role === 'assistant') this.#providerResults.set(part.toolCallId, part)
        else this.#toolMessageResults.add(part.toolCallId)
      }
    }
  }

  /** The result of a tool that a provider ran. Some providers send it in a later message than the call. */
  providerResult(toolCallId: string): LanguageModelV4ToolResultPart | undefined {
    return this.#providerResults.get(toolCallId)
  }

  /** Whether a tool message contains the result of a call, as when the AI SDK reports a provider's invalid call. */
  hasToolMessage(toolCallId: string): boolean {
    return this.#toolMessageResults.has(toolCallId)
  }

  /** Notes a call. */
  call(toolCallId: string): void {
    this.#open.add(toolCallId)
    this.#answered.delete(toolCallId)
  }

  /** Records a result; returns `false` if no call is waiting for it. */
  answer(toolCallId: string): boolean {
    const isOpen = this.#open.delete(toolCallId)
    if (isOpen) this.#answered.add(toolCallId)
    return isOpen
  }

  /** Whether a call has its result. */
  isAnswered(toolCallId: string): boolean {
    return this.#answered.has(toolCallId)
  }
}
