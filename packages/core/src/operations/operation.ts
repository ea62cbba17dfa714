import { checkHeaders } from '../endpoint/request-headers.ts'
import { attempts, milliseconds } from '../endpoint/numbers.ts'
import type { Settings } from '../endpoint/settings.ts'
import type { RequestContext } from '../formatter/request-context.ts'
import type { CodecOwner } from '../formatter/formatter-guard.ts'
import { toJson } from '../formatter/json-body.ts'
import type { Call } from '../http/call.ts'
import type { StreamCancellation } from '../http/deadline.ts'
import { type Received, wholeAnswer } from '../http/whole-answer.ts'
import { secretsInParameters } from '../redaction/secret-parameters.ts'
import { secretsInHeaders } from '../redaction/secret-values.ts'
import { Secrets } from '../redaction/secrets.ts'
import type { CallOptions } from './call-options.ts'

/** What the requests of all operations have. */
export interface OperationRequest {
  readonly modelKwargs?: Readonly<Record<string, unknown>> | undefined
}

/** What differs between the operations of a client: how a request is checked and formatted, and how its answer is parsed. */
export interface Operation<Request extends OperationRequest, Result> {
  /** Throws a `ConfigurationError` for a request that no format can carry. */
  check(request: Request): void
  /** Calls the formatter for the body. */
  format(owner: CodecOwner, request: Request, context: RequestContext): unknown
  /** Calls the formatter for the answer, and checks and normalizes what it returns. */
  parse(owner: CodecOwner, body: unknown, asked: AskedFor<Request>): Result
}

/** What an answer answers. */
export interface AskedFor<Request> {
  readonly request: Request
  /** The body that was sent. */
  readonly sent: unknown
}

/** Sends a request and parses its answer as a whole. */
export async function runOperation<Request extends OperationRequest, Result>(
  operation: Operation<Request, Result>,
  settings: Settings,
  asked: Omit<Asked<Request>, 'answer'>,
): Promise<Result & Received> {
  const call = prepareCall(operation, settings, { ...asked, answer: 'whole' })
  return wholeAnswer(call, (body) => operation.parse(call.owner, body, { request: asked.request, sent: call.body }))
}

/** A request with the options of its call. */
export interface Asked<Request> {
  readonly request: Request
  readonly options: CallOptions
  /** Whether the answer is wanted as a whole or as a stream. */
  readonly answer: 'whole' | 'stream'
  readonly cancellation?: StreamCancellation | undefined
}

/** Checks and formats a request, and makes it ready to be sent. */
export function prepareCall<Request extends OperationRequest>(
  operation: Pick<Operation<Request, unknown>, 'check' | 'format'>,
  settings: Settings,
  { request, options, answer, cancellation }: Asked<Request>,
): Call {
  operation.check(request)
  const owner = callOwner(settings, request, options)
  const context = contextOf(settings, answer)
  const { body, json } = toJson(owner, request, () => operation.format(owner, request, context))
  const { secrets } = owner
  return {
    settings,
    owner,
    secrets,
    request: { url: settings.shownUrl, body: owner.holdsSecretParameters ? secrets.redactValue(body) : body },
    body,
    json,
    // Prompt flow streams only when asked so; what takes no stream must find JSON here.
    accept: answer === 'stream' ? 'text/event-stream, application/json' : 'application/json',
    headers: options.headers,
    limits: {
      signal: options.signal,
      cancellation,
      timeout: options.timeout === undefined ? settings.timeout : milliseconds('timeout', options.timeout),
      idleTimeout: settings.idleTimeout,
    },
    maxRetries: options.maxRetries === undefined ? settings.maxRetries : attempts(options.maxRetries),
  }
}

interface CallOwner extends CodecOwner {
  /** Whether parameters of the body are secrets, so that it is not to be shown as it is. */
  readonly holdsSecretParameters: boolean
}

/** Gathers the secrets of the client and of one call, before anything can fail that might show them. */
function callOwner(settings: Settings, { modelKwargs }: OperationRequest, { headers }: CallOptions): CallOwner {
  checkHeaders(headers)
  const { formatter, apiType, authorization } = settings
  const parameterSecrets = secretsInParameters(modelKwargs)
  // Where tokens change, those of this call get a place of their own.
  const known = authorization.renew === undefined ? settings.secrets : new Secrets(settings.secrets)
  const secrets = known.with([...secretsInHeaders(headers), ...parameterSecrets])
  if (secrets === settings.secrets) return settings
  const holdsSecretParameters = settings.holdsSecretParameters || parameterSecrets.length > 0
  return { formatter, apiType, secrets, holdsSecretParameters }
}

function contextOf(settings: Settings, answer: Asked<unknown>['answer']): RequestContext {
  return {
    apiType: settings.apiType,
    stream: answer === 'stream',
    url: settings.url,
    modelKwargs: settings.modelKwargs,
    deploymentName: settings.bodyDeploymentName,
  }
}
