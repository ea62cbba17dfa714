import type { JsonObject } from '../json/json-value.ts'
import { callItem, type FunctionCall, type ItemPlace, messageItem, reasoningItem, textPart } from './output-items.ts'
import type { ResponseIdentity } from './response-envelope.ts'

/** An item that is being streamed. */
export interface OpenItem {
  readonly kind: string
  readonly id: unknown
  readonly pieces: string[]
  readonly end: (text: string) => ItemEnd
}

/** A whole item, and the events that end its parts. */
interface ItemEnd {
  readonly item: JsonObject
  readonly events: readonly (readonly [type: string, fields: JsonObject])[]
}

/** Ends a reasoning item; its words are sent only if they are its summary. */
export function thoughtEnd(identity: ResponseIdentity): OpenItem['end'] {
  return (text) => {
    const part = { type: 'summary_text', text }
    const events: ItemEnd['events'] = [
      ['response.reasoning_summary_text.done', { summary_index: 0, text }],
      ['response.reasoning_summary_part.done', { summary_index: 0, part }],
    ]
    return { item: reasoningItem(text, identity), events: identity.summarizes ? events : [] }
  }
}

/** Ends a message. */
export function messageEnd(place: ItemPlace): OpenItem['end'] {
  return (text) => ({
    item: messageItem(text, place),
    events: [
      ['response.output_text.done', { content_index: 0, text, logprobs: [] }],
      ['response.content_part.done', { content_index: 0, part: textPart(text) }],
    ],
  })
}

/** Ends a function call. */
export function callEnd(call: FunctionCall, place: ItemPlace): OpenItem['end'] {
  return (json) => ({
    item: callItem({ ...call, arguments: json }, place),
    events: [['response.function_call_arguments.done', { arguments: json, name: call.name }]],
  })
}
