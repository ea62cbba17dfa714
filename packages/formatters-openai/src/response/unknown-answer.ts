import { isJSONObject, type JSONObject } from '../json/json-object.ts'

/** Makes the error for a body in another format: what came instead, and which formatter or URL it looks like. */
export function unknownAnswer(body: unknown, expected: string): Error {
  const hint = hintFor(Array.isArray(body) ? body[0] : body, body)
  return new Error(`The body is not ${expected}, but ${describe(body)}.${hint === undefined ? '' : ` ${hint}`}`)
}

function describe(body: unknown): string {
  if (body === null) return 'null'
  if (Array.isArray(body)) {
    const [first] = body
    return `a list of ${body.length}${isJSONObject(first) ? `, the first of which is ${describe(first)}` : ''}`
  }
  if (!isJSONObject(body)) return typeof body === 'string' ? 'a text that is not JSON' : `a ${typeof body}`
  const keys = Object.keys(body)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, MOST_KEYS).map(shownKey)
  return `an object with ${shown.join(', ')}${keys.length > MOST_KEYS ? ', …' : ''}`
}

const MOST_KEYS = 10
const LONGEST_KEY = 40

/** Shows the start of a key, its control characters escaped: they could forge lines of a log. */
function shownKey(key: string): string {
  return key.slice(0, LONGEST_KEY).replace(/[\p{Cc}\u2028\u2029]/gu, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
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
    hint: 'This looks like a completion of a prompt: use the URL of the chat route, which ends in /chat/completions.',
  },
  {
    looksLike: ({ output }) => isText(output),
    hint: "This looks like a dedicated endpoint: pass endpointApiType 'dedicated'.",
  },
  {
    looksLike: (body) => 'answer' in body,
    hint: 'This looks like a prompt flow: call it with a formatter of your own for its inputs and outputs.',
  },
  {
    looksLike: (body) => 'generation_id' in body || 'response_id' in body,
    hint: "This looks like Cohere's own route: use the URL that ends in /chat/completions.",
  },
  {
    looksLike: (body) => body['object'] === 'list' && 'data' in body,
    hint: 'This looks like an embedding model, which does not chat.',
  },
]

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
