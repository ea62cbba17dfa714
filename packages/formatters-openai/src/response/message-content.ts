import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'

/** Returns the text of a message or delta, whose content is a string, an array of parts, or absent. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content
  if (content === undefined || content === null) return ''
  if (!Array.isArray(content))
    throw new Error(`The content of the response is of type ${typeof content}, neither text nor an array of parts.`)
  let text = ''
  for (const part of content) {
    if (typeof part === 'string') text += part
    else if (isJSONObject(part) && part['type'] !== 'thinking') text += textOrUndefined(part['text']) ?? ''
  }
  return text
}

/** Returns the reasoning of a message or delta, from a separate field or from thinking parts of the content. */
export function reasoningOfMessage(message: JSONObject): string {
  const field = textOrUndefined(message['reasoning_content']) ?? textOrUndefined(message['reasoning'])
  if (field !== undefined) return field
  return Array.isArray(message['content']) ? reasoningOfParts(message['content']) : ''
}

function reasoningOfParts(parts: readonly unknown[]): string {
  let reasoning = ''
  for (const part of parts) {
    if (isJSONObject(part) && part['type'] === 'thinking') reasoning += textOfContent(part['thinking'] ?? part['text'])
  }
  return reasoning
}
