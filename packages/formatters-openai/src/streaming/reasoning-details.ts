import { isFields, type Fields } from '@azureml-endpoints/core'

/** The most characters of reasoning details to keep. */
const MAX_LENGTH = 4 * 1024 * 1024

/** The most reasoning details to keep. */
const MAX_DETAILS = 10_000

type Detail = { [field: string]: unknown }

/**
 * Joins the `reasoning_details` or `thinking_blocks` of a stream, whose pieces have the type and index of the detail that they
 * belong to.
 */
export class ReasoningDetails {
  readonly #details: { readonly detail: Detail; readonly pieces: Map<string, string[]> }[] = []
  #length = 0

  /** Adds the details of a delta. */
  push(details: readonly unknown[]): void {
    for (const piece of details) if (isFields(piece)) this.#add(piece)
  }

  /** Returns the joined details; undefined if there are none. */
  joined(): readonly Fields[] | undefined {
    if (this.#details.length === 0) return undefined
    return this.#details.map(({ detail, pieces }) => ({
      ...detail,
      ...Object.fromEntries(Array.from(pieces, ([field, texts]) => [field, texts.join('')])),
    }))
  }

  #add(piece: Fields): void {
    const last = this.#details.at(-1)
    const continued = last !== undefined && isContinued(last.detail, piece)
    const target = continued ? last : { detail: {}, pieces: new Map<string, string[]>() }
    if (!continued) this.#details.push(target)
    for (const [field, value] of Object.entries(piece)) {
      const isPiece = JOINED.has(field) && typeof value === 'string'
      if (isPiece) this.#addText(target.pieces, field, value)
      else if (value !== null || !(field in target.detail)) target.detail[field] = value
    }
    if (this.#details.length <= MAX_DETAILS && this.#length <= MAX_LENGTH) return
    throw new Error(`The reasoning details of the stream are longer than ${MAX_LENGTH} characters.`)
  }

  #addText(pieces: Map<string, string[]>, field: string, text: string): void {
    const texts = pieces.get(field)
    if (texts === undefined) pieces.set(field, [text])
    else texts.push(text)
    this.#length += text.length
  }
}

/** Claude's blocks have no index: one is whole once it is signed, and encrypted ones come whole. */
function isContinued(detail: Fields, { type, index }: Fields): boolean {
  if (detail['type'] !== type || detail['index'] !== index) return false
  return type === 'thinking' ? !detail['signature'] : type !== 'redacted_thinking'
}

/** Fields whose pieces are joined; all others are repeated as a whole. */
const JOINED: ReadonlySet<string> = new Set(['text', 'summary', 'data', 'thinking'])
