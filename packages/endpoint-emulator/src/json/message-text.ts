import { asList, asString, isObject } from './json-value.ts'

/** Returns the text of the last user message or prompt, in any of the known body formats. */
export function lastUserText(body: unknown): string {
  if (!isObject(body)) return ''
  const input = isObject(body['input_data'])
    ? body['input_data']['input_string']
    : (body['input_data'] ?? body['inputs'])
  const candidates = [
    ...asList(body['messages']),
    ...asList(input),
    ...asList(body['input']),
    body['prompt'],
    body['question'],
    body['input'],
    input,
  ]
  const last = candidates.findLast((one) => typeof one === 'string' || (isObject(one) && one['role'] === 'user'))
  return isObject(last) ? contentText(last['content']) : (asString(last) ?? '')
}

/** Joins the text parts of a message's content. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return asList(content)
    .map((part) => (isObject(part) ? (asString(part['text']) ?? '') : ''))
    .join('')
}
