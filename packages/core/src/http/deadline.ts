import { EndpointError } from '../errors/errors.ts'

/** How long one attempt may take, and the caller's signal to stop it. */
export interface TimeLimits {
  readonly signal: AbortSignal | undefined
  /** For the caller of a stream, who may cancel it without a signal. */
  readonly cancellation: StreamCancellation | undefined
  /** Milliseconds to the first byte. */
  readonly timeout: number
  /** Milliseconds between two bytes. */
  readonly idleTimeout: number
}

/** Lets the caller cancel a stream without a signal; lighter than an `AbortController` for every stream. */
export class StreamCancellation {
  isCancelled = false
  /** What has to happen at once when the caller cancels; set by whatever is awaited. */
  onCancel: (() => void) | undefined

  cancel(): void {
    this.isCancelled = true
    this.onCancel?.()
  }
}

/** Throws once the caller has aborted the signal or cancelled the stream. */
export function throwIfCancelled({ signal, cancellation }: Pick<TimeLimits, 'signal' | 'cancellation'>): void {
  signal?.throwIfAborted()
  if (cancellation?.isCancelled) throw new Error('The caller has cancelled the stream.')
}

/**
 * Ends one attempt in time, or when the caller says so. Time between bytes counts only while bytes are awaited,
 * so that a slow reader is never taken for a silent endpoint.
 *
 * One timer serves both limits: it is not moved with every byte, but looks when it fires whether it is time.
 */
export class Deadline {
  readonly #limits: TimeLimits
  readonly #controller = new AbortController()
  readonly #started = performance.now()
  #timer: Timer | undefined
  /** When the timer fires. */
  #alarm = Number.POSITIVE_INFINITY
  #awaitsFirstByte = true
  #countsIdleTime = false
  /** Since when bytes are awaited. */
  #waitingSince: number | undefined
  #over: { readonly reason: unknown } | undefined
  #onOver: (() => void) | undefined

  constructor(limits: TimeLimits) {
    this.#limits = limits
    const { signal, cancellation } = limits
    if (cancellation !== undefined) cancellation.onCancel = () => this.#end(undefined)
    if (signal?.aborted) {
      this.#callerAborted()
      return
    }
    signal?.addEventListener('abort', this.#callerAborted)
    this.#wakeAt(this.#started + limits.timeout)
  }

  /** For `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Why the attempt is over, once it is: the caller's own reason, or a timeout as an `EndpointError`. */
  get over(): { readonly reason: unknown } | undefined {
    return this.#over
  }

  /** Throws why the attempt is over, if it is. */
  check(): void {
    if (this.#over !== undefined) throw this.#over.reason
  }

  /** Waits for a promise, but no longer than the attempt may last; what it gives later is for `discard`. */
  within<T>(promise: Promise<T>, discard?: (late: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      // A fetch that is aborted has words of its own for it; the reason says more.
      const stop = (): void => reject(this.#over?.reason)
      this.#onOver = stop
      promise.then(
        (value) => (this.#over === undefined ? resolve(value) : discard?.(value)),
        (error: unknown) => (this.#over === undefined ? reject(error) : stop()),
      )
      if (this.#over !== undefined) stop()
    })
  }

  /** Says what is to be done at once when the attempt is over. */
  set onOver(action: (() => void) | undefined) {
    this.#onOver = action
  }

  /** The first byte has come: from now on the time between bytes counts instead. */
  firstByte(): void {
    this.#awaitsFirstByte = false
    this.#countsIdleTime = true
    this.#letGo()
  }

  /** The endpoint has said no, and its words need not be waited for as long as an answer. */
  refused(): void {
    this.#countsIdleTime = true
  }

  /** Bytes are being waited for. */
  waiting(): void {
    if (!this.#countsIdleTime) return
    const now = performance.now()
    this.#waitingSince = now
    this.#wakeAt(now + this.#limits.idleTimeout)
  }

  /** Bytes have come. */
  received(): void {
    this.#waitingSince = undefined
  }

  /** Ends the attempt's hold on the timer and on the caller, and with `abandon` its connection too. */
  close(how?: 'abandon'): void {
    const { signal, cancellation } = this.#limits
    clearTimeout(this.#timer)
    signal?.removeEventListener('abort', this.#callerAborted)
    if (cancellation !== undefined) cancellation.onCancel = undefined
    if (how === 'abandon') this.#controller.abort()
  }

  readonly #callerAborted = (): void => this.#end(this.#limits.signal?.reason)

  /** Looks at the clock at a time, or before it. */
  #wakeAt(time: number): void {
    if (time >= this.#alarm) return
    clearTimeout(this.#timer)
    const delay = Math.ceil(time - performance.now())
    // Timers take no longer delay: beyond it they fire at once.
    if (delay > 2 ** 31 - 1) return
    this.#alarm = time
    this.#timer = setTimeout(this.#look, delay)
    if (!this.#awaitsFirstByte) this.#letGo()
  }

  /** A process that wants no more of an answer may end: while bytes are awaited it is the connection that keeps it. */
  #letGo(): void {
    // A number, where the runtime is not Node's like.
    const timer = this.#timer as { unref?(): void } | undefined
    timer?.unref?.()
  }

  readonly #look = (): void => {
    const alarm = this.#alarm
    this.#alarm = Number.POSITIVE_INFINITY
    const { timeout, idleTimeout } = this.#limits
    const firstByteDue = this.#awaitsFirstByte ? this.#started + timeout : Number.POSITIVE_INFINITY
    const nextByteDue = this.#waitingSince === undefined ? Number.POSITIVE_INFINITY : this.#waitingSince + idleTimeout
    const due = Math.min(firstByteDue, nextByteDue)
    // Measured against the time that the timer was set for, and not by the clock, which tests may stop.
    if (due > alarm) return this.#wakeAt(due)
    const message = due === firstByteDue ? noByteWithin(timeout) : noMoreBytes(idleTimeout)
    this.#end(new EndpointError(message, { retryable: true }))
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

function noByteWithin(timeout: number): string {
  return `No byte of an answer came within ${timeout} ms (\`timeout\`). Raise it if the model needs longer; work may go on at the endpoint all the same.`
}

function noMoreBytes(idleTimeout: number): string {
  return `The answer stopped in the middle: no byte for ${idleTimeout} ms (\`idleTimeout\`).`
}
