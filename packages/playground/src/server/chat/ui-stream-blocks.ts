import type { UIMessageStreamWriter } from 'ai'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'

/** Writes an answer as UI message stream blocks of text or reasoning, each with its start and end. */
export class UIStreamBlocks {
  readonly #writer: UIMessageStreamWriter<PlaygroundMessage>
  #open: { readonly kind: 'text' | 'reasoning'; readonly id: string } | undefined

  constructor(writer: UIMessageStreamWriter<PlaygroundMessage>) {
    this.#writer = writer
  }

  step(): void {
    this.#writer.write({ type: 'start-step' })
  }

  text(delta: string | undefined): void {
    if (delta) this.#writer.write({ type: 'text-delta', id: this.#block('text'), delta })
  }

  reasoning(delta: string | undefined): void {
    if (delta) this.#writer.write({ type: 'reasoning-delta', id: this.#block('reasoning'), delta })
  }

  toolCall(toolCallId: string, toolName: string, input: unknown): void {
    this.end()
    this.#writer.write({ type: 'tool-input-available', toolCallId, toolName, input })
  }

  toolResult(toolCallId: string, output: unknown): void {
    this.#writer.write({ type: 'tool-output-available', toolCallId, output })
  }

  end(): void {
    if (this.#open) this.#writer.write({ type: `${this.#open.kind}-end`, id: this.#open.id })
    this.#open = undefined
  }

  #block(kind: 'text' | 'reasoning'): string {
    if (this.#open?.kind === kind) return this.#open.id
    this.end()
    this.#open = { kind, id: crypto.randomUUID() }
    this.#writer.write({ type: `${kind}-start`, id: this.#open.id })
    return this.#open.id
  }
}
