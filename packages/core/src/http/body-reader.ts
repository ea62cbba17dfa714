import { connectionError } from './connection-error.ts'
import type { Deadline, Waiter } from './deadline.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { LaterError } from '../errors/later-error.ts'
import type { Secrets } from '../redaction/secrets.ts'
import { isBytes } from '../json/foreign.ts'

/** The text of a body, and how reading it ended. */
export type BodyText =
  | { readonly text: string; readonly end: 'complete' | 'size' | 'time' }
  | { readonly text: string; readonly end: 'lost'; readonly error: unknown }

/** Reads the body of one answer, within the attempt's deadline. */
export class BodyReader implements Waiter {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  readonly #deadline: Deadline
  readonly #secrets: Secrets
  #unread: Uint8Array | undefined
  #hasStarted = false
  #ended: boolean

  constructor(body: ReadableStream<Uint8Array> | null, deadline: Deadline, secrets: Secrets) {
    this.#reader = body?.getReader()
    this.#deadline = deadline
    this.#secrets = secrets
    this.#ended = this.#reader === undefined
    // Some fetch implementations ignore their signal; cancelling the reader always ends the wait.
    deadline.waiter = this
  }

  /** Whether nothing more is read: the body is complete, lost or cancelled. */
  get hasEnded(): boolean {
    return this.#ended
  }

  /** Lets the next `read` return bytes that have been read. */
  unread(bytes: Uint8Array | undefined): void {
    this.#unread = bytes
  }

  /** Returns the next bytes, or `undefined` at the end. */
  read(): Promise<Uint8Array | undefined> {
    return this.pull().then(
      (result) => this.received(result),
      (error: unknown) => this.lost(error),
    )
  }

  /** Waits like `read`, but takes less memory meanwhile: pass the result to `received`, or the error to `lost`. */
  pull(): Promise<ReadableStreamReadResult<Uint8Array>> {
    const first = this.#unread
    this.#unread = undefined
    if (first !== undefined) return Promise.resolve({ done: false, value: first })
    const over = this.#deadline.over
    if (over !== undefined) return Promise.reject(over.reason)
    if (this.#ended || this.#reader === undefined) return Promise.resolve({ done: true, value: undefined })
    this.#deadline.startWaiting()
    return this.#reader.read()
  }

  /** Returns the bytes of a result, or `undefined` at the end. */
  received({ done, value }: ReadableStreamReadResult<Uint8Array>): Uint8Array | undefined {
    if (this.#deadline.over !== undefined) this.lost(undefined)
    this.#deadline.stopWaiting()
    if (!this.#hasStarted) this.#deadline.firstByteReceived()
    this.#hasStarted = true
    this.#ended = done
    if (value !== undefined && !isBytes(value)) throw notBytes()
    return value
  }

  /** Throws the error of a body that has ended early. */
  lost(error: unknown): never {
    this.#ended = true
    this.#deadline.check()
    const lost = { error, isStarted: this.#hasStarted, secrets: this.#secrets }
    throw new LaterError(() => connectionError((errors) => errors.lostConnection(lost)), true)
  }

  /** Reads the rest as text, up to a number of bytes and for a limited time. Never throws; `end` tells how the reading ended. */
  async text(limit: { readonly bytes: number; readonly milliseconds: number }): Promise<BodyText> {
    const decoder = new TextDecoder()
    // Most bodies arrive in one read, and need no time.
    let started: number | undefined
    // Decoding without `stream` is quicker, and most bodies arrive in one read: the last one is decoded at the end.
    let last: Uint8Array | undefined
    let text = ''
    let size = 0
    try {
      for (let bytes = await this.read(); bytes !== undefined; bytes = await this.read()) {
        const room = limit.bytes - size
        size += bytes.byteLength
        if (last !== undefined) text += decoder.decode(last, { stream: true })
        last = bytes.byteLength > room ? bytes.subarray(0, room) : bytes
        if (size > limit.bytes) return { text: text + decoder.decode(last, { stream: true }), end: 'size' }
        started ??= performance.now()
        if (performance.now() - started > limit.milliseconds) {
          return { text: text + decoder.decode(last, { stream: true }), end: 'time' }
        }
      }
      return { text: text + decoder.decode(last), end: 'complete' }
    } catch (error) {
      return { text: text + decoder.decode(last, { stream: true }), end: 'lost', error }
    }
  }

  /** Reads what follows the end of a stream, usually nothing, without waiting long for it. */
  async drain(): Promise<void> {
    const timer = setTimeout(() => this.stop(), 100)
    try {
      // A body in memory never lets the timer run, so the number of reads is bounded too.
      for (let reads = 0; reads < 100 && (await this.read()) !== undefined; reads++);
    } catch {
      // The answer is complete, so it does not matter how the connection ends.
    } finally {
      clearTimeout(timer)
    }
  }

  /** Cancels the body. */
  stop(): void {
    this.#ended = true
    this.#reader?.cancel().catch(() => {})
  }

  /** Releases the body; a connection with unread bytes is closed at once. */
  close(): void {
    this.#deadline.waiter = undefined
    if (this.#ended) return this.#deadline.close()
    this.stop()
    this.#deadline.close('abort')
  }
}

function notBytes(): ConfigurationError {
  return new ConfigurationError('The `fetch` option returned a response whose body is not a byte stream.', {
    setting: 'fetch',
  })
}
