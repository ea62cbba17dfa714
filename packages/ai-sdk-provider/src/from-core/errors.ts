import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  InvalidResponseDataError,
  LoadAPIKeyError,
  LoadSettingError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { ConfigurationError, EndpointError, FormatError, jsonHazard } from '@azureml-endpoints/core'
import { toHeadersRecord } from './response-headers.ts'

/** The call that failed. */
export interface FailedCall {
  readonly signal?: AbortSignal | undefined
}

/**
 * Converts an error to the AI SDK's classes, with the original as its cause. Only the reason of the caller's own abort is returned
 * unchanged, whatever it is.
 */
export function toAISDKError(error: unknown, { signal }: FailedCall = {}): unknown {
  if (EndpointError.isInstance(error)) return apiCallError(error)
  if (ConfigurationError.isInstance(error)) return settingError(error)
  if (FormatError.isInstance(error)) return formatError(error)
  if (signal?.aborted || AISDKError.isInstance(error)) return error
  const message = error instanceof Error ? error.message : String(error)
  return new AISDKError({ name: 'AI_AzureMLError', message, cause: error })
}

function formatError(error: FormatError): Error {
  const { message, method, payload } = error
  if (method === 'formatRequest')
    return new InvalidArgumentError({ argument: 'contentFormatter', message, cause: error })
  return withCause(new InvalidResponseDataError({ message, data: payload }), error)
}

function apiCallError(error: EndpointError): APICallError {
  const { code, reason, requestId, modelStatus, retryAfterMs } = error
  // Serializing a body that is nested too deeply would overflow the stack and hide this error.
  const body = jsonHazard(error.body) === undefined ? error.body : undefined
  const contentFilter = jsonHazard(error.contentFilter) === undefined ? error.contentFilter : undefined
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

/** Returns the response headers, with the retry delay added as `retry-after-ms` if `ai` would not find it. */
function responseHeaders({ headers, retryable, retryAfterMs }: EndpointError): Record<string, string> | undefined {
  const received = headers && toHeadersRecord(headers)
  if (!retryable || retryAfterMs === undefined || delayReadByAI(received) === retryAfterMs) return received
  return { ...received, 'retry-after-ms': String(Math.min(retryAfterMs, maxDelayOfAI)) }
}

/** `ai` ignores delays of a minute or more. */
const maxDelayOfAI = 59_999

function delayReadByAI(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const inMilliseconds = Number.parseFloat(headers?.['retry-after-ms'] ?? '')
  const delay = Number.isNaN(inMilliseconds) ? Number.parseFloat(headers?.['retry-after'] ?? '') * 1000 : inMilliseconds
  return delay >= 0 && delay <= maxDelayOfAI ? delay : undefined
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

/** For the AI SDK's error classes whose constructor takes no cause. */
function withCause<E extends Error>(error: E, cause: Error): E {
  return Object.assign(error, { cause })
}
