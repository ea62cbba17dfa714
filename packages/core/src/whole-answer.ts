import type { ChatChunk, ChatResponse, SentRequest } from './chat.ts'
import { EndpointError, withFacts } from './errors.ts'
import { type Answer, type Call, knownError, openAnswer } from './exchange.ts'
import { jsonOrText } from './json-text.ts'
import { isNestedDeeper } from './json-shape.ts'
import { limitError, limits, mebi } from './limits.ts'
import { isFailure, readFailureUnder200, requestIdIn } from './failure.ts'

/** What every answer comes with. */
export interface Received {
  readonly raw: unknown
  readonly headers: Headers
  readonly request: SentRequest
}

/** Reads the body of the answer to a call. */
export type ParseBody<T> = (body: unknown, call: Call) => T

/** Sends a call and reads its answer as a whole. */
export async function wholeAnswer<T>(call: Call, parse: ParseBody<T>): Promise<T & Received> {
  const answer = await openAnswer(call)
  try {
    const longest = Math.max(limits.silence, call.limits.timeout)
    const read = await answer.body.text({ bytes: limits.answer, milliseconds: longest })
    if (read.end === 'lost') throw read.error
    if (read.end === 'size') throw limitError('The answer is too large', `${mebi(limits.answer)}B`)
    if (read.end === 'time') throw limitError('The answer does not end', `${longest} ms`, { retryable: true })
    return readBody(read.text, answer, call, parse)
  } catch (error) {
    throw located(error, answer, call)
  } finally {
    answer.body.close()
  }
}

/** Reads the text of a whole answer. */
export function readBody<T>(text: string, answer: Answer, call: Call, parse: ParseBody<T>): T & Received {
  const body = jsonOrText(text)
  throwFailure(body, text, answer, call)
  checkNesting(body, text)
  try {
    const parsed = parse(body, call)
    return {
      ...parsed,
      raw: body,
      get headers() {
        return answer.headers
      },
      request: call.request,
    }
  } catch (error) {
    throw located(error, answer, call, { body })
  }
}

/** Gives a whole answer as a single chunk. */
export function asChunk({ text, toolCalls, ...rest }: ChatResponse): ChatChunk {
  return {
    ...(text !== '' && { text }),
    ...(toolCalls.length > 0 && { toolCalls: toolCalls.map((call, index) => ({ index, ...call })) }),
    ...rest,
  }
}

/** Throws the failure that a body or an event under a success status is, if it is one. */
export function throwFailure(value: unknown, text: string, answer: Answer, call: Call): void {
  if (isFailure(value)) throw failureUnder200(value, text, answer, call)
}

/** Makes the error of a failure under a success status. */
export function failureUnder200(value: unknown, text: string, answer: Answer, call: Call): EndpointError {
  const { status, headers } = answer
  const { url, apiType } = call.settings
  const { secrets, request } = call
  const isCut = text.length > limits.errorBody
  const start = isCut ? secrets.redactCut(text.slice(0, limits.errorBody)) : secrets.redact(text)
  return readFailureUnder200({ status, headers, text: start, isCut, secrets, url, apiType, request }, value)
}

/** Throws when a parsed body or event is nested so deeply that code which walks it by recursion would fail. */
export function checkNesting(value: unknown, text: string): void {
  // Each level takes two characters, so that most texts need no look.
  if (text.length <= 2 * limits.nesting || !isNestedDeeper(value, limits.nesting)) return
  throw limitError('The answer is nested too deeply', `${limits.nesting} levels`)
}

/** Adds what only the client knows to an error of the endpoint that was made while reading; a codec adds what it could not read. */
export function located(thrown: unknown, { status, headers }: Answer, call: Call, unread?: { body: unknown }): unknown {
  const error = knownError(thrown, call)
  if (!(error instanceof EndpointError)) return error
  return withFacts(error, {
    headers,
    requestId: requestIdIn(headers),
    request: call.request,
    ...(unread && { status, body: call.secrets.redactValue(unread.body) }),
  })
}
