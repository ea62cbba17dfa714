import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'

/** Reads the text of a message or delta: a text, nothing, or a list of parts. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content
  if (content === undefined || content === null) return ''
  if (!Array.isArray(content))
    throw new Error(`The content of the answer is neither text nor parts: ${typeof content}.`)
  let text = ''
  for (const part of content) {
    if (typeof part === 'string') text += part
    else if (isJSONObject(part) && part['type'] !== 'thinking') text += textOrUndefined(part['text']) ?? ''
  }
  return text
}

/** Reads the reasoning of a message or delta: its own field, or parts of the content that are thoughts. */
export function reasoningOfMessage(message: JSONObject): string {
  const field = textOrUndefined(message['reasoning_content']) ?? textOrUndefined(message['reasoning'])
  if (field !== undefined) return field
  return Array.isArray(message['content']) ? thoughtsOf(message['content']) : ''
}

function thoughtsOf(parts: readonly unknown[]): string {
  let thoughts = ''
  for (const part of parts) {
    if (isJSONObject(part) && part['type'] === 'thinking') thoughts += textOfContent(part['thinking'] ?? part['text'])
  }
  return thoughts
}
