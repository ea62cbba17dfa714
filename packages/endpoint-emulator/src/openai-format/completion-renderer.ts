import type { ChatDialect } from './chat-dialect.ts'
import type { EngineChoice, EngineHead, EngineResult } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'

/** The fields that identify a response. */
export interface ResponseIdentity {
  readonly id: string
  readonly created: number
  readonly model: string
  /** The model's name if the options or the reply fix it, whatever an upstream calls it. */
  readonly fixedModel?: string | undefined
}

/** Renders a complete chat completion. */
export function renderChatCompletion(
  result: EngineResult,
  dialect: ChatDialect,
  identity: ResponseIdentity,
): JsonObject {
  const choices = [result, ...result.others].map((choice, index) => renderChoice(choice, index, dialect))
  return renderAround('chat.completion', choices, { result, dialect, identity })
}

/** Renders a complete text completion. */
export function renderTextCompletion(
  result: EngineResult,
  dialect: ChatDialect,
  identity: ResponseIdentity,
): JsonObject {
  const choices = [result, ...result.others].map((choice, index) => renderTextChoice(choice, index, dialect))
  return renderAround('text_completion', choices, { result, dialect, identity })
}

function renderChoice(choice: EngineChoice, index: number, dialect: ChatDialect): JsonObject {
  return {
    index,
    message: renderMessage(choice, dialect),
    finish_reason: choice.finishReason,
    ...(dialect.nullLogprobs ? { logprobs: null } : {}),
    ...filterFields(choice.finishReason, dialect),
    ...(dialect.knownFieldsOnly ? {} : choice.choiceFields),
  }
}

function renderTextChoice(choice: EngineChoice, index: number, dialect: ChatDialect): JsonObject {
  const { text, finishReason, choiceFields } = choice
  const fields = dialect.knownFieldsOnly ? {} : choiceFields
  return { index, text, finish_reason: finishReason, logprobs: null, ...fields }
}

/** The fields around the choices. */
function renderAround(
  object: string,
  choices: readonly JsonObject[],
  { result, dialect, identity }: { result: EngineResult; dialect: ChatDialect; identity: ResponseIdentity },
): JsonObject {
  const { id, created, model } = identityOf(result.head, identity)
  const fields = dialect.knownFieldsOnly ? {} : result.head?.fields
  return { id, object, created, model, choices, usage: result.usage, ...fields }
}

/** The names that the upstream gave, unless the options give the model another one. */
export function identityOf(head: EngineHead | undefined, identity: ResponseIdentity): ResponseIdentity {
  if (!head) return identity
  const { id = identity.id, created = identity.created, model = identity.model } = head
  return { id, created, model: identity.fixedModel ?? model }
}

/** Renders the message of a choice. */
export function renderMessage(choice: EngineChoice, dialect: ChatDialect): JsonObject {
  const { text, reasoning, toolCalls, messageFields } = choice
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
    ...(dialect.knownFieldsOnly ? {} : messageFields),
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
