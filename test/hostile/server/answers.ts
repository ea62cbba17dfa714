import { gzipSync } from 'node:zlib'
import type { Exchange } from './exchange.ts'

/** Answers a request. */
export type Answerer = (exchange: Exchange) => Promise<void> | void

/** The parts of an answer that are not ordinary. */
export interface ReplyParts {
  /** @default 200 */
  readonly status?: number
  /** @default 'Words' */
  readonly reason?: string
  /** Lines of the head, as they are. */
  readonly lines?: readonly string[]
  /** @default 'application/json' */
  readonly contentType?: string
  readonly body?: string | Uint8Array
}

/** Writes an answer whole, with its length, and closes. */
export async function reply(exchange: Exchange, parts: ReplyParts): Promise<void> {
  const body = Buffer.from(parts.body ?? '')
  await exchange.write(Buffer.concat([Buffer.from(head({ ...parts, length: body.length }), 'latin1'), body]))
  exchange.end()
}

/** The head of an answer; without a length it goes on until the connection ends. */
export function head({
  status = 200,
  reason = 'Words',
  lines = [],
  contentType = 'application/json',
  length,
}: Head): string {
  const all = [`HTTP/1.1 ${status} ${reason}`, `content-type: ${contentType}`, 'connection: close', ...lines]
  if (length !== undefined) all.push(`content-length: ${length}`)
  return `${all.join('\r\n')}\r\n\r\n`
}

type Head = Omit<ReplyParts, 'body'> & { readonly length?: number | undefined }

/** The head of a stream of events. */
export const eventHead: string = head({ contentType: 'text/event-stream' })

/** Answers whole, whatever is asked. */
export function whole(parts: ReplyParts | ((exchange: Exchange) => ReplyParts)): Answerer {
  return (exchange) => reply(exchange, typeof parts === 'function' ? parts(exchange) : parts)
}

/** Answers with a stream of events, and closes. */
export function events(...data: readonly string[]): Answerer {
  return (exchange) => reply(exchange, { contentType: 'text/event-stream', body: data.map(event).join('') })
}

/** One event. */
export function event(data: string): string {
  return `data: ${data}\n\n`
}

/** Answers with bytes as they are, in packets of their own, and closes. */
export function raw(...pieces: readonly (string | Uint8Array)[]): Answerer {
  return async (exchange) => {
    await exchange.writePieces(pieces)
    exchange.end()
  }
}

/** Answers a call with one body and a stream with others. */
export function either(call: Answerer, stream: Answerer): Answerer {
  return (exchange) => (exchange.request.stream ? stream(exchange) : call(exchange))
}

/** Answers a call with a completion, and a stream with the same as an event; both are JSON texts. */
export function completion(message: string, rest = ''): Answerer {
  return either(
    whole({ body: `{${rest}"choices":[{"index":0,"message":${message},"finish_reason":"stop"}]}` }),
    events(`{${rest}"choices":[{"index":0,"delta":${message},"finish_reason":"stop"}]}`, '[DONE]'),
  )
}

/** A chunk of an ordinary stream. */
export const textChunk = '{"id":"c1","choices":[{"index":0,"delta":{"content":"one "}}]}'

/** Compresses an answer's body. */
export function zipped(body: Uint8Array | string): ReplyParts {
  return { lines: ['content-encoding: gzip'], body: gzipSync(body) }
}
