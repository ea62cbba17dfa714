import { checkModelKwargs } from '../errors/check-record.ts'
import { checkHeaders } from '../endpoint/request-headers.ts'
import { retryCount, milliseconds } from '../endpoint/numbers.ts'
import type { Settings } from '../endpoint/settings.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { namesOf, rejectUnknownNames } from '../errors/unknown-names.ts'
import type { RequestContext } from '../formatter/request-context.ts'
import type { BoundFormatter } from '../formatter/formatter-guard.ts'
import { toJson } from '../formatter/json-body.ts'
import type { Call } from '../http/call.ts'
import type { StreamCancellation } from '../http/deadline.ts'
import { type ResponseMetadata, wholeAnswer } from '../http/whole-answer.ts'
import { withoutValues } from '../redaction/redact-text.ts'
import { secretsInParameters } from '../redaction/secret-parameters.ts'
import { secretsInHeaders } from '../redaction/secret-values.ts'
import { Secrets } from '../redaction/secrets.ts'
import type { CallOptions } from './call-options.ts'
import { isPlainFields, isRecord } from '../json/fields.ts'

/** The part that the requests of all operations share. */
export interface OperationRequest {
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

type Check<Request> = (request: Request) => void

/** The steps in which operations differ: checking and formatting the request, and parsing the answer. */
export interface Operation<Request extends OperationRequest, Result> {
  /** Returns the check of a request, which throws a `ConfigurationError` if it is invalid in every format; a promise while it is loaded. */
  checkOf(request: Request): Check<Request> | Promise<Check<Request>>
  /** Calls the formatter to create the body. */
  format(bound: BoundFormatter, request: Request, context: RequestContext): unknown
  /** Calls the formatter to parse the answer, and checks and normalizes the result. */
  parse(bound: BoundFormatter, body: unknown, answered: AnsweredRequest<Request>): Result
}

/** The request that an answer belongs to. */
export interface AnsweredRequest<Request> {
  readonly request: Request
  /** The body that was sent. */
  readonly sent: unknown
}

/** Sends a request and parses its answer as a whole. */
export async function runOperation<Request extends OperationRequest, Result>(
  load: () => Operation<Request, Result> | Promise<Operation<Request, Result>>,
  settings: Settings,
  input: Omit<OperationInput<Request>, 'answer'>,
): Promise<Result & ResponseMetadata> {
  // The answer is checked against the request of the call, which the caller may change meanwhile.
  const request = snapshotOf(input.request)
  const operation = await load()
  const call = await preparedCall(operation, settings, { ...input, request, answer: 'whole' })
  return wholeAnswer(call, (body) => operation.parse(call.bound, body, { request, sent: call.body }))
}

/** A request with the options of its call. */
export interface OperationInput<Request> {
  readonly request: Request
  readonly options: CallOptions
  /** Whether to request a whole answer or a stream. */
  readonly answer: 'whole' | 'stream'
  readonly cancellation?: StreamCancellation | undefined
}

type Preparation<Request extends OperationRequest> = Pick<Operation<Request, unknown>, 'checkOf' | 'format'>

/** Checks and formats a request, so that it can be sent. */
export function preparedCall<Request extends OperationRequest>(
  operation: Preparation<Request>,
  settings: Settings,
  input: OperationInput<Request>,
): Call | Promise<Call> {
  const check = operation.checkOf(input.request)
  if (!(check instanceof Promise)) {
    check(input.request)
    return formattedCall(operation, settings, input)
  }
  const request = snapshotOf(input.request)
  return check.then((loaded) => {
    loaded(request)
    return formattedCall(operation, settings, { ...input, request })
  })
}

/** Copies a request and its lists: what a caller adds to its conversation during a call belongs to the next one. */
function snapshotOf<Request extends OperationRequest>(request: Request): Request {
  if (!isPlainFields(request)) return request
  const copy: Record<string, unknown> = { ...request }
  for (const [name, value] of Object.entries(request)) if (Array.isArray(value)) copy[name] = value.slice()
  return copy as Request
}

function formattedCall<Request extends OperationRequest>(
  operation: Preparation<Request>,
  settings: Settings,
  { request, options, answer, cancellation }: OperationInput<Request>,
): Call {
  checkOptions(options)
  const bound = boundFormatter(settings, request, options)
  const context = contextOf(settings, answer)
  const { body, json } = toJson(bound, request, () => operation.format(bound, request, context))
  const { secrets } = bound
  return {
    settings,
    bound,
    secrets,
    request: { url: settings.shownUrl, body: withoutValues(body, bound.parameterSecrets) },
    body,
    json,
    // Prompt flow streams only if this header asks for it; servers that cannot stream must find JSON in it.
    accept: answer === 'stream' ? 'text/event-stream, application/json' : 'application/json',
    headers: options.headers,
    limits: {
      signal: options.signal,
      cancellation,
      timeout: options.timeout === undefined ? settings.timeout : milliseconds('timeout', options.timeout),
      idleTimeout: settings.idleTimeout,
    },
    maxRetries: options.maxRetries === undefined ? settings.maxRetries : retryCount(options.maxRetries),
  }
}

interface CallFormatter extends BoundFormatter {
  /** The secrets among the body's parameters, which are redacted where it is shown. */
  readonly parameterSecrets: readonly string[]
}

/** Collects the secrets of the client and of one call, before anything can fail and show them. */
function boundFormatter(
  settings: Settings,
  { modelKwargs }: OperationRequest,
  { headers }: CallOptions,
): CallFormatter {
  const { formatter, apiType, authorization } = settings
  if (headers === undefined && modelKwargs === undefined && authorization.renew === undefined) return settings
  checkHeaders(headers)
  checkModelKwargs(modelKwargs)
  const ownParameterSecrets = secretsInParameters(modelKwargs)
  // Tokens that change are kept per call.
  const known = authorization.renew === undefined ? settings.secrets : new Secrets(settings.secrets)
  const secrets = known.with([...secretsInHeaders(headers), ...ownParameterSecrets])
  if (secrets === settings.secrets && ownParameterSecrets.length === 0) return settings
  return { formatter, apiType, secrets, parameterSecrets: settings.parameterSecrets.concat(ownParameterSecrets) }
}

function contextOf(settings: Settings, answer: OperationInput<unknown>['answer']): RequestContext {
  return {
    apiType: settings.apiType,
    stream: answer === 'stream',
    url: settings.url,
    modelKwargs: settings.modelKwargs,
    deploymentName: settings.bodyDeploymentName,
  }
}

const optionNames = namesOf<CallOptions>({ signal: true, headers: true, timeout: true, maxRetries: true })

function checkOptions(options: CallOptions): void {
  if (!isRecord(options)) {
    throw new ConfigurationError(
      'The options of the call must be a plain object. Pass `{ signal, headers, timeout, maxRetries }`, or nothing.',
    )
  }
  rejectUnknownNames(options, optionNames)
  const signal: unknown = options.signal
  if (signal === undefined || typeof (signal as Partial<AbortSignal> | null)?.throwIfAborted === 'function') return
  throw new ConfigurationError('`signal` is not an AbortSignal. Pass `controller.signal`.', { setting: 'signal' })
}
