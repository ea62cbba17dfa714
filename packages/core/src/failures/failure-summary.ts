import { wordsOf } from './remedies/symptoms.ts'

/** The facts about a failure that its message shows. */
export interface Facts {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly text: string
  readonly message: string
}

/** Describes what failed, as the start of a message. */
export function summaryOf(facts: Facts): string {
  const { status, modelStatus, reason } = facts
  if (/content[_ ]?filter(?!ing service)|ResponsibleAI/i.test(wordsOf(facts)))
    return 'The content filter blocked the call'
  if (status === 401) return 'The endpoint refused the key or token'
  if (status === 403) return 'The endpoint denied access'
  if (status === 429 || modelStatus === 429) return 'Too many requests, or the quota is used up'
  if (reason === 'model_not_ready') return "The model's container is not ready"
  if (status === 424) return "The model's container failed"
  if (status === 408 || modelStatus === 408) return 'The model timed out'
  if (status >= 300 && status < 400) return 'The endpoint sent a redirect'
  if (status >= 500) return 'The endpoint failed'
  if (status < 300) return 'The endpoint returned an error'
  return 'The endpoint refused the request'
}

/** Formats the statuses and the code of a failure. */
export function numbers({ status, modelStatus, code }: Facts): string {
  const parts = [`HTTP ${status}`]
  if (modelStatus !== undefined && modelStatus !== status) parts.push(`model status ${modelStatus}`)
  if (code !== undefined && code !== String(status) && code !== String(modelStatus)) parts.push(`code ${code}`)
  return parts.join(', ')
}

/** What a status means, for responses without a message. */
export const statusTexts: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'no permission, or the key or token is wrong or expired',
  403: 'forbidden',
  404: 'nothing is served at this URL',
  405: 'the route does not accept POST',
  408: 'the model exceeded `request_timeout_ms`',
  413: 'the request is too large',
  415: 'the container does not accept JSON',
  424: 'the container returned an error, or no replica is ready',
  429: 'too many pending requests, or the rate limit of the endpoint',
  431: 'a header is too long, or there are too many',
  500: 'an internal error',
  502: 'the container crashed or could not be reached',
  503: 'no capacity at the moment',
  504: 'the container did not respond in time',
  529: 'the model is overloaded',
}
