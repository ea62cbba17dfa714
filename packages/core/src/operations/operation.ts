import { checkHeaders } from '../endpoint/request-headers.ts'
import { retryCount, milliseconds } from '../endpoint/numbers.ts'
import type { Settings } from '../endpoint/settings.ts'
import { ConfigurationError } from '../errors/errors.ts'
import { namesOf, rejectUnknownNames } from '../errors/unknown-names.ts'
import type { RequestContext } from '../formatter/request-context.ts'
import type { BoundFormatter } from '../formatter/formatter-guard.ts'
import { toJson } from '../formatter/json-body.ts'
import type { Call } from '../http/call.ts'
import { isFields } from '../json/fields.ts'
import type { StreamCancellation } from '../http/deadline.ts'
import { type ResponseMetadata, wholeAnswer } from '../http/whole-answer.ts'
import { withoutValues } from '../redaction/redact-text.ts'
import { secretsInParameters } from '../redaction/secret-parameters.ts'
import { secretsInHeaders } from '../redaction/secret-values.ts'
import { Secrets } from '../redaction/secrets.ts'
import type { CallOptions } from './call-options.ts'

/** The part that the requests of all operations share. */
export interface OperationRequest {
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** The steps in which operations differ: checking and formatting the request, and parsing the answer. */
export interface Operation<Request extends OperationRequest, Result> {
  /** Throws a `ConfigurationError` if the request is invalid in every format; a promise if the check has to be loaded first. */
  check(request: Request): void | Promise<void>
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
  const loading = load()
  const request = loading instanceof Promise ? snapshotOf(input.request) : input.request
  const operation = await loading
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

type Preparation<Request extends OperationRequest> = Pick<Operation<Request, unknown>, 'check' | 'format'>

/** Checks and formats a request, so that it can be sent. */
export function preparedCall<Request extends OperationRequest>(
  operation: Preparation<Request>,
  settings: Settings,
  input: OperationInput<Request>,
): Call | Promise<Call> {
  const checking = operation.check(input.request)
  if (!(checking instanceof Promise)) return formattedCall(operation, settings, input)
  const request = snapshotOf(input.request)
  return checking.then(() => formattedCall(operation, settings, { ...input, request }))
}

/** Copies a request and its lists: what a caller adds to its conversation while code is loaded belongs to the next call. */
function snapshotOf<Request extends OperationRequest>(request: Request): Request {
  if (!isFields(request) || Object.getPrototypeOf(request) !== Object.prototype) return request
  const copied = Object.entries(request).map(([name, value]) => [name, Array.isArray(value) ? value.slice() : value])
  return Object.fromEntries(copied)
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
  if (typeof options !== 'object' || options === null) {
    throw new ConfigurationError(
      'The options of the call are not an object. Pass `{ signal, headers, timeout, maxRetries }`, or nothing.',
    )
  }
  rejectUnknownNames(options, optionNames)
  const signal: unknown = options.signal
  if (signal === undefined || typeof (signal as Partial<AbortSignal> | null)?.throwIfAborted === 'function') return
  throw new ConfigurationError('`signal` is not an AbortSignal. Pass `controller.signal`.', { setting: 'signal' })
}
