import {
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  InvalidResponseDataError,
  LoadAPIKeyError,
  LoadSettingError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'

/** Gives core's errors in the AI SDK's classes, core's own as their cause. Any other error, an abort above all, passes as it is. */
export function toAISDKError(error: unknown): unknown {
  if (error instanceof EndpointError) return apiCallError(error)
  if (error instanceof ConfigurationError) return settingError(error)
  if (!(error instanceof FormatError) || error.method === 'formatRequest') return error
  return withCause(new InvalidResponseDataError({ message: error.message, data: error.payload }), error)
}

function apiCallError(error: EndpointError): APICallError {
  const { code, reason, requestId, modelStatus, contentFilter, retryAfterMs, body } = error
  return new APICallError({
    message: error.message,
    url: error.request?.url ?? '',
    requestBodyValues: error.request?.body,
    statusCode: error.status,
    responseHeaders: responseHeaders(error),
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
    isRetryable: error.retryable,
    data: { code, reason, requestId, modelStatus, contentFilter, retryAfterMs, body },
    cause: error,
  })
}

/** Gives the headers of the answer; a wait that `ai` would not find there is put where it looks. */
function responseHeaders({ headers, retryable, retryAfterMs }: EndpointError): Record<string, string> | undefined {
  const given = headers && Object.fromEntries(headers)
  if (!retryable || retryAfterMs === undefined || readByAI(given) === retryAfterMs) return given
  return { ...given, 'retry-after-ms': String(Math.min(retryAfterMs, longestWaitOfAI)) }
}

/** `ai` heeds waits below a minute. */
const longestWaitOfAI = 59_999

function readByAI(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const inMilliseconds = Number.parseFloat(headers?.['retry-after-ms'] ?? '')
  const wait = Number.isNaN(inMilliseconds) ? Number.parseFloat(headers?.['retry-after'] ?? '') * 1000 : inMilliseconds
  return wait >= 0 && wait <= longestWaitOfAI ? wait : undefined
}

function settingError(error: ConfigurationError): Error {
  const { message, setting = 'settings' } = error
  switch (setting) {
    case 'endpointUrl':
    case 'endpointApiType':
      return withCause(new LoadSettingError({ message }), error)
    case 'endpointApiKey':
    case 'credential':
      return withCause(new LoadAPIKeyError({ message }), error)
    case 'messages':
      return new InvalidPromptError({ message, prompt: undefined, cause: error })
  }
  if (setting.startsWith('messages[')) {
    return withCause(new UnsupportedFunctionalityError({ functionality: setting, message }), error)
  }
  return new InvalidArgumentError({ argument: setting, message, cause: error })
}

/** The AI SDK's own constructors take no cause here. */
function withCause<E extends Error>(error: E, cause: Error): E {
  return Object.assign(error, { cause })
}
