import { type AssistantMessage, isFields, textPieces, type Fields } from '@azureml-endpoints/core'
import { objectsOf } from '../json/json-object.ts'
import { isBlank, type WireBlock } from '../wire/wire-message.ts'

/** An earlier answer, its calls as they are sent, and whether its thoughts go with it. */
export interface EarlierAnswer {
  readonly message: AssistantMessage
  readonly calls: readonly WireBlock[]
  readonly sendsThoughts: boolean
}

/** Converts an earlier answer: in the order of its blocks if its `providerData` tells it, else the text before the calls. */
export function answerBlocks({ message, calls, sendsThoughts }: EarlierAnswer): readonly WireBlock[] {
  const { content, providerData } = message
  const places = isFields(providerData) ? objectsOf(providerData['anthropicBlocks']).filter(isBlock) : []
  const texts = textsAt(places, content)
  const hasPlaces = places.filter(({ type }) => type === 'tool_use').length === calls.length
  const blocks: WireBlock[] = []
  let [text, call] = [0, 0]
  for (const place of places) {
    if (place.type === 'text') addText(blocks, texts.placed[text++] ?? '', place['citations'])
    else if (place.type === 'tool_use') {
      if (!hasPlaces) continue
      addText(blocks, call === 0 ? texts.rest : '')
      blocks.push(withCaller(calls[call++], place))
    } else if (sendsThoughts || !isThought(place)) blocks.push(place)
  }
  if (call === 0) addText(blocks, texts.rest)
  if (!hasPlaces || call === 0) blocks.push(...calls)
  return withoutLastThoughts(blocks)
}

/** Cuts the text at the places of its blocks. A text that was changed since then is sent in one piece. */
function textsAt(
  places: readonly WireBlock[],
  content: string,
): { readonly placed: readonly string[]; readonly rest: string } {
  const lengths = places.filter(({ type }) => type === 'text').map(({ length }) => lengthOf(length))
  if (lengths.length === 0) return { placed: [], rest: content }
  return { placed: textPieces(content, lengths) ?? [content], rest: '' }
}

function isBlock(value: Fields): value is WireBlock {
  return typeof value['type'] === 'string'
}

function lengthOf(length: unknown): number {
  return Number.isSafeInteger(length) && Number(length) >= 0 ? Number(length) : 0
}

/** Adds a text. The API rejects blank ones, so they become part of the text before them. */
function addText(blocks: WireBlock[], text: string, citations?: unknown): void {
  if (text === '') return
  const last = blocks.at(-1)
  if (!isBlank(text)) blocks.push({ type: 'text', text, ...(Array.isArray(citations) && { citations }) })
  else if (last?.type === 'text') blocks[blocks.length - 1] = { ...last, text: `${String(last['text'])}${text}` }
}

function withCaller(call: WireBlock | undefined, { caller }: Fields): WireBlock {
  if (call === undefined) throw new Error('there is no call for a recorded place')
  return isFields(caller) ? { ...call, caller } : call
}

/** Returns whether a block is a thought, in words or encrypted. */
function isThought({ type }: WireBlock): boolean {
  return type === 'thinking' || type === 'redacted_thinking'
}

/** The API rejects an answer that ends with a thought, such as one that was cut off while thinking. */
function withoutLastThoughts(blocks: readonly WireBlock[]): readonly WireBlock[] {
  return blocks.slice(0, blocks.findLastIndex((block) => !isThought(block)) + 1)
}
