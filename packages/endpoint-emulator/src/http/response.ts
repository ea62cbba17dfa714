/** A step of sending a body: bytes, a pause (0 flushes what was written), a reset, or endless silence. */
export type BodyStep =
  | string
  | Uint8Array
  | {
      /** The pause in milliseconds. */
      readonly delayMs: number
    }
  | {
      /** Resets the connection. */
      readonly reset: true
    }
  | {
      /** Sends nothing more and keeps the connection open. */
      readonly stall: true
    }

/** A body in steps. */
export type BodySteps = Iterable<BodyStep> | AsyncIterable<BodyStep>

/** A body as it goes out: whole, or in steps. */
export type AnswerBody = string | Uint8Array | BodySteps

/** An HTTP answer before it is sent, with the moments at which it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AnswerBody
  /** Milliseconds before the status line. */
  readonly delayMs?: number | undefined
  /** The connection is reset instead of an answer. */
  readonly dropped?: boolean | undefined
}

/** Tells whether a body goes out in steps. */
export function isStepped(body: AnswerBody): body is BodySteps {
  return typeof body !== 'string' && !(body instanceof Uint8Array)
}

/** Makes a JSON answer, compact as `JSON.stringify` writes it unless given as text. */
export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text }
}

/** Makes a plain text answer. */
export function textAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
}

/** Makes a value that a header can hold; a name that somebody sent may have other characters. */
export function toHeaderValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}

/** Thrown anywhere below a route to answer with this instead. */
export class Refusal extends Error {
  readonly answer: Answer
  constructor(answer: Answer) {
    super(`The emulator answers ${answer.status}.`)
    this.answer = answer
  }
}
