import { checkRequest } from './check-request.ts'
import type { ChatRequest } from './chat.ts'
import { formatChat } from './codec.ts'
import type { EmbeddingRequest } from './embedding.ts'
import { formatEmbedding } from './embedding-codec.ts'
import type { Exit } from './deadline.ts'
import type { Call } from './exchange.ts'
import type { RequestContext } from './formatter.ts'
import type { JsonBody } from './json-body.ts'
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
  return prepare(settings, formatChat(settings, request, contextOf(settings, answer)), options, answer)
}

/** Makes an embedding request ready to be sent. */
export function embeddingCall(settings: Settings, request: EmbeddingRequest, options: CallOptions): Call {
  return prepare(settings, formatEmbedding(settings, request, contextOf(settings, 'whole')), options, 'whole')
}

interface PreparedOptions extends CallOptions {
  readonly exit?: Exit | undefined
}

type Answering = 'whole' | 'stream'

function contextOf(settings: Settings, answer: Answering): RequestContext {
  return {
    apiType: settings.apiType,
    stream: answer === 'stream',
    url: settings.url,
    modelKwargs: settings.modelKwargs,
    deploymentName: settings.bodyDeploymentName,
  }
}

function prepare(settings: Settings, { body, json }: JsonBody, options: PreparedOptions, answer: Answering): Call {
  return {
    settings,
    secrets: settings.secrets.with(options.headers),
    request: { url: settings.url.href, body },
    json,
    // Prompt flow streams only when asked so; what takes no stream must find JSON here.
    accept: answer === 'stream' ? 'text/event-stream, application/json' : 'application/json',
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
