import { EndpointError, type FinishReason, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'
import { dateOf } from '../../response/extras.ts'
import { readUsage } from '../../response/usage.ts'
import type { Chunk } from '../../streaming/parsed-chunk.ts'
import type { OutputReader } from './output-reader.ts'

/** Parses what identifies a response. */
export function readHead(response: Fields, chunk: Chunk): void {
  const id = textOrUndefined(response['id'])
  const model = textOrUndefined(response['model'])
  const createdAt = dateOf(response['created_at'])
  if (id !== undefined) chunk.id = id
  if (model !== undefined) chunk.model = model
  if (createdAt !== undefined) chunk.createdAt = createdAt
}

/** Parses what a response says at its end. */
export function readEnd(response: Fields, reader: OutputReader, chunk: Chunk): void {
  const { incomplete_details: details } = response
  const tier = textOrUndefined(response['service_tier'])
  const usage = readUsage(response, undefined)
  const reason = isFields(details) ? textOrUndefined(details['reason']) : undefined
  const raw = reason ?? textOrUndefined(response['status'])
  chunk.finishReason = finishReasonOf(reason, textOrUndefined(response['status']) ?? 'completed', reader.hasCalls)
  if (raw !== undefined) chunk.rawFinishReason = raw
  if (usage !== undefined) chunk.usage = usage
  if (tier !== undefined) chunk.serviceTier = tier
  reader.end(chunk)
}

function finishReasonOf(reason: string | undefined, status: string, hasCalls: boolean): FinishReason {
  if (reason === 'max_output_tokens' || reason === 'max_tokens') return 'length'
  if (reason === 'content_filter') return 'content-filter'
  if (reason !== undefined || status === 'incomplete') return 'other'
  return hasCalls ? 'tool-calls' : 'stop'
}

/** Rejects a response that failed, and one that the server is still working on. */
export function rejectUnfinished(response: Fields): void {
  const { status } = response
  if (status === 'failed' || status === 'cancelled') throw failureOf(response)
  if (status !== 'queued' && status !== 'in_progress') return
  throw new Error(
    `The response is not finished (its status is "${status}"), since modelKwargs.background is true. Leave it out.`,
  )
}

/** Creates the error for a response that failed. */
export function failureOf(response: Fields): EndpointError {
  const { error, status } = response
  const details = isFields(error) ? error : {}
  const code = textOrUndefined(details['code'])
  const said = textOrUndefined(details['message'])
  const what = status === 'cancelled' ? 'The response was cancelled' : 'The model failed'
  const body = { id: response['id'], status, error }
  const message = `${what}${said === undefined ? ' without saying why.' : `: ${said.slice(0, MAX_MESSAGE)}`}`
  return new EndpointError(message, { status: 200, code, body, retryable: code !== undefined && TRANSIENT.test(code) })
}

const MAX_MESSAGE = 2_000

const TRANSIENT = /^(?:server_error|rate_limit_exceeded|vector_store_timeout|overloaded|timeout)/
