import type { EngineUsage } from '../engine/engine.ts'
import { type JsonObject, isObject } from '../json/json-value.ts'

/** What a response says about itself, and what its items need. */
export interface ResponseIdentity {
  readonly number: number
  readonly model: string
  readonly created: number
  /** The body of the request, of which a response repeats the parameters. */
  readonly body: JsonObject
  readonly encrypts: boolean
  readonly summarizes: boolean
}

/** How a response ended. */
export interface ResponseEnd {
  readonly output: readonly JsonObject[]
  readonly finishReason: string
  readonly usage: EngineUsage | undefined
  readonly reasoningTokens: number
}

/** Renders a response that is not finished. */
export function renderStarted(identity: ResponseIdentity): JsonObject {
  return { ...head(identity), status: 'in_progress', error: null, incomplete_details: null, output: [], usage: null }
}

/** Renders a finished response. */
export function renderEnded(
  identity: ResponseIdentity,
  { output, finishReason, usage, reasoningTokens }: ResponseEnd,
): JsonObject {
  const status = statusOf(finishReason)
  const reason = finishReason === 'length' ? 'max_output_tokens' : 'content_filter'
  return {
    ...head(identity),
    status,
    error: status === 'failed' ? { code: 'server_error', message: failed } : null,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    output,
    usage: usage === undefined ? null : renderUsage(usage, reasoningTokens),
  }
}

/** Tells how a response ended: `completed`, `incomplete` or `failed`. */
export function statusOf(finishReason: string): 'completed' | 'incomplete' | 'failed' {
  if (finishReason === 'error') return 'failed'
  return finishReason === 'length' || finishReason === 'content_filter' ? 'incomplete' : 'completed'
}

const failed = 'The server had an error while processing your request. Sorry about that!'

function head({ number, model, created, body }: ResponseIdentity): JsonObject {
  const { instructions = null, tools = [], tool_choice: choice = 'auto', text, reasoning, store = true } = body
  const {
    max_output_tokens: limit = null,
    previous_response_id: previous = null,
    temperature = 1,
    top_p: topP = 1,
  } = body
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: created,
    model,
    instructions,
    max_output_tokens: limit,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    previous_response_id: previous,
    reasoning: isObject(reasoning) ? { effort: null, summary: null, ...reasoning } : { effort: null, summary: null },
    service_tier: 'default',
    store,
    temperature,
    text: text ?? { format: { type: 'text' } },
    tool_choice: choice,
    tools,
    top_p: topP,
    truncation: 'disabled',
    metadata: body['metadata'] ?? {},
  }
}

function renderUsage(usage: EngineUsage, reasoningTokens: number): JsonObject {
  return {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: usage.completion_tokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: usage.total_tokens,
  }
}
