import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardLoopback, isBoundToLoopback } from '../loopback/loopback-guard.ts'

/** A server that listens on a port. */
export interface RunningServer {
  /** The origin, without a path: `http://127.0.0.1:4280`. */
  readonly url: string
  /** The port it listens on, also if `port` was 0. */
  readonly port: number
  /** Whether it is bound to a loopback address, so that it accepts only programs and pages on this machine. */
  readonly loopback: boolean
  /**
   * Closes the server and every connection, open streams included: at once, or when `graceMs` have passed. Resolves when the
   * port is free.
   */
  readonly close: (options?: CloseOptions) => Promise<void>
}

/** Where a server listens. */
export interface ListenOptions {
  /** The address to listen on. @default '127.0.0.1' */
  readonly host?: string | undefined
  /** The port; 0 for a free one. @default 0 */
  readonly port?: number | undefined
}

/** How to close a server. */
export interface CloseOptions {
  /** Milliseconds that responses in progress get to finish. @default 0 */
  readonly graceMs?: number | undefined
}

/**
 * Starts an HTTP server; rejects if it cannot listen. On loopback it rejects requests whose `Host` or `Origin` is not loopback.
 * A request that is answered before it has ended gets five more seconds to end; then its connection is closed.
 */
export async function startServer(listener: RequestListener, options: ListenOptions = {}): Promise<RunningServer> {
  const { host = '127.0.0.1', port: wanted = 0 } = options
  const server = createServer({
    keepAliveTimeout: 60_000,
    headersTimeout: receiveTimeoutMs,
    requestTimeout: receiveTimeoutMs,
  })
  server.on('request', limitUpload)
  guardLoopback(server, listener)
  const port = await listen(server, host, wanted)
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  return { url, port, loopback: isBoundToLoopback(server), close: closer(server) }
}

/** Closes the connection of a request that goes on after its answer; the answer would be lost if it were closed at once. */
function limitUpload(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const closeUnfinished = (): void => {
    if (!incoming.complete) incoming.socket.destroy()
  }
  outgoing.once('finish', () => {
    if (!incoming.complete) setTimeout(closeUnfinished, uploadGraceMs).unref()
  })
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, host, port)))
    server.listen({ host, port, backlog: 4_096 }, () => resolve((server.address() as AddressInfo).port))
  })
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const advice: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Stop the process that uses it, or pass another port (0 for a free one).`,
    EACCES: `This user is not allowed to open port ${port} on ${host}. Pass a port above 1023 (0 for a free one).`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Pass the host 127.0.0.1 to listen on loopback.`,
  }
  const message = advice[error.code ?? ''] ?? `The server cannot listen on ${host}:${port}: ${error.message}.`
  return new Error(message, { cause: error })
}

function closer(server: Server): (options?: CloseOptions) => Promise<void> {
  let closing: Promise<void> | undefined
  return ({ graceMs = 0 } = {}) => {
    closing ??= new Promise((resolve) => server.close(() => resolve()))
    if (graceMs === 0) server.closeAllConnections()
    const timer = setTimeout(() => server.closeAllConnections(), graceMs)
    // An idle keep-alive connection would keep the server open.
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    return closing.finally(() => {
      clearTimeout(timer)
      clearInterval(sweep)
    })
  }
}

/** Milliseconds to receive a request; without a limit, a client that sends its body slowly could hold a connection forever. */
const receiveTimeoutMs = 60_000

/** Milliseconds to receive the rest of a request that has been answered. */
const uploadGraceMs = 5_000
