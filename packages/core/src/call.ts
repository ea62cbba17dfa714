import { checkRequest } from './check-request.ts'
import type { ChatRequest } from './chat.ts'
import { formatChat } from './codec.ts'
import type { EmbeddingRequest } from './embedding.ts'
import { formatEmbedding } from './embedding-codec.ts'
import type { Exit } from './deadline.ts'
import type { Call } from './exchange.ts'
import type { RequestContext } from './formatter.ts'
import type { CodecOwner } from './formatter-guard.ts'
import type { JsonBody } from './json-body.ts'
import { checkHeaders } from './request-headers.ts'
import { secretsInHeaders, secretsInParameters } from './secret-values.ts'
import { Secrets } from './secrets.ts'
import { attempts, milliseconds, type Settings } from './settings.ts'

/** What one call may set for itself; nothing of it outlives the call. */
export interface CallOptions {
  /** Ends the call, at whatever point it is; its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined
  /** More headers; `undefined` takes one of the client's away. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Milliseconds to wait for the first byte of an answer's body, each attempt. @default the client's */
  readonly timeout?: number | undefined
  /** @default the client's */
  readonly maxRetries?: number | undefined
}

/** Makes a chat request ready to be sent. */
export function chatCall(settings: Settings, request: ChatRequest, options: PreparedOptions, answer: Answering): Call {
  checkRequest(request)
  const owner = ownerOf(settings, request, options)
  const formatted = formatChat(owner, request, contextOf(settings, answer))
  return prepare({ settings, owner, formatted }, { ...options, answer })
}

/** Makes an embedding request ready to be sent. */
export function embeddingCall(settings: Settings, request: EmbeddingRequest, options: CallOptions): Call {
  const owner = ownerOf(settings, request, options)
  const formatted = formatEmbedding(owner, request, contextOf(settings, 'whole'))
  return prepare({ settings, owner, formatted }, { ...options, answer: 'whole' })
}

interface PreparedOptions extends CallOptions {
  readonly exit?: Exit | undefined
}

type Answering = 'whole' | 'stream'

interface CallOwner extends CodecOwner {
  /** Whether parameters of the body are secrets, so that it is not to be shown as it is. */
  readonly holdsSecretParameters: boolean
}

/** Gathers the client's secrets and those of one call, before anything can fail that might show them. */
function ownerOf(
  settings: Settings,
  { modelKwargs }: ChatRequest | EmbeddingRequest,
  { headers }: CallOptions,
): CallOwner {
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

function contextOf(settings: Settings, answer: Answering): RequestContext {
  return {
    apiType: settings.apiType,
    stream: answer === 'stream',
    url: settings.url,
    modelKwargs: settings.modelKwargs,
    deploymentName: settings.bodyDeploymentName,
  }
}

interface FormattedCall {
  readonly settings: Settings
  readonly owner: CallOwner
  readonly formatted: JsonBody
}

function prepare(
  { settings, owner, formatted: { body, json } }: FormattedCall,
  options: PreparedOptions & { readonly answer: Answering },
): Call {
  const { secrets } = owner
  return {
    settings,
    owner,
    secrets,
    request: { url: settings.shownUrl, body: owner.holdsSecretParameters ? secrets.redactValue(body) : body },
    body,
    json,
    // Prompt flow streams only when asked so; what takes no stream must find JSON here.
    accept: options.answer === 'stream' ? 'text/event-stream, application/json' : 'application/json',
    headers: options.headers,
    limits: {
      signal: options.signal,
      exit: options.exit,
      timeout: options.timeout === undefined ? settings.timeout : milliseconds('timeout', options.timeout),
      idleTimeout: settings.idleTimeout,
    },
    maxRetries: options.maxRetries === undefined ? settings.maxRetries : attempts(options.maxRetries),
  }
}
