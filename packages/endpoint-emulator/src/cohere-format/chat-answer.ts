import type { EngineChoice, EngineUsage } from '../engine/engine.ts'
import { splitTokens } from '../engine/tokens.ts'
import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'

/** An answer of the model, and what it is about. */
export interface ChatAnswer {
  readonly id: string
  readonly choice: EngineChoice
  readonly usage: EngineUsage
  /** The documents of the request. */
  readonly documents: readonly unknown[]
}

/** Renders an answer of `/v2/chat`. */
export function renderWhole(answer: ChatAnswer): JsonObject {
  const { text, plan, thinking, calls } = partsOf(answer)
  const content = [...(thinking ? [{ type: 'thinking', thinking }] : []), ...(text ? [{ type: 'text', text }] : [])]
  const citations = citationsOf(text, answer.documents)
  const message = {
    role: 'assistant',
    ...(plan && { tool_plan: plan }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(content.length > 0 && { content }),
    ...(citations.length > 0 && { citations }),
  }
  return { id: answer.id, message, finish_reason: reasonOf(answer), usage: usageOf(answer) }
}

/** Renders an answer of `/v2/chat` as the events of a stream. */
export function renderEvents(answer: ChatAnswer): readonly string[] {
  const { text, plan, thinking, calls } = partsOf(answer)
  const events: JsonObject[] = [started(answer.id)]
  for (const piece of splitTokens(plan))
    events.push({ type: 'tool-plan-delta', delta: { message: { tool_plan: piece } } })
  if (thinking) events.push(...contentEvents('thinking', thinking, 0))
  if (text) events.push(...contentEvents('text', text, thinking ? 1 : 0))
  for (const [index, citation] of citationsOf(text, answer.documents).entries()) {
    events.push({ type: 'citation-start', index, delta: { message: { citations: citation } } })
    events.push({ type: 'citation-end', index })
  }
  for (const [index, call] of calls.entries()) events.push(...callEvents(call, index))
  events.push({ type: 'message-end', delta: { finish_reason: reasonOf(answer), usage: usageOf(answer) } })
  return events.map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`)
}

interface WireCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

interface AnswerParts {
  readonly text: string
  readonly plan: string
  readonly thinking: string
  readonly calls: readonly WireCall[]
}

/** What the model says before it calls tools is its plan. */
function partsOf({ choice }: ChatAnswer): AnswerParts {
  const calls = choice.toolCalls.map(({ id, name, arguments: json }): WireCall => {
    return { id, type: 'function', function: { name, arguments: json } }
  })
  const isPlan = calls.length > 0
  return { text: isPlan ? '' : choice.text, plan: isPlan ? choice.text : '', thinking: choice.reasoning ?? '', calls }
}

function started(id: string): JsonObject {
  const message = { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] }
  return { id, type: 'message-start', delta: { message } }
}

function contentEvents(type: 'text' | 'thinking', text: string, index: number): readonly JsonObject[] {
  const pieces = splitTokens(text).map((piece) => {
    return { type: 'content-delta', index, delta: { message: { content: { [type]: piece } } } }
  })
  const first = { type: 'content-start', index, delta: { message: { content: { type, [type]: '' } } } }
  return [first, ...pieces, { type: 'content-end', index }]
}

function callEvents(call: WireCall, index: number): readonly JsonObject[] {
  const { name, arguments: json } = call.function
  const opening = { ...call, function: { name, arguments: '' } }
  const pieces = splitTokens(json).map((piece) => {
    return { type: 'tool-call-delta', index, delta: { message: { tool_calls: { function: { arguments: piece } } } } }
  })
  const first = { type: 'tool-call-start', index, delta: { message: { tool_calls: opening } } }
  return [first, ...pieces, { type: 'tool-call-end', index }]
}

function reasonOf({ choice }: ChatAnswer): string {
  if (choice.toolCalls.length > 0 && choice.finishReason !== 'length') return 'TOOL_CALL'
  return reasons.get(choice.finishReason) ?? 'COMPLETE'
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['length', 'MAX_TOKENS'],
  ['error', 'ERROR'],
])

function usageOf({ usage }: ChatAnswer): JsonObject {
  const counts = { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens }
  return { billed_units: counts, tokens: counts, cached_tokens: 0 }
}

/** Cites the first document for the first word. */
function citationsOf(text: string, documents: readonly unknown[]): readonly JsonObject[] {
  const [document] = documents
  const word = /^\S+/.exec(text)?.[0]
  if (document === undefined || word === undefined) return []
  const { id, data } = isObject(document) ? document : { id: undefined, data: { text: document } }
  const fields = isObject(data) ? data : { text: data }
  const cited = asString(id) ?? 'doc:0'
  const sources = [{ type: 'document', id: cited, document: { id: cited, ...fields } }]
  return [{ start: 0, end: word.length, text: word, sources, type: 'TEXT_CONTENT' }]
}

/** Returns the documents of a request. */
export function documentsOf(body: JsonObject): readonly unknown[] {
  return asList(body['documents'])
}
