import type { SharedV4ProviderMetadata } from '@ai-sdk/provider'
import type { PartSink } from './part-sink.ts'

/** The blocks of text and reasoning in a stream, of which one at most is open. */
export class TextBlocks {
  readonly #sink: PartSink
  readonly #coalesceDeltas: boolean
  #open: 'text' | 'reasoning' | undefined
  #id = ''
  #count = 0
  #buffered = ''

  constructor(sink: PartSink, coalesceDeltas: boolean) {
    this.#sink = sink
    this.#coalesceDeltas = coalesceDeltas
  }

  get open(): 'text' | 'reasoning' | undefined {
    return this.#open
  }

  /** Emits a delta; the caller has opened a block of its kind. */
  emit(kind: 'text' | 'reasoning', delta: string): void {
    if (this.#coalesceDeltas) this.#buffered += delta
    else this.#sink.enqueue({ type: kind === 'text' ? 'text-delta' : 'reasoning-delta', id: this.#id, delta })
  }

  start(kind: 'text' | 'reasoning'): void {
    this.#open = kind
    this.#id = `${kind === 'text' ? 'txt' : 'reasoning'}-${this.#count++}`
    this.#sink.enqueue({ type: kind === 'text' ? 'text-start' : 'reasoning-start', id: this.#id })
  }

  /** Emits the buffered text. */
  endBatch(): void {
    if (this.#buffered === '') return
    const delta = this.#buffered
    this.#buffered = ''
    this.#sink.enqueue({ type: this.#open === 'reasoning' ? 'reasoning-delta' : 'text-delta', id: this.#id, delta })
  }

  /** Ends the open block. */
  end(metadata: { readonly providerMetadata?: SharedV4ProviderMetadata }): void {
    this.endBatch()
    this.#sink.enqueue({ type: this.#open === 'text' ? 'text-end' : 'reasoning-end', id: this.#id, ...metadata })
    this.#open = undefined
  }
}
