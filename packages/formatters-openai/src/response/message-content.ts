import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Returns the reasoning of a message or delta from a field of its own; '' if there is none. */
export function reasoningInField(message: Fields): string {
  const { reasoning_content: content, reasoning } = message
  if (typeof content === 'string' && content !== '') return content
  if (typeof reasoning === 'string') return reasoning
  return isFields(reasoning) ? (textOrUndefined(reasoning['content']) ?? '') : ''
}

/** Returns the reasoning in `reasoning_details`, which some servers send without a field for the text. */
export function reasoningInDetails({ reasoning_details: details }: Fields): string {
  if (!Array.isArray(details)) return ''
  let reasoning = ''
  for (const detail of details) {
    if (isFields(detail)) reasoning += textOrUndefined(detail['text']) ?? textOrUndefined(detail['summary']) ?? ''
  }
  return reasoning
}

/**
 * Separates the text and the reasoning of content, which is a string, a list of parts, or absent. Parts of a kind that follow
 * each other are pieces of one text, which servers split around references; where text goes on after reasoning, or reasoning
 * after text, a line break keeps them apart. The parts of a stream go into one `ContentParts`.
 */
export class ContentParts {
  /** The text of the latest content. */
  text = ''
  /** The reasoning of the latest content. */
  reasoning = ''
  /** The refusal of the latest content. */
  refusal = ''
  #latest: 'text' | 'reasoning' | undefined
  #hasBoth = false

  /** Separates the next content. */
  push(content: unknown): void {
    this.text = ''
    this.reasoning = ''
    this.refusal = ''
    if (typeof content === 'string') this.#add('text', content)
    else if (Array.isArray(content)) for (const part of content) this.#addPart(part)
    else if (isFields(content)) this.#addObject(content)
    else if (content !== undefined && content !== null) {
      throw new Error(`The content of the response is of type ${typeof content}, neither text nor an array of parts.`)
    }
  }

  /** An object is a part, or the JSON that was asked for, which some servers have parsed. */
  #addObject(content: Fields): void {
    const isPart = typeof content['type'] === 'string' && typeof content['text'] === 'string'
    if (isPart) this.#addPart(content)
    else this.#add('text', JSON.stringify(content))
  }

  #addPart(part: unknown): void {
    if (typeof part === 'string') return this.#add('text', part)
    if (!isFields(part)) return
    const { type, text, thinking, summary, refusal } = part
    if (type === 'thinking' || type === 'reasoning') this.#add('reasoning', textsIn(thinking ?? summary ?? text))
    else if (type === 'refusal') this.refusal += textOrUndefined(refusal) ?? ''
    else this.#add('text', textOrUndefined(text) ?? textOrUndefined(part['content']) ?? '')
  }

  #add(kind: 'text' | 'reasoning', piece: string): void {
    if (piece === '') return
    const isOtherKind = this.#latest !== undefined && this.#latest !== kind
    const separator = isOtherKind && this.#hasBoth ? '\n' : ''
    if (isOtherKind) this.#hasBoth = true
    this.#latest = kind
    this[kind] += separator + piece
  }
}

/** Throws if a message without content has its text where other formats have it, since it would be read as empty. */
export function rejectOtherFormats(message: Fields): void {
  const { content } = message
  if (content !== undefined && content !== null) return
  for (const name of FIELDS_OF_OTHERS) {
    const value = message[name]
    if (typeof value === 'string' ? value !== '' : Array.isArray(value) && value.length > 0) {
      throw new Error(`The message has no content, but ${name}, which is of another format.`)
    }
  }
}

/** Where other formats have the text of a message. */
const FIELDS_OF_OTHERS = ['text', 'output_text', 'response', 'answer', 'output', 'parts']

/** Joins the texts of a string, or of a list of strings and objects with text. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  let texts = ''
  for (const item of value) {
    texts += typeof item === 'string' ? item : (isFields(item) && textOrUndefined(item['text'])) || ''
  }
  return texts
}
