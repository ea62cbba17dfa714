import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'

/** Returns the id that other events have for an item; without one of its own, that of its call. */
export function idOf({ id, item_id: itemId, call_id: callId }: Fields): string | undefined {
  return textOrUndefined(id) ?? textOrUndefined(itemId) ?? textOrUndefined(callId)
}

/** Returns what the pieces of a whole item add up to: its text, its reasoning or its arguments. */
export function wholeOf(item: Fields): string {
  switch (item['type']) {
    case 'message':
      return textOf(partsIn(item))
    case 'reasoning':
      return reasoningIn(item).join('')
    case 'function_call':
      return argumentsIn(item) ?? ''
    default:
      return ''
  }
}

/** Returns the content parts of a message. */
export function partsIn({ content }: Fields): readonly Fields[] {
  if (typeof content === 'string') return [{ type: 'output_text', text: content }]
  if (content === undefined || content === null) return []
  if (!Array.isArray(content)) throw new Error(`The content of a message is of type ${typeof content}, not an array.`)
  return content.filter(isFields)
}

/** Returns the text of all parts. */
export function textOf(parts: readonly Fields[]): string {
  return parts.map(textIn).join('')
}

function textIn({ type, text }: Fields): string {
  if (type !== 'output_text' && type !== 'text') return ''
  if (typeof text === 'string') return text
  throw new Error(`The text of a message is of type ${text === null ? 'null' : typeof text}, not a string.`)
}

/** Returns the refusal that a part is. */
export function refusalIn({ refusal }: Fields): string | undefined {
  return textOrUndefined(refusal)
}

/** Returns the log probabilities of a part. */
export function logprobsIn({ logprobs }: Fields): readonly unknown[] | undefined {
  return Array.isArray(logprobs) && logprobs.length > 0 ? logprobs : undefined
}

/** Returns the summary of a reasoning item, part by part; without one, the reasoning itself. */
export function reasoningIn({ summary, content }: Fields): readonly string[] {
  const parts = textsIn(summary)
  return parts.length > 0 ? parts : textsIn(content)
}

function textsIn(list: unknown): readonly string[] {
  const parts = Array.isArray(list) ? list : []
  return parts.flatMap((part) => (isFields(part) ? (textOrUndefined(part['text']) ?? []) : []))
}

/** Returns the arguments of a call as JSON text, if it has any. */
export function argumentsIn({ arguments: given }: Fields): string | undefined {
  return typeof given === 'object' && given !== null ? JSON.stringify(given) : textOrUndefined(given)
}

/** Returns the lists of sources of a call of the server's own tools, if the request asked for them. */
export function sourcesIn({ action, results }: Fields): readonly unknown[] {
  const sources = isFields(action) ? action['sources'] : undefined
  return [sources, results].filter((list) => Array.isArray(list))
}
