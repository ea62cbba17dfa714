import { EndpointError } from '../errors/endpoint-error.ts'

/** The time limits of one attempt, and the ways for the caller to cancel it. */
export interface TimeLimits {
  readonly signal: AbortSignal | undefined
  /** Lets the caller of a stream cancel it without a signal. */
  readonly cancellation: StreamCancellation | undefined
  /** Milliseconds to the first byte. */
  readonly timeout: number
  /** Milliseconds between two bytes. */
  readonly idleTimeout: number
}

/** Something that waits until it is told to stop. An object, so that an open stream needs no function for it. */
export interface Waiter {
  stop(): void
}

/** Lets the caller cancel a stream without a signal; cheaper than an `AbortController` for every stream. */
export class StreamCancellation {
  isCancelled = false
  /** What the call is waiting for. */
  waiter: Waiter | undefined

  cancel(): void {
    this.isCancelled = true
    this.waiter?.stop()
  }
}

/** Throws if the caller has aborted the signal or cancelled the stream. */
export function throwIfCancelled({ signal, cancellation }: Pick<TimeLimits, 'signal' | 'cancellation'>): void {
  signal?.throwIfAborted()
  if (cancellation?.isCancelled) throw new Error('The stream was cancelled by its caller.')
}

/**
 * Ends one attempt when its time is up or the caller cancels. Idle time counts only while bytes are awaited, so that a slow
 * reader is never mistaken for a silent endpoint.
 *
 * One timer serves both limits. It is not reset with every byte, but checks whether time is up when it fires. It is first set to
 * the shorter limit, so that few calls need to set it again.
 */
export class Deadline implements Waiter {
  readonly #limits: TimeLimits
  readonly #controller = new AbortController()
  readonly #started = now()
  #timer: Timer | undefined
  /** When the timer fires. */
  #timerDue: number | undefined
  #awaitsFirstByte = true
  #countsIdleTime = false
  /** When the current wait for bytes began. */
  #waitingSince: number | undefined
  #over: { readonly reason: unknown } | undefined
  readonly #callerAborted: (() => void) | undefined
  #waiter: Waiter | undefined

  constructor(limits: TimeLimits) {
    this.#limits = limits
    const { signal, cancellation } = limits
    if (cancellation !== undefined) cancellation.waiter = this
    if (signal?.aborted) {
      this.#end(signal.reason)
      return
    }
    if (signal !== undefined) {
      this.#callerAborted = () => this.#end(signal.reason)
      signal.addEventListener('abort', this.#callerAborted)
    }
    this.#scheduleCheck(this.#started + Math.min(limits.timeout, limits.idleTimeout))
  }

  /** The signal to pass to `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Why the attempt is over, if it is: the caller's abort reason, or a timeout as an `EndpointError`. */
  get over(): { readonly reason: unknown } | undefined {
    return this.#over
  }

  /** Throws the reason if the attempt is over. */
  check(): void {
    if (this.#over !== undefined) throw this.#over.reason
  }

  /** Waits for a promise until the attempt is over; `discard` is called with a value that arrives later. */
  within<T>(promise: Promise<T>, discard?: (late: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      // An aborted fetch rejects with an error of its own; the reason says more.
      const stop = (): void => reject(this.#over?.reason)
      this.#waiter = { stop }
      promise.then(
        (value) => (this.#over === undefined ? resolve(value) : discard?.(value)),
        (error: unknown) => (this.#over === undefined ? reject(error) : stop()),
      )
      if (this.#over !== undefined) stop()
    })
  }

  /** Sets what to stop as soon as the attempt is over. */
  set waiter(waiter: Waiter | undefined) {
    this.#waiter = waiter
  }

  /** Called when the caller cancels the stream. */
  stop(): void {
    this.#end(undefined)
  }

  /** From now on `idleTimeout` applies instead of `timeout`. */
  firstByteReceived(): void {
    this.#awaitsFirstByte = false
    this.#countsIdleTime = true
    this.#unrefTimer()
  }

  /** Applies `idleTimeout` from the start of an error body, which is not worth a longer wait. */
  errorStatusReceived(): void {
    this.#countsIdleTime = true
  }

  /** Starts the idle time. */
  startWaiting(): void {
    if (!this.#countsIdleTime) return
    this.#waitingSince = now()
    this.#scheduleCheck(this.#waitingSince + this.#limits.idleTimeout)
  }

  /** Stops the idle time. */
  stopWaiting(): void {
    this.#waitingSince = undefined
  }

  /** Clears the timer and removes the listeners; `abort` also closes the connection. */
  close(how?: 'abort'): void {
    const { signal, cancellation } = this.#limits
    clearTimeout(this.#timer)
    if (this.#callerAborted !== undefined) signal?.removeEventListener('abort', this.#callerAborted)
    if (cancellation !== undefined) cancellation.waiter = undefined
    if (how === 'abort') this.#controller.abort()
  }

  /** Makes sure that the timer fires at a time or earlier. */
  #scheduleCheck(time: number): void {
    if (this.#timerDue !== undefined && time >= this.#timerDue) return
    clearTimeout(this.#timer)
    const delay = Math.ceil(time - now())
    // With a longer delay, timers fire at once.
    if (delay > 2 ** 31 - 1) return
    this.#timerDue = time
    this.#timer = setTimeout(timerFired, delay, this)
    if (!this.#awaitsFirstByte) this.#unrefTimer()
  }

  /** Lets the process exit with the timer pending; while bytes are awaited, the connection keeps the process running. */
  #unrefTimer(): void {
    // In browsers, a timer is a number.
    const timer = this.#timer as { unref?(): void } | undefined
    timer?.unref?.()
  }

  /** Ends the attempt if its time is up. */
  timerFired(): void {
    const timerDue = this.#timerDue ?? 0
    this.#timerDue = undefined
    const { timeout, idleTimeout } = this.#limits
    const firstByteDue = this.#awaitsFirstByte ? this.#started + timeout : Number.POSITIVE_INFINITY
    const nextByteDue = this.#waitingSince === undefined ? Number.POSITIVE_INFINITY : this.#waitingSince + idleTimeout
    const due = Math.min(firstByteDue, nextByteDue)
    // Compared with the time that the timer was set for and not with the clock, which tests may have stopped.
    if (due > timerDue) return this.#scheduleCheck(due)
    const message = due === firstByteDue ? noFirstByte(timeout) : noMoreBytes(idleTimeout)
    this.#end(new EndpointError(message, { retryable: true }))
  }

  #end(reason: unknown): void {
    if (this.#over !== undefined) return
    this.#over = { reason }
    this.close()
    this.#controller.abort(reason)
    this.#waiter?.stop()
  }
}

// One function for all deadlines, and times in whole milliseconds: both take less memory for each open stream.
function timerFired(deadline: Deadline): void {
  deadline.timerFired()
}

function now(): number {
  return Math.floor(performance.now())
}

type Timer = ReturnType<typeof setTimeout>

function noFirstByte(timeout: number): string {
  return `No byte of the answer arrived within ${timeout} ms (\`timeout\`). Raise it if the model needs longer; the endpoint may still be working on the request.`
}

function noMoreBytes(idleTimeout: number): string {
  return `The answer stopped in the middle: no byte for ${idleTimeout} ms (\`idleTimeout\`).`
}
