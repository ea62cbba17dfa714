import type { ChatChunk, ChatResponse, SentRequest } from './chat.ts'
import { EndpointError, withFacts } from './errors.ts'
import { type Answer, type Call, openAnswer } from './exchange.ts'
import { jsonOrText } from './json-text.ts'
import { answerLimit } from './size-limits.ts'
import { isFailure, readFailureUnder200, requestIdIn } from './failure.ts'

/** What every answer comes with. */
export interface Received {
  readonly raw: unknown
  readonly headers: Headers
  readonly request: SentRequest
}

/** Reads the body of an answer to the body that was sent. */
export type ParseBody<T> = (body: unknown, sent: unknown) => T

/** Sends a call and reads its answer as a whole. */
export async function wholeAnswer<T>(call: Call, parse: ParseBody<T>): Promise<T & Received> {
  const answer = await openAnswer(call)
  try {
    const read = await answer.body.text(answerLimit)
    if (read.end === 'lost') throw read.error
    if (read.end === 'limit') throw tooLarge(answer, call, `answer is larger than ${answerLimit / 2 ** 20} MiB`)
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
  try {
    const parsed = parse(body, call.request.body)
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
  const redacted = call.secrets.redact(text)
  return readFailureUnder200(
    { status, headers, text: redacted, url, apiType, request: call.request },
    redacted === text ? value : jsonOrText(redacted),
  )
}

/** Makes the error of an answer that is refused for its size. */
export function tooLarge(answer: Answer, call: Call, what: string): EndpointError {
  return new EndpointError(`The ${what}; it was refused. Check that the URL is a chat endpoint's, and \`maxTokens\`.`, {
    status: answer.status,
    headers: answer.headers,
    request: call.request,
  })
}

/** Adds what only the client knows to an error of the endpoint that was made while reading; a codec adds what it could not read. */
export function located(error: unknown, { status, headers }: Answer, call: Call, unread?: { body: unknown }): unknown {
  if (!(error instanceof EndpointError)) return error
  return withFacts(error, {
    headers,
    requestId: requestIdIn(headers),
    request: call.request,
    ...(unread && { status, body: call.secrets.redactValue(unread.body) }),
  })
}
