import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReceivedRequest } from './received-request.ts'

/** One request, and the raw connection on which it is answered. */
export class Exchange {
  readonly request: ReceivedRequest
  /** The secret in the request, as the endpoint reads it. */
  readonly secret: string
  /** The origin of another server, which nobody should ever be sent to. */
  readonly elsewhere: string
  readonly #socket: Socket

  constructor(
    socket: Socket,
    request: ReceivedRequest,
    known: { readonly secret: string; readonly elsewhere: string },
  ) {
    this.#socket = socket
    this.request = request
    this.secret = known.secret
    this.elsewhere = known.elsewhere
  }

  /** Whether the client has closed the connection. */
  get closed(): boolean {
    return this.#socket.destroyed
  }

  /** Writes, and waits until the client takes it. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (this.closed) return
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (this.#socket.write(bytes)) return
    await this.#drained()
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#socket.off('drain', done).off('close', done)
        resolve()
      }
      this.#socket.on('drain', done).on('close', done)
    })
  }

  /** Writes pieces, each in a packet of its own. */
  async writePieces(pieces: readonly (string | Uint8Array)[], pause = 10): Promise<void> {
    for (const piece of pieces) {
      await this.write(piece)
      await this.pause(pause)
    }
  }

  /** Waits a while, without holding the process. */
  async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { ref: false })
  }

  /** Writes the same piece until the client closes the connection or a limit is reached, and then goes silent. */
  async flood(
    piece: string | Uint8Array,
    limits: { readonly mebibytes: number; readonly every?: number },
  ): Promise<void> {
    const bytes = Buffer.from(piece)
    const limit = limits.mebibytes * 2 ** 20
    for (let sent = 0; sent < limit && !this.closed; sent += bytes.length) {
      await this.write(bytes)
      if (limits.every !== undefined) await this.pause(limits.every)
      // Others are answered by this process too.
      else await new Promise((resolve) => void setImmediate(resolve))
    }
  }

  /** Ends the connection in an orderly way. */
  end(): void {
    this.#socket.end()
  }

  /** Breaks the connection off. */
  reset(): void {
    this.#socket.resetAndDestroy()
  }
}
