import { ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'
import type { ChatResponse, EmbeddingResponse, RerankResponse } from '@azureml-endpoints/core'
import type { Answer } from '../endpoint/endpoint-clients.ts'
import { type StoredUsage, toStoredUsage } from './usage.ts'

/** What is kept of an answer. */
export type StoredResponse = Readonly<Record<string, unknown>> & { readonly usage?: StoredUsage | undefined }

/** Why an item failed for good. */
export interface StoredError {
  /** What happened, and what to do. */
  readonly message: string
  /** Who has to act: `endpoint_error`, `configuration_error`, `format_error`; `internal_error` for anything else. */
  readonly type: string
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly request_id?: string | undefined
  /** The findings of the content filter. */
  readonly content_filter?: unknown
}

/** The outcome of an item, as it is stored and exported: either a response or an error. */
export interface StoredResult {
  readonly response: StoredResponse | null
  readonly error: StoredError | null
  /** How often the item was sent, without the times that the endpoint was too busy (429). */
  readonly attempts: number
}

/** Reduces an answer to what is worth keeping: neither the raw body nor the headers. */
export function toStoredResponse(answer: Answer): StoredResponse {
  const usage = answer.usage && toStoredUsage(answer.usage)
  if ('embeddings' in answer) return toStoredEmbeddings(answer, usage)
  if ('results' in answer) return toStoredRanking(answer, usage)
  return toStoredChat(answer, usage)
}

function toStoredChat(answer: ChatResponse, usage: StoredUsage | undefined): StoredResponse {
  const { text, reasoning, toolCalls, finishReason, id, model, refusal, logprobs, sources, audio, providerData } =
    answer
  return {
    text,
    finish_reason: finishReason.replace('-', '_'),
    usage,
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id: callId, name, arguments: json }) => ({
        id: callId,
        type: 'function',
        function: { name, arguments: json },
      })),
    }),
    reasoning,
    refusal,
    sources,
    logprobs,
    audio,
    // To continue the conversation, some providers need it back.
    provider_data: providerData,
    id,
    model,
  }
}

function toStoredEmbeddings({ embeddings, model }: EmbeddingResponse, usage: StoredUsage | undefined): StoredResponse {
  return { embeddings, usage, model }
}

function toStoredRanking({ results, id, model }: RerankResponse, usage: StoredUsage | undefined): StoredResponse {
  return { results: results.map(({ index, score }) => ({ index, relevance_score: score })), usage, id, model }
}

/** Reduces an error to what is worth keeping; core has redacted it. */
export function toStoredError(error: unknown): StoredError {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, maxMessage)
  if (EndpointError.isInstance(error)) {
    const { status, code, requestId, contentFilter } = error
    return { message, type: 'endpoint_error', status, code, request_id: requestId, content_filter: contentFilter }
  }
  if (ConfigurationError.isInstance(error)) return { message, type: 'configuration_error', code: error.setting }
  return { message, type: FormatError.isInstance(error) ? 'format_error' : 'internal_error' }
}

const maxMessage = 4_000

/** Reads the reason of a failed job: the JSON of a result, or words of BullMQ, as for a job whose workers died too often. */
export function parseFailure(reason: string, attempts: number): StoredResult {
  if (reason.startsWith('{')) {
    try {
      return JSON.parse(reason) as StoredResult
    } catch {
      // Words of BullMQ after all.
    }
  }
  return { response: null, error: { message: reason, type: 'internal_error' }, attempts }
}
