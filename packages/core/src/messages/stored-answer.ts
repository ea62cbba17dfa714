import type { SentRequest } from './chat-response.ts'

/** An answer of any operation. */
interface Answer {
  /** The body as it arrived. */
  readonly raw: unknown
  /** The response headers. */
  readonly headers: Headers
  /** The request that was sent. */
  readonly request: SentRequest
}

/** An answer, or a part of one, as it is stored: without the body, the headers and the request, and with dates as ISO strings. */
export type Stored<Value> = unknown extends Value
  ? Value
  : Value extends Date
    ? string
    : Value extends readonly unknown[] | string | number | boolean | undefined
      ? Value
      : { readonly [Name in keyof Value as Name extends keyof Answer ? never : Name]: Stored<Value[Name]> }

/**
 * Returns an answer as a JSON value to store: everything except the raw body and usage, the headers, and the request. It is
 * enough to continue the conversation. The complete answer takes several times as much space, and `structuredClone` rejects it.
 */
export function toStoredAnswer<Whole extends Answer>(answer: Whole): Stored<Whole> {
  return withoutRaw(answer) as Stored<Whole>
}

function withoutRaw(fields: object): object {
  const stored: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (value === undefined || name === 'raw' || name === 'headers' || name === 'request') continue
    if (value instanceof Date) stored[name] = value.toJSON()
    else stored[name] = name === 'usage' || name === 'audio' ? withoutRaw(value as object) : value
  }
  return stored
}
