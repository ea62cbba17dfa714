/** A step of sending a body: bytes, a pause (0 flushes what was written), a reset, or a stall. */
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

/** A response body: complete, or in steps. */
export type ResponseBody = string | Uint8Array | BodySteps

/** An HTTP response to send, with its timing. */
export interface EmulatorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ResponseBody
  /** Milliseconds before the status line. */
  readonly delayMs?: number | undefined
  /** Whether the connection is reset or closed instead of sending a response. */
  readonly dropped?: 'reset' | 'close' | undefined
  /** Whether the web server below the model server responds, so that the model server adds no headers. */
  readonly belowServer?: boolean | undefined
}

/** Tells whether a body is sent in steps. */
export function isStepped(body: ResponseBody): body is BodySteps {
  return typeof body !== 'string' && !(body instanceof Uint8Array)
}

/** Makes a JSON response. A string is sent as it is; anything else is serialized with `JSON.stringify`. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text }
}

/** Makes a plain-text response. */
export function textResponse(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
}

/** Replaces the characters that a header value cannot contain. */
export function toHeaderValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}

/** Thrown anywhere below a route to send this response instead. */
export class ErrorResponse extends Error {
  readonly response: EmulatorResponse
  constructor(response: EmulatorResponse) {
    super(`The emulator responds with ${response.status}.`)
    this.response = response
  }
}

/** Thrown anywhere below a route to make the model server send this response; the gateway still adds its headers. */
export class ServerResponse extends Error {
  readonly response: EmulatorResponse
  constructor(response: EmulatorResponse) {
    super(`The model server responds with ${response.status}.`)
    this.response = response
  }
}
