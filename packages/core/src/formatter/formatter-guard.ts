import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { AzureMLError, FormatError } from '../errors/errors.ts'
import { printable } from '../errors/printable.ts'
import type { ContentFormatterBase } from './formatter.ts'
import type { Secrets } from '../redaction/secrets.ts'

/** Whose methods are called, and what errors must not show. */
export interface CodecOwner {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  readonly secrets: Secrets
}

type Method = FormatError['method']

/** Calls a method of a formatter; whatever goes wrong in there comes out as a `FormatError` that names it. */
export function guard<T>(owner: CodecOwner, method: Method, payload: unknown, work: () => T): T {
  let result: T
  try {
    result = work()
  } catch (error) {
    throw wrapped(owner, method, payload, error)
  }
  if (isPromise(result)) throw fault(owner, method, payload, promised(result))
  return result
}

/** Tells whether a formatter has answered asynchronously. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<PromiseLike<unknown>>).then === 'function'
  )
}

/** Says what is wrong with a promise, whose own failure is not the one to report. */
export function promised(promise: PromiseLike<unknown>): string {
  promise.then(undefined, () => {})
  return 'gave a promise; formatters are synchronous'
}

/** Makes what a formatter threw a `FormatError`, unless it is one of this library's errors already. */
export function wrapped(owner: CodecOwner, method: Method, payload: unknown, error: unknown): AzureMLError {
  if (error instanceof AzureMLError) return error
  const said = error instanceof Error ? error.message : typeof error === 'string' ? error : 'something that is no Error'
  return fault(owner, method, payload, `threw: ${said}`, error)
}

/** Makes the error of a formatter that did something wrong. */
export function fault(
  { formatter, apiType, secrets }: CodecOwner,
  method: Method,
  payload: unknown,
  what: string,
  cause?: unknown,
): FormatError {
  const remedy = method === 'formatRequest' ? '' : ` ${remedyFor(payload)}`
  const said = withoutFullStop(printable(secrets.redactCut(what.slice(0, longestWords))))
  return new FormatError(`\`${method}\` of formatter "${formatter.name}" (${apiType}) ${said}.${remedy}`, {
    formatter: formatter.name,
    apiType,
    method,
    payload: secrets.redactValue(payload),
    cause: secrets.cause(cause),
  })
}

/** Characters of what a formatter says that go into a message. */
const longestWords = 2000

function withoutFullStop(words: string): string {
  let end = words.length
  while (end > 0 && /[.\s]/.test(words[end - 1] ?? '')) end--
  return words.slice(0, end)
}

function remedyFor(payload: unknown): string {
  if (typeof payload === 'string' && /^\s*<(!doctype|html)/i.test(payload)) {
    return 'A web page came instead of an answer: check the URL, and any proxy or sign-in page in between. It is kept as `payload`.'
  }
  return 'If the answer is the right one for this deployment, another `contentFormatter` is needed; it is kept as `payload`.'
}
