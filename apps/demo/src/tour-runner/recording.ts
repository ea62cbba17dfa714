import type { RequestEvent, RetryEvent } from '@azureml-endpoints/core'
import { hideQuery } from '../redaction/redact-url.ts'
import type { Show, TokenCounts } from '../tour/step.ts'

/** Who watches a run while it goes on. */
export interface Viewer {
  readonly request: (request: ShownRequest) => void
  readonly piece: (kind: 'text' | 'reasoning', piece: string, progress: Progress) => void
  readonly note: (line: string) => void
}

/** A request as sent, its key redacted. */
export interface ShownRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** How far an answer has come. */
export interface Progress {
  /** The tokens that the endpoint counted; the pieces that came where it counts none. */
  readonly tokens: number
  /** Milliseconds from the first request to the first piece. */
  readonly firstTokenMs: number | undefined
  /** Tokens a second, from the first piece to the last; unknown where all came at once. */
  readonly tokensPerSecond: number | undefined
}

/** Keeps what a run shows, measures it, and lets a viewer watch. */
export class Recording implements Show {
  readonly requests: ShownRequest[] = []
  readonly notes: string[] = []
  spoken = ''
  thought = ''
  retries = 0
  finishReason: string | undefined
  tokens: Pick<TokenCounts, 'inputTokens' | 'outputTokens'> | undefined
  readonly #viewer: Viewer
  #pieces = 0
  #sentAt: number | undefined
  #firstAt: number | undefined
  #lastAt = 0

  constructor(viewer: Viewer) {
    this.#viewer = viewer
  }

  readonly request = ({ url, headers, body }: RequestEvent): void => {
    this.#sentAt ??= performance.now()
    const shown = { url: hideQuery(url), headers: Object.fromEntries(headers), body }
    this.requests.push(shown)
    this.#viewer.request(shown)
  }

  readonly retry = ({ error, attempt, delayMs }: RetryEvent): void => {
    this.retries += 1
    this.note(
      `attempt ${attempt + 1} failed with ${error.status ?? 'no answer'}; the next in ${Math.round(delayMs)} ms`,
    )
  }

  readonly text = (piece: string | undefined): void => {
    if (piece) this.spoken += this.#piece('text', piece)
  }

  readonly reasoning = (piece: string | undefined): void => {
    if (piece) this.thought += this.#piece('reasoning', piece)
  }

  readonly note = (line: string): void => {
    this.notes.push(line)
    this.#viewer.note(line)
  }

  readonly finish = (reason: unknown): void => {
    if (typeof reason === 'string') this.finishReason = reason
  }

  readonly usage = (usage: TokenCounts | undefined): void => {
    if (!usage) return
    const { inputTokens = usage.input_tokens, outputTokens = usage.output_tokens } = usage
    this.tokens = { inputTokens, outputTokens }
  }

  /** How far the answer has come. */
  get progress(): Progress {
    const tokens = this.tokens?.outputTokens ?? this.#pieces
    const seconds = this.#firstAt === undefined ? 0 : (this.#lastAt - this.#firstAt) / 1000
    return {
      tokens,
      firstTokenMs: this.#firstAt && this.#firstAt - (this.#sentAt ?? this.#firstAt),
      tokensPerSecond: seconds > 0.01 ? tokens / seconds : undefined,
    }
  }

  #piece(kind: 'text' | 'reasoning', piece: string): string {
    this.#lastAt = performance.now()
    this.#firstAt ??= this.#lastAt
    this.#pieces += 1
    this.#viewer.piece(kind, piece, this.progress)
    return piece
  }
}
