import type { RequestEvent, RetryEvent } from '@azureml-endpoints/core'
import type { Show, TokenCounts } from '../tour/step.ts'

/** Displays a run while it is in progress. */
export interface Viewer {
  readonly request: (request: ShownRequest) => void
  readonly chunk: (kind: 'text' | 'reasoning', chunk: string, progress: Progress) => void
  readonly note: (line: string) => void
}

/** A request as sent, with the key redacted. */
export interface ShownRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The progress of an answer. */
export interface Progress {
  /** The endpoint's token count, or the number of chunks if it reports none. */
  readonly tokens: number
  /** Milliseconds from the first request to the first chunk. */
  readonly firstTokenMs: number | undefined
  /** Tokens per second between the first and the last chunk; undefined if everything arrived at once. */
  readonly tokensPerSecond: number | undefined
}

/** Records and measures a run, and passes it to a viewer. */
export class Recording implements Show {
  readonly requests: ShownRequest[] = []
  readonly notes: string[] = []
  answerText = ''
  reasoningText = ''
  retries = 0
  finishReason: string | undefined
  tokens: Pick<TokenCounts, 'inputTokens' | 'outputTokens'> | undefined
  readonly #viewer: Viewer
  #chunks = 0
  #sentAt: number | undefined
  #firstAt: number | undefined
  #lastAt = 0

  constructor(viewer: Viewer) {
    this.#viewer = viewer
  }

  readonly request = ({ url, headers, body }: RequestEvent): void => {
    this.#sentAt ??= performance.now()
    const shown = { url, headers: Object.fromEntries(headers), body }
    this.requests.push(shown)
    this.#viewer.request(shown)
  }

  readonly retry = ({ error, attempt, delayMs }: RetryEvent): void => {
    this.retries += 1
    this.note(
      `attempt ${attempt + 1} failed with ${error.status ?? 'no response'}; retrying in ${Math.round(delayMs)} ms`,
    )
  }

  readonly text = (chunk: string | undefined): void => {
    if (chunk) this.answerText += this.#chunk('text', chunk)
  }

  readonly reasoning = (chunk: string | undefined): void => {
    if (chunk) this.reasoningText += this.#chunk('reasoning', chunk)
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

  /** The progress of the answer. */
  get progress(): Progress {
    const tokens = this.tokens?.outputTokens ?? this.#chunks
    const seconds = this.#firstAt === undefined ? 0 : (this.#lastAt - this.#firstAt) / 1000
    return {
      tokens,
      firstTokenMs: this.#firstAt && this.#firstAt - (this.#sentAt ?? this.#firstAt),
      tokensPerSecond: seconds > 0.01 ? tokens / seconds : undefined,
    }
  }

  #chunk(kind: 'text' | 'reasoning', chunk: string): string {
    this.#lastAt = performance.now()
    this.#firstAt ??= this.#lastAt
    this.#chunks += 1
    this.#viewer.chunk(kind, chunk, this.progress)
    return chunk
  }
}
