import type { LanguageModelV4ToolResultPart, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatMessage, ToolCall } from '@azureml-endpoints/core'
import { withoutBinary } from './binary-results.ts'
import type { ToolPairs } from './tool-pairs.ts'
import { toToolMessages } from './tool-results.ts'

/**
 * Builds the messages of one assistant message. The results of tools that a provider ran stand between its parts; core has them
 * in messages of their own, right after the message with their calls.
 */
export class AssistantTurn {
  readonly #warnings: SharedV4Warning[]
  readonly #pairs: ToolPairs
  readonly #messages: ChatMessage[] = []
  /** Calls whose results come later: in this message, or in the one after it. */
  readonly #expected = new Map<string, LanguageModelV4ToolResultPart>()
  #texts: string[] = []
  #reasoning: string[] = []
  /** All calls, those that have no result yet by their ids, and those that have one, altogether and in the current message. */
  readonly #calls: ToolCall[] = []
  readonly #open = new Map<string, ToolCall>()
  readonly #answered = new Set<ToolCall>()
  #answeredNow: ToolCall[] = []
  #results: LanguageModelV4ToolResultPart[] = []
  #providerData: unknown

  constructor(warnings: SharedV4Warning[], pairs: ToolPairs) {
    this.#warnings = warnings
    this.#pairs = pairs
  }

  addText(text: string): void {
    if (this.#results.length > 0) this.#flush()
    this.#texts.push(text)
  }

  addReasoning(text: string): void {
    if (this.#results.length > 0) this.#flush()
    this.#reasoning.push(text)
  }

  addCall(call: ToolCall): void {
    if (this.#results.length > 0) this.#flush()
    this.#calls.push(call)
    this.#open.set(call.id, call)
    this.#pairs.call(call.id)
  }

  /** Remembers the result of a call, which is added at the end if the call has none by then. */
  expectResult(result: LanguageModelV4ToolResultPart | undefined): void {
    if (result !== undefined) this.#expected.set(result.toolCallId, result)
  }

  /** Adds the result of a tool that a provider ran; returns `false` if there is no call for it. */
  addResult(result: LanguageModelV4ToolResultPart): boolean {
    const { toolCallId } = result
    const call = this.#open.get(toolCallId)
    if (call === undefined) return this.#pairs.isAnswered(toolCallId)
    this.#open.delete(toolCallId)
    this.#answered.add(call)
    this.#answeredNow.push(call)
    this.#pairs.answer(toolCallId)
    this.#results.push(withoutBinary(result, this.#warnings))
    return true
  }

  addProviderData(providerData: unknown): void {
    if (providerData !== undefined && providerData !== null) this.#providerData = providerData
  }

  /** Returns the messages; none if everything was left out. */
  finish(): ChatMessage[] {
    for (const result of this.#expected.values()) this.addResult(result)
    if (this.#results.length > 0) this.#flush()
    const waiting = this.#calls.filter((call) => !this.#answered.has(call))
    if (waiting.length > 0 || this.#hasContent()) this.#push(waiting)
    return this.#messages
  }

  /** Ends a message, with those of the calls whose results it has. The others are in the last one, before their results. */
  #flush(): void {
    this.#push(this.#answeredNow)
    for (const message of toToolMessages(this.#results, this.#warnings)) this.#messages.push(message)
    this.#texts = []
    this.#reasoning = []
    this.#results = []
    this.#answeredNow = []
    this.#providerData = undefined
  }

  #push(toolCalls: readonly ToolCall[]): void {
    const content = joined(this.#texts)
    const reasoning = joined(this.#reasoning)
    this.#messages.push({
      role: 'assistant',
      content,
      ...(reasoning !== '' && { reasoning }),
      ...(toolCalls.length > 0 && { toolCalls }),
      ...(this.#providerData !== undefined && { providerData: this.#providerData }),
    })
  }

  #hasContent(): boolean {
    if (this.#providerData !== undefined) return true
    return [...this.#texts, ...this.#reasoning].some((text) => text !== '')
  }
}

/** Joins the parts of a message, which is a single string in core, so that words at their boundary stay apart. */
function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}
