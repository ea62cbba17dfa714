import { AISDKError } from 'ai'
import { AzureMLError } from '@azureml-endpoints/core'
import type { Outcome } from './client-call.ts'
import type { HostileCase } from '../hostile-case.ts'
import type { Assignment } from './run-case.ts'
import { isInBody } from '../search/secret-kinds.ts'
import { searchSecret } from '../search/secret-search.ts'
import type { ProcessSighting } from './watch-process.ts'

/** What one run came to, in plain data. */
export interface Examination {
  /** 'answer', the class of the error, or 'ended by the caller'. */
  readonly outcome: string
  /** The beginning of the error's message. */
  readonly message: string
  /** Errors that belong to no family a caller could know. */
  readonly rawErrors: readonly string[]
  /** Places where the secret is seen. */
  readonly leaks: readonly string[]
  /** Places with characters that a terminal or a log acts upon. */
  readonly controls: readonly string[]
  readonly unhandled: readonly string[]
  readonly polluted: readonly string[]
  /** Why an error cannot be written as JSON. */
  readonly unserializable: readonly string[]
  /** Milliseconds that the client itself waited before its retries. */
  readonly delays: readonly number[]
}

interface Evidence {
  readonly assignment: Assignment
  readonly tried: HostileCase
  readonly secret: string
  readonly results: readonly Outcome[]
  readonly hooks: readonly unknown[]
  readonly delays: readonly number[]
  readonly process: ProcessSighting
}

/** Looks at everything that came of a run. */
export function examine({ assignment, tried, secret, results, hooks, delays, process }: Evidence): Examination {
  const errors = results.filter((result) => 'error' in result).map(({ error }) => error)
  const ended = errors.filter(isCallersEnd)
  const typed = assignment.client === 'ai-sdk' ? isAISDKError : isAzureMLError
  const raw = errors.filter((error) => !typed(error) && !(isCallersEnd(error) && tried.allowance?.endsBySignal))
  return {
    outcome: errors.length === 0 ? 'answer' : ended.length > 0 ? 'ended by the caller' : nameOf(errors[0]),
    message: messageOf(errors[0]).slice(0, 300),
    rawErrors: raw.map(nameOf),
    leaks: leaksOf(tried, secret, { results, hooks, written: process.written }),
    controls: errors.flatMap(controlsOf),
    unhandled: process.unhandled.map((error) => `${nameOf(error)}: ${messageOf(error)}`.slice(0, 200)),
    polluted: process.polluted,
    unserializable: errors.flatMap(whyUnserializable),
    delays,
  }
}

interface Shown {
  readonly results: readonly Outcome[]
  readonly hooks: readonly unknown[]
  readonly written: string
}

/** What a caller sent in the body stands in the error as the request; that is no echo. */
const ofRequest = new Set([
  'request',
  'requestBodyValues',
  'invocation_params',
  'options',
  'model_kwargs',
  'modelKwargs',
  'kwargs',
  'serialized',
  'inputs',
])
/** What the model said is the caller's, whatever it is. */
const ofContent = new Set([
  'raw',
  'text',
  'content',
  'body',
  'messages',
  'parts',
  'spans',
  'outputs',
  'events',
  '_output',
  'steps',
  'lc_kwargs',
  'kwargs',
])

function leaksOf(
  { setup = {}, allowance = {} }: HostileCase,
  secret: string,
  { results, hooks, written }: Shown,
): string[] {
  const isBody = isInBody(setup.secret ?? 'key')
  const found = new Set<string>()
  const search = (place: string, value: unknown, without?: ReadonlySet<string>): void => {
    for (const where of searchSecret(secret, value, { without }))
      found.add(`${place}${where.startsWith('.') ? '' : ' '}${where}`)
  }
  const requestOnly = isBody ? ofRequest : undefined
  for (const { error, answer, observed } of results) {
    if (error !== undefined) search('error', error, requestOnly)
    if (answer !== undefined) search('answer', answer, allowance.secretInContent ? ofContent : requestOnly)
    for (const [name, value] of Object.entries(observed)) {
      if (!allowance.secretInContent || error !== undefined) search(name, value, requestOnly)
    }
  }
  search('hooks', hooks, isBody ? new Set([...ofRequest, 'body']) : undefined)
  // AI SDK prints an error with its request.
  if (!isBody) search('console', written)
  return [...found].slice(0, 12)
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const acting = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/

function controlsOf(error: unknown): string[] {
  const found: string[] = []
  for (let one = error, path = 'error'; one instanceof Error && path.length < 60; one = one.cause, path += '.cause') {
    for (const name of ['message', 'code', 'requestId', 'reason']) {
      const value: unknown = Reflect.get(one, name)
      if (typeof value === 'string' && acting.test(value)) found.push(`${path}.${name}`)
    }
  }
  return found
}

function whyUnserializable(error: unknown): string[] {
  try {
    // A log may write an error's fields by itself; `toJSON` leaves some of them out.
    JSON.stringify([error, { ...(error as object) }])
    return []
  } catch (reason) {
    return [nameOf(reason)]
  }
}

function isAzureMLError(error: unknown): boolean {
  return error instanceof AzureMLError
}

function isAISDKError(error: unknown): boolean {
  return AISDKError.isInstance(error)
}

/** The reason of the signal that every call is made with. */
function isCallersEnd(error: unknown): boolean {
  return nameOf(error) === 'TimeoutError' || nameOf(error) === 'AbortError'
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : typeof error
}

function messageOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.message : String(error)
}
