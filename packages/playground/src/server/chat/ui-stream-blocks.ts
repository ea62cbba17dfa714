import type { Source, ToolCall } from '@azureml-endpoints/core'
import type { UIMessageStreamWriter } from 'ai'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'

/** Writes an answer as UI message stream blocks of text or reasoning, each with its start and end. */
export class UIStreamBlocks {
  readonly #writer: UIMessageStreamWriter<PlaygroundMessage>
  readonly #startedCalls = new Set<string>()
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

  /** Writes a piece of the arguments of a call. */
  toolInput({ id, name }: Pick<ToolCall, 'id' | 'name'>, piece: string): void {
    if (id === '' || name === '') return
    if (!this.#startedCalls.has(id)) {
      this.end()
      this.#startedCalls.add(id)
      this.#writer.write({ type: 'tool-input-start', toolCallId: id, toolName: name })
    }
    if (piece !== '') this.#writer.write({ type: 'tool-input-delta', toolCallId: id, inputTextDelta: piece })
  }

  toolCall(toolCallId: string, toolName: string, input: unknown): void {
    this.end()
    this.#writer.write({ type: 'tool-input-available', toolCallId, toolName, input })
  }

  toolResult(toolCallId: string, output: unknown): void {
    this.#writer.write({ type: 'tool-output-available', toolCallId, output })
  }

  source({ url, title, text }: Source): void {
    const sourceId = crypto.randomUUID()
    const shown = title ?? text?.slice(0, 80)
    if (url !== undefined) this.#writer.write({ type: 'source-url', sourceId, url, ...(shown && { title: shown }) })
    else this.#writer.write({ type: 'source-document', sourceId, mediaType: 'text/plain', title: shown ?? 'Document' })
  }

  file({ mediaType, url }: { readonly mediaType: string; readonly url: string }): void {
    this.#writer.write({ type: 'file', mediaType, url })
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
