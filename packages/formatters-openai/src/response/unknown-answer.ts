import { printable } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject } from '../json/json-object.ts'

/** Creates the error for a body in another format. The message describes the body and, if possible, suggests a formatter or URL. */
export function unknownAnswer(body: unknown, expected: string): Error {
  const hint =
    typeof body === 'string'
      ? hintForText(body, expected.includes('/score'))
      : hintFor(Array.isArray(body) ? body[0] : body, body)
  return new Error(`Expected ${expected}, but the body is ${describe(body)}.${hint === undefined ? '' : ` ${hint}`}`)
}

function describe(body: unknown): string {
  if (body === null) return 'null'
  if (Array.isArray(body)) {
    const [first] = body
    return `an array of length ${body.length}${isJSONObject(first) ? ` whose first item is ${describe(first)}` : ''}`
  }
  if (typeof body === 'string') return describeText(body)
  if (!isJSONObject(body)) return `a ${typeof body}`
  const keys = Object.keys(body)
  if (keys.length === 0) return 'an empty object'
  const shown = keys.slice(0, MAX_KEYS).map(shownKey)
  return `an object with ${shown.join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`
}

/** Describes text, which may also be JSON that is a string. Core says what is wrong with text that should be JSON. */
function describeText(text: string): string {
  if (text.trim() === '') return 'empty'
  if (isPage(text)) return 'a web page'
  if (startsLikeJSON(text)) return 'text that is not JSON'
  return `the text "${printable(text.slice(0, MAX_TEXT_LENGTH))}${text.length > MAX_TEXT_LENGTH ? '…' : ''}"`
}

function isPage(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text.slice(0, 100))
}

function startsLikeJSON(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 100))
}

const MAX_TEXT_LENGTH = 60

/** The text of a model has to be put into JSON by the scoring script. */
function hintForText(text: string, isScore: boolean): string | undefined {
  const isAnswer = text.trim() !== '' && !startsLikeJSON(text) && !isPage(text)
  return isScore && isAnswer ? 'If score.py returns the text of the model, let it return {"output": text}.' : undefined
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

/** Names a formatter of a family. */
function formatter(family: string, name: string, packageName: string): string {
  return `This looks like ${family}: use ${name} of @azureml-endpoints/${packageName}.`
}

const HINTS: readonly { readonly looksLike: (body: JSONObject) => boolean; readonly hint: string }[] = [
  {
    looksLike: (body) => isJSONObject(body['token']),
    hint: formatter('Text Generation Inference', 'TGIContentFormatter', 'formatters-text-generation'),
  },
  {
    looksLike: ({ type, object }) => object === 'response' || (isText(type) && String(type).startsWith('response.')),
    hint: formatter("OpenAI's Responses format", 'OpenAIResponsesContentFormatter', 'formatters-openai'),
  },
  {
    looksLike: ({ type, stop_reason: reason }) =>
      (type === 'message' && reason !== undefined) || type === 'message_start' || type === 'content_block_delta',
    hint: formatter("Claude's Messages format", 'AnthropicContentFormatter', 'formatters-anthropic'),
  },
  {
    looksLike: ({ type, message, finish_reason: reason }) =>
      type === 'message-start' || (isJSONObject(message) && isText(reason) && /^[A-Z_]+$/.test(String(reason))),
    hint: formatter("Cohere's v2 format", 'CohereV2ContentFormatter', 'formatters-cohere'),
  },
  {
    looksLike: ({ messages }) => Array.isArray(messages),
    hint: 'It has the messages of an agent, but not only the answer: let the agent return only its own messages.',
  },
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
    hint: formatter('a prompt flow', 'PromptFlowContentFormatter', 'formatters-text-generation'),
  },
  {
    looksLike: (body) => 'generation_id' in body || 'response_id' in body || body['event_type'] === 'stream-start',
    hint:
      "This looks like Cohere's native format: use CohereContentFormatter of @azureml-endpoints/formatters-cohere, or the " +
      'URL that ends in /chat/completions.',
  },
  {
    looksLike: (body) => body['object'] === 'list' && 'data' in body,
    hint: 'This looks like an embedding model: call embed(), or use the URL of a chat model.',
  },
]

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
