import type { LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider'

/** Pairs the tool calls of a conversation with their results, because endpoints reject one without the other. */
export class ToolPairs {
  readonly #providerResults = new Map<string, LanguageModelV4ToolResultPart>()
  readonly #open = new Set<string>()
  readonly #answered = new Set<string>()

  constructor(prompt: LanguageModelV4Prompt) {
    for (const message of prompt) {
      if (message.role !== 'assistant') continue
      for (const part of message.content)
        if (part.type === 'tool-result') this.#providerResults.set(part.toolCallId, part)
    }
  }

  /** The result of a tool that a provider ran. Some providers send it in a later message than the call. */
  providerResult(toolCallId: string): LanguageModelV4ToolResultPart | undefined {
    return this.#providerResults.get(toolCallId)
  }

  /** Notes a call. */
  call(toolCallId: string): void {
    this.#open.add(toolCallId)
    this.#answered.delete(toolCallId)
  }

  /** Notes a result; returns `false` if its call has one already. */
  answer(toolCallId: string): boolean {
    if (this.#open.delete(toolCallId)) this.#answered.add(toolCallId)
    else if (this.#answered.has(toolCallId)) return false
    return true
  }

  /** Whether a call has its result. */
  isAnswered(toolCallId: string): boolean {
    return this.#answered.has(toolCallId)
  }
}
