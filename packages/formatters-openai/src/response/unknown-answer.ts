import { printable, isFields } from '@azureml-endpoints/core'

/** Creates the error for a body in another format, with a description of the body. */
export function unknownAnswer(body: unknown, expected: string): Error {
  const hint = typeof body === 'string' ? hintForText(body, expected.includes('/score')) : hintFor(body)
  return new Error(`Expected ${expected}, but the body is ${describe(body)}.${hint === undefined ? '' : ` ${hint}`}`)
}

function describe(body: unknown): string {
  if (body === null) return 'null'
  if (Array.isArray(body)) {
    const [first] = body
    return `an array of length ${body.length}${isFields(first) ? ` whose first item is ${describe(first)}` : ''}`
  }
  if (typeof body === 'string') return describeText(body)
  if (!isFields(body)) return `a ${typeof body}`
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

/**
 * Core names the formatter for answers in other formats. An agent's answer is in this format if it contains only the agent's own
 * messages.
 */
function hintFor(body: unknown): string | undefined {
  const isAgent = isFields(body) && Array.isArray(body['messages'])
  return isAgent
    ? 'It contains the messages of an agent, but no separate answer: let the agent return only its own messages.'
    : undefined
}
