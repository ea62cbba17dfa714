import type { ClientRequest, Agent, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { builtins } from './builtins.ts'
import { recordAnswer, restBetweenAnswers } from './connection-rest.ts'
import type { SentRequest } from './sent-request.ts'
import { type AnsweredRequest, toResponse } from './to-response.ts'

/** Milliseconds to wait for a connection, the same as in `fetch`. */
const connectTimeout = 10_000

interface Outcome {
  readonly resolve: (response: Response) => void
  readonly reject: (reason: unknown) => void
}

/**
 * A request, until the body of its response has been read. There is one for each open stream, so it keeps nothing of what was
 * sent, and its listeners are shared functions that look it up.
 */
export class Exchange implements AnsweredRequest {
  readonly url: string
  readonly method: string
  readonly signal: AbortSignal | undefined
  readonly agent: Agent
  readonly host: string
  /** The connection's error, if there was one. */
  lost: unknown
  readonly #outgoing: ClientRequest
  #outcome: Outcome | undefined

  /** Sends a request. Throws the error of `node:http` if it refuses it. */
  constructor({ url, method, headers, body, signal }: SentRequest, agent: Agent, outcome: Outcome) {
    this.url = url.href
    this.method = method
    this.signal = signal
    this.agent = agent
    this.host = url.host
    this.#outcome = outcome
    const { protocol, hostname, port, href, origin } = url
    const client = protocol === 'https:' ? builtins.https() : builtins.http()
    // Unlike `pathname` and `search`, this keeps a `?` without a query, as `fetch` does.
    const path = href.slice(origin.length)
    // Not the URL itself: Node would add nine properties that it copies with the options several times.
    const address = { protocol, hostname: hostname.replaceAll(/[[\]]/g, ''), port, path }
    const request = client.request({ ...address, method, headers, agent })
    const outgoing: SentClientRequest = Object.assign(request, { [exchangeOf]: this })
    this.#outgoing = outgoing
    // The listener for errors is never removed: an error during the body would otherwise end the process.
    outgoing.on('socket', onSocket).on('response', onResponse).on('error', onError).on('close', onClose)
    // A function, because Node keeps listeners that are objects until a full garbage collection.
    signal?.addEventListener('abort', this.#abort)
    outgoing.end(body)
  }

  /** Called when the request is over. */
  close(): void {
    this.signal?.removeEventListener('abort', this.#abort)
    // Neither a response nor an error, for example after a protocol upgrade.
    if (this.#outcome !== undefined) this.fail(new Error('The connection was closed without a response.'))
  }

  /** Fails as `fetch` does, unless there is a response: then the reader of its body gets the error. */
  fail(cause: unknown): void {
    const outcome = this.settle()
    if (this.signal?.aborted) outcome?.reject(this.signal.reason)
    else outcome?.reject(new TypeError('fetch failed', { cause }))
  }

  /** Returns what settles the promise of the request, once: it would keep the response as long as the connection. */
  settle(): Outcome | undefined {
    const outcome = this.#outcome
    this.#outcome = undefined
    return outcome
  }

  readonly #abort = (): void => {
    this.#outgoing.destroy()
    // A request that is destroyed while it waits for a socket emits no error.
    this.settle()?.reject(this.signal?.reason)
  }
}

/** Where a request keeps its exchange; a `WeakMap` would keep both until a full garbage collection. */
const exchangeOf = Symbol('exchange')

interface SentClientRequest extends ClientRequest {
  readonly [exchangeOf]: Exchange
}

function onSocket(this: SentClientRequest, socket: Socket): void {
  const { agent, host } = this[exchangeOf]
  restBetweenAnswers(socket, agent, host)
  limitConnecting(this, socket)
}

function onResponse(this: SentClientRequest, incoming: IncomingMessage): void {
  const exchange = this[exchangeOf]
  try {
    const response = toResponse(incoming, exchange)
    recordAnswer(incoming)
    exchange.settle()?.resolve(response)
  } catch (cause) {
    incoming.destroy()
    exchange.fail(cause)
  }
}

function onError(this: SentClientRequest, cause: unknown): void {
  const exchange = this[exchangeOf]
  exchange.lost = cause
  exchange.fail(cause)
}

function onClose(this: SentClientRequest): void {
  this[exchangeOf].close()
}

/** Aborts the request if connecting takes too long. A reused connection needs no timeout. */
function limitConnecting(outgoing: ClientRequest, socket: Socket): void {
  if (!socket.connecting) return
  const timer = setTimeout(() => {
    const error = new Error(`connect timed out after ${connectTimeout} ms`)
    // An open connection can be lost with the same code; `syscall` tells that nothing was sent.
    outgoing.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }))
  }, connectTimeout)
  const connected = outgoing.protocol === 'https:' ? 'secureConnect' : 'connect'
  // Removes itself, because the connection and the request live on.
  const stop = (): void => {
    clearTimeout(timer)
    socket.off(connected, stop)
    outgoing.off('close', stop)
  }
  socket.on(connected, stop)
  outgoing.on('close', stop)
}
