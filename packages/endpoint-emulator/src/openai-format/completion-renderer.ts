import type { ChatDialect } from './chat-dialect.ts'
import type { EngineResult } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'

/** The fields that identify a response. */
export interface ResponseIdentity {
  readonly id: string
  readonly created: number
  readonly model: string
}

/** Renders a complete chat completion. */
export function renderChatCompletion(
  result: EngineResult,
  dialect: ChatDialect,
  identity: ResponseIdentity,
): JsonObject {
  const { id, created, model } = identity
  const choice = {
    index: 0,
    message: renderMessage(result, dialect),
    finish_reason: result.finishReason,
    ...(dialect.nullLogprobs ? { logprobs: null } : {}),
    ...filterFields(result.finishReason, dialect),
  }
  return { id, object: 'chat.completion', created, model, choices: [choice], usage: result.usage }
}

/** Renders a complete text completion. */
export function renderTextCompletion(result: EngineResult, identity: ResponseIdentity): JsonObject {
  const { id, created, model } = identity
  const choice = { index: 0, text: result.text, finish_reason: result.finishReason, logprobs: null }
  return { id, object: 'text_completion', created, model, choices: [choice], usage: result.usage }
}

/** Renders the message of a choice. */
export function renderMessage(result: EngineResult, dialect: ChatDialect): JsonObject {
  const { text, reasoning, toolCalls } = result
  const content = text === '' && toolCalls.length > 0 ? dialect.contentBesideTools : text
  const calls = toolCalls.map((call) => ({
    id: call.id,
    type: 'function',
    function: {
      name: call.name,
      arguments: dialect.argumentsAs === 'object' ? parsed(call.arguments) : call.arguments,
      ...(dialect.nullFields ? { call_id: null } : {}),
    },
  }))
  return {
    role: 'assistant',
    content,
    ...(dialect.filterResults ? { refusal: null } : {}),
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls.length > 0 ? { tool_calls: calls } : dialect.nullFields ? { tool_calls: null } : {}),
  }
}

/** Renders the content filter's result: a plural field on Azure OpenAI routes; a singular one elsewhere, and only if it cut the text. */
export function filterFields(finishReason: string | null, dialect: ChatDialect): JsonObject {
  if (dialect.filterResults) return { content_filter_results: finishReason === 'content_filter' ? filtered : {} }
  return finishReason === 'content_filter' ? { content_filter_result: filtered } : {}
}

const filtered = { violence: { filtered: true, severity: 'medium' } }

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
