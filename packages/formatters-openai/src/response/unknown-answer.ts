import { printable } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject } from '../json/json-object.ts'

/** Creates the error for a body in another format. The message describes the body and, if possible, suggests a formatter or URL. */
export function unknownAnswer(body: unknown, expected: string): Error {
  const hint = hintFor(Array.isArray(body) ? body[0] : body, body)
  return new Error(`Expected ${expected}, but the body is ${describe(body)}.${hint === undefined ? '' : ` ${hint}`}`)
}

function describe(body: unknown): string {
  if (body === null) return 'null'
  if (Array.isArray(body)) {
    const [first] = body
    return `an array of length ${body.length}${isJSONObject(first) ? ` whose first item is ${describe(first)}` : ''}`
  }
  if (!isJSONObject(body)) return typeof body === 'string' ? 'text that is not JSON' : `a ${typeof body}`
  const keys = Object.keys(body)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, MAX_KEYS).map(shownKey)
  return `an object with ${shown.join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`
}

const MAX_KEYS = 10
const MAX_KEY_LENGTH = 40

/** Returns the start of a key, with control characters escaped so that they cannot forge log lines. */
function shownKey(key: string): string {
  return printable(key.slice(0, MAX_KEY_LENGTH))
}

function hintFor(first: unknown, body: unknown): string | undefined {
  if (Array.isArray(body) && typeof first === 'string') return TEXT_GENERATION
  if (!isJSONObject(first)) return undefined
  return HINTS.find(({ looksLike }) => looksLike(first))?.hint
}

const TEXT_GENERATION =
  'This looks like a text-generation deployment: use a formatter of @azureml-endpoints/formatters-text-generation.'

const HINTS: readonly { readonly looksLike: (body: JSONObject) => boolean; readonly hint: string }[] = [
  { looksLike: (body) => '0' in body || 'generated_text' in body, hint: TEXT_GENERATION },
  { looksLike: (body) => Array.isArray(body['output']) && body['output'].every(isText), hint: TEXT_GENERATION },
  {
    looksLike: ({ choices }) =>
      Array.isArray(choices) && choices.some((choice) => isJSONObject(choice) && 'text' in choice),
    hint: 'This looks like a text completion: use the chat URL, which ends in /chat/completions.',
  },
  {
    looksLike: ({ output }) => isText(output),
    hint: "This looks like a dedicated endpoint: pass endpointApiType 'dedicated'.",
  },
  {
    looksLike: (body) => 'answer' in body,
    hint: 'This looks like a prompt flow: write a formatter for its inputs and outputs.',
  },
  {
    looksLike: (body) => 'generation_id' in body || 'response_id' in body,
    hint: "This looks like Cohere's native format: use the URL that ends in /chat/completions.",
  },
  {
    looksLike: (body) => body['object'] === 'list' && 'data' in body,
    hint: 'This looks like an embedding model: call embed(), or use the URL of a chat model.',
  },
]

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
