import { asString, isObject } from '../json/json-value.ts'
import { lastUserText } from '../json/message-text.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'

/** Conditions that a request must meet, or a function that decides. */
export type RequestMatcher = RequestConditions | ((request: RecordedRequest) => boolean)

/** Conditions for a request; absent conditions always match. */
export interface RequestConditions {
  /** The HTTP method, in any case. */
  readonly method?: string | undefined
  /** The path without the query string: the exact path, or a pattern. */
  readonly path?: string | RegExp | undefined
  /** The text of the last user message: a substring, or a pattern. */
  readonly text?: string | RegExp | undefined
  /** The body's `model`. */
  readonly model?: string | undefined
  /** The name of the deployment that the request was routed to. */
  readonly deployment?: string | undefined
  /** The name of the endpoint; empty for the first. */
  readonly endpoint?: string | undefined
  /** Whether the body asks for a stream. */
  readonly stream?: boolean | undefined
  /** Headers by lower-case name: the exact value, or a pattern. */
  readonly headers?: Readonly<Record<string, string | RegExp>> | undefined
  /** Fields that the body must have; nested objects are compared field by field. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
}

/** Tells whether a request matches. */
export function matches(request: RecordedRequest, matcher: RequestMatcher | undefined): boolean {
  if (matcher === undefined) return true
  if (typeof matcher === 'function') return matcher(request)
  const body = isObject(request.body) ? request.body : {}
  return (
    (matcher.method === undefined || matcher.method.toUpperCase() === request.method) &&
    accepts(matcher.path, request.path, 'whole') &&
    accepts(matcher.text, lastUserText(request.body), 'part') &&
    accepts(matcher.model, asString(body['model']) ?? '', 'whole') &&
    accepts(matcher.deployment, request.deployment ?? '', 'whole') &&
    accepts(matcher.endpoint, request.endpoint ?? '', 'whole') &&
    (matcher.stream === undefined || matcher.stream === (body['stream'] === true)) &&
    Object.entries(matcher.headers ?? {}).every(([name, value]) =>
      accepts(value, request.headers[name] ?? '', 'whole'),
    ) &&
    (matcher.body === undefined || contains(request.body, matcher.body))
  )
}

function accepts(expected: string | RegExp | undefined, actual: string, how: 'whole' | 'part'): boolean {
  if (expected === undefined) return true
  if (typeof expected === 'string') return how === 'whole' ? actual === expected : actual.includes(expected)
  return new RegExp(expected.source, expected.flags.replace(/[gy]/g, '')).test(actual)
}

function contains(actual: unknown, expected: unknown): boolean {
  if (isObject(expected)) {
    return isObject(actual) && Object.entries(expected).every(([key, value]) => contains(actual[key], value))
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((one, index) => contains(actual[index], one))
    )
  }
  return Object.is(actual, expected)
}
