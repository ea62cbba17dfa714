import type { JsonObject } from '../json/json-value.ts'
import type { ResponseIdentity } from './response-envelope.ts'
import { seal } from './sealed-reasoning.ts'

/** Renders a reasoning item; its words are only in the summary, and only if the request asked for one. */
export function reasoningItem(thought: string, { number, encrypts, summarizes }: ResponseIdentity): JsonObject {
  const id = `rs_${number}`
  const summary = summarizes ? [{ type: 'summary_text', text: thought }] : []
  return { id, type: 'reasoning', ...(encrypts ? { encrypted_content: seal(id, thought) } : {}), summary }
}

/** Renders a message. */
export function messageItem(text: string, place: ItemPlace, status = 'completed'): JsonObject {
  const content = text === '' && status === 'in_progress' ? [] : [textPart(text)]
  return { id: `msg_${suffixOf(place)}`, type: 'message', status, role: 'assistant', content }
}

/** Renders the content part of a message. */
export function textPart(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

/** A function call. */
export interface FunctionCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

/** Renders a function call. */
export function callItem(call: FunctionCall, place: ItemPlace, status = 'completed'): JsonObject {
  const { id, name, arguments: json } = call
  return { id: `fc_${suffixOf(place)}`, type: 'function_call', status, arguments: json, call_id: id, name }
}

/** Where an item is in its response. */
export interface ItemPlace {
  readonly number: number
  readonly index: number
  /** Whether the response has reasoning, which the id of the item then tells. */
  readonly hasReasoning: boolean
}

function suffixOf({ number, index, hasReasoning }: ItemPlace): string {
  return hasReasoning ? `${index}_after_${number}` : `${number}${index}`
}
