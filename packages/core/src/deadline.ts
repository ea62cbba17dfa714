import { EndpointError } from './errors.ts'

/** How long one attempt may take, and the caller's signal to stop it. */
export interface Limits {
  readonly signal: AbortSignal | undefined
  /** A stream's caller may leave it without a signal. */
  readonly exit: Exit | undefined
  /** Milliseconds to the first byte. */
  readonly timeout: number
  /** Milliseconds between two bytes. */
  readonly idleTimeout: number
}

/** The way out of a stream for a caller who leaves its loop; lighter than a signal of its own for every stream. */
export class Exit {
  left = false
  /** What is to be done at once when the caller leaves; whatever is being waited for sets it. */
  onLeave: (() => void) | undefined

  leave(): void {
    this.left = true
    this.onLeave?.()
  }
}

/**
 * Ends one attempt in time, or when the caller says so. Time between bytes counts only while bytes are awaited,
 * so that a slow reader is never taken for a silent endpoint.
 */
export class Deadline {
  readonly #limits: Limits
  readonly #controller = new AbortController()
  #firstByteTimer: Timer | undefined
  #idleTimer: Timer | undefined
  #waitingSince = 0
  #countsIdleTime = false
  #over: { readonly reason: unknown } | undefined
  #onOver: (() => void) | undefined

  constructor(limits: Limits) {
    this.#limits = limits
    limits.signal?.addEventListener('abort', this.#callerAborted)
    if (limits.exit !== undefined) limits.exit.onLeave = () => this.#end(undefined)
    if (limits.signal?.aborted) this.#callerAborted()
    else this.#firstByteTimer = startTimer(limits.timeout, this.#timedOut)
  }

  /** For `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Throws why the attempt is over, if it is: the caller's own reason, or a timeout as an `EndpointError`. */
  check(): void {
    if (this.#over !== undefined) throw this.#over.reason
  }

  /** Waits for a promise, but no longer than the attempt may last. */
  async within<T>(promise: Promise<T>): Promise<T> {
    // Whatever becomes of it later, nobody may be listening then.
    promise.catch(() => {})
    this.check()
    const { promise: over, resolve } = Promise.withResolvers<void>()
    this.#onOver = resolve
    try {
      const first = await Promise.race([promise, over])
      this.check()
      return first as T
    } catch (error) {
      // A fetch that is aborted has words of its own for it; the reason says more.
      this.check()
      throw error
    } finally {
      this.#onOver = undefined
    }
  }

  /** Says what is to be done at once when the attempt is over. */
  set onOver(action: (() => void) | undefined) {
    this.#onOver = action
  }

  /** The first byte has come: from now on the time between bytes counts instead. */
  firstByte(): void {
    clearTimeout(this.#firstByteTimer)
    this.#countsIdleTime = true
  }

  /** The endpoint has said no, and its words need not be waited for as long as an answer. */
  refused(): void {
    this.#countsIdleTime = true
  }

  /** Bytes are being waited for. */
  waiting(): void {
    if (!this.#countsIdleTime) return
    this.#waitingSince = performance.now()
    this.#idleTimer ??= startTimer(this.#limits.idleTimeout, this.#wentSilent)
  }

  /** Bytes have come. */
  received(): void {
    this.#waitingSince = 0
  }

  /** Ends the attempt's hold on timers and on the caller's signal, and with `abandon` its connection too. */
  close(how?: 'abandon'): void {
    clearTimeout(this.#firstByteTimer)
    clearTimeout(this.#idleTimer)
    this.#idleTimer = undefined
    this.#limits.signal?.removeEventListener('abort', this.#callerAborted)
    if (how === 'abandon') this.#controller.abort()
  }

  readonly #callerAborted = (): void => this.#end(this.#limits.signal?.reason)

  readonly #timedOut = (): void => {
    this.#end(
      new EndpointError(
        `No byte of an answer came within ${this.#limits.timeout} ms (\`timeout\`). Raise it if the model needs longer; work may go on at the endpoint all the same.`,
        { retryable: true },
      ),
    )
  }

  readonly #wentSilent = (): void => {
    this.#idleTimer = undefined
    // Nobody is waiting: the next wait starts the clock again.
    if (this.#waitingSince === 0) return
    const left = this.#waitingSince + this.#limits.idleTimeout - performance.now()
    if (left > 0) {
      this.#idleTimer = startTimer(left, this.#wentSilent)
      return
    }
    this.#end(
      new EndpointError(
        `The answer stopped in the middle: no byte for ${this.#limits.idleTimeout} ms (\`idleTimeout\`).`,
        { retryable: true },
      ),
    )
  }

  #end(reason: unknown): void {
    if (this.#over !== undefined) return
    this.#over = { reason }
    this.close()
    this.#controller.abort(reason)
    this.#onOver?.()
  }
}

type Timer = ReturnType<typeof setTimeout>

/** The longest delay that timers take; beyond it they fire at once. */
const longestDelay = 2 ** 31 - 1

function startTimer(delay: number, action: () => void): Timer | undefined {
  return delay <= longestDelay ? setTimeout(action, delay) : undefined
}
