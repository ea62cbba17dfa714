import { limitError, limits, mebi } from '../errors/limits.ts'
import { jsonOrText } from '../json/json-text.ts'
import type { SentRequest } from '../messages/chat-response.ts'
import type { Answer } from './answer.ts'
import { checkAnswer, UnusableAnswer, withAnswerDetails } from './answer-errors.ts'
import type { Call } from './call.ts'
import { withAnswer } from './exchange.ts'

/** What every result contains besides the parsed answer. */
export interface ResponseMetadata {
  readonly raw: unknown
  readonly headers: Headers
  readonly request: SentRequest
}

/** Sends a call, and reads and parses its answer as a whole. */
export function wholeAnswer<T>(call: Call, parse: (body: unknown) => T): Promise<T & ResponseMetadata> {
  return withAnswer(call, (answer) => readWholeAnswer(answer, parse))
}

/** Reads and parses an answer as a whole. */
export async function readWholeAnswer<T>(answer: Answer, parse: (body: unknown) => T): Promise<T & ResponseMetadata> {
  try {
    const maxTime = Math.max(limits.silence, answer.call.limits.timeout)
    const result = await answer.body.text({ bytes: limits.answer, milliseconds: maxTime })
    if (result.end === 'lost') throw result.error
    if (result.end === 'size') throw limitError('The answer is too large', `${mebi(limits.answer)}B`)
    if (result.end === 'time') throw limitError('The answer does not end', `${maxTime} ms`, { retryable: true })
    return parseBody(result.text, answer, parse)
  } catch (error) {
    throw await withAnswerDetails(error, answer)
  } finally {
    answer.body.close()
  }
}

/** Parses the text of a whole answer. */
export function parseBody<T>(text: string, answer: Answer, parse: (body: unknown) => T): T & ResponseMetadata {
  const body = jsonOrText(text)
  checkAnswer(body, text)
  try {
    // No getter for the headers: V8 keeps an object with one, and all that it refers to, until a full garbage collection.
    return { ...parse(body), raw: body, headers: answer.headers, request: answer.call.request }
  } catch (error) {
    throw new UnusableAnswer(body, text, { error })
  }
}
