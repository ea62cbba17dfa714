import { checkRequest } from './check-request.ts'
import type { ChatRequest } from './chat.ts'
import { formatBody } from './codec.ts'
import type { Call } from './exchange.ts'
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

/** Checks a request and makes it ready to be sent. */
export function prepareCall(
  settings: Settings,
  request: ChatRequest,
  options: CallOptions,
  answer: 'whole' | 'stream',
): Call {
  checkRequest(request)
  const stream = answer === 'stream'
  const { body, json } = formatBody(settings, request, {
    apiType: settings.apiType,
    stream,
    url: settings.url,
    modelKwargs: settings.modelKwargs,
    deploymentName: settings.bodyDeploymentName,
  })
  return {
    settings,
    request: { url: settings.url.href, body },
    json,
    // Prompt flow streams only when asked so; what takes no stream must find JSON here.
    accept: stream ? 'text/event-stream, application/json' : 'application/json',
    headers: options.headers,
    limits: {
      signal: options.signal,
      timeout: options.timeout === undefined ? settings.timeout : milliseconds('timeout', options.timeout),
      idleTimeout: settings.idleTimeout,
    },
    maxRetries: options.maxRetries === undefined ? settings.maxRetries : attempts(options.maxRetries),
  }
}
