import { type ParsedToolCallDelta, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'
import { UnansweredCalls } from '../../response/agent-messages.ts'
import { SourceCollector } from '../../response/sources.ts'
import { addReasoning, addText, type Chunk } from '../../streaming/parsed-chunk.ts'
import { isNeeded, recordedItem, type ResponsesProviderData } from '../provider-data.ts'
import { addCall, addSources, addLogprobs } from './chunk-pieces.ts'
import { ItemStates, type ItemState, MAX_COMPARED, missingText } from './item-states.ts'
import { logprobsIn, partsIn, reasoningPartsOf, refusalIn, sourcesIn } from './item-content.ts'

/** Parses the items of one response: whole ones, and the pieces of a stream, which whole ones then repeat. */
export class OutputReader {
  readonly #items = new ItemStates()
  #calls = 0
  /** Calls that came whole, held back to the end: an agent that runs its tools itself answers them later. */
  readonly #wholeCalls = new UnansweredCalls<WholeCall>()
  #hasText = false
  #hasCustomCall = false
  #refusal = ''
  /** The item and the part that the last reasoning was in. */
  #reasoningItem: ItemState | undefined
  #reasoningPart: unknown
  #sources: SourceCollector | undefined

  /** Whether there are any calls. */
  get hasCalls(): boolean {
    return this.#calls > 0 || !this.#wholeCalls.isEmpty
  }

  /** Returns whether there is an item with a key. */
  has(key: unknown): boolean {
    return this.#items.has(key)
  }

  /** Remembers what later events need of a piece of text. */
  countText(key: unknown, text: string): void {
    const state = this.#items.of(key)
    state.length += text.length
    if (state.text.length < MAX_COMPARED) state.text += text
    this.#hasText = true
  }

  /** Reads a piece of a refusal. */
  readRefusal(key: unknown, refusal: string, chunk: Chunk): void {
    this.#items.of(key).hasRefusal = true
    this.#addRefusal(refusal, chunk)
  }

  #addRefusal(refusal: string, chunk: Chunk): void {
    chunk.refusal = chunk.refusal === undefined ? refusal : chunk.refusal + refusal
    if (this.#hasText) return
    this.#refusal += refusal
    if (this.#refusal.length <= MAX_REFUSAL_LENGTH) return
    throw new Error(`The refusal in the stream is longer than ${MAX_REFUSAL_LENGTH} characters.`)
  }

  /** Reads a piece of reasoning; parts are separated by a blank line. */
  readReasoning(key: unknown, part: unknown, reasoning: string, chunk: Chunk): void {
    const state = this.#items.of(key)
    const isNext = this.#reasoningItem !== undefined && (this.#reasoningItem !== state || this.#reasoningPart !== part)
    this.#reasoningItem = state
    this.#reasoningPart = part
    state.hasReasoning = true
    addReasoning(chunk, isNext ? `\n\n${reasoning}` : reasoning)
  }

  /** Reads a piece of a call's arguments. */
  readArguments(key: unknown, json: string, chunk: Chunk): void {
    const state = this.#items.of(key)
    state.hasArguments = true
    addCall(chunk, { index: (state.call ??= this.#calls++), arguments: json })
  }

  /** Reads the arguments of a call again, as a whole. */
  readWholeArguments(key: unknown, json: string, chunk: Chunk): void {
    if (!this.#items.of(key).hasArguments) this.readArguments(key, json, chunk)
  }

  /** Reads an item that has just begun. */
  openItem(item: unknown, key: unknown, chunk: Chunk): void {
    if (isFields(item) && item['type'] === 'function_call') this.#openCall(item, this.#items.of(key), chunk)
  }

  /** Reads an annotation of the text. */
  readAnnotations(annotations: unknown, chunk: Chunk): void {
    addSources(chunk, (this.#sources ??= new SourceCollector()).collect({}, { annotations }))
  }

  /** Reads a whole item; what its pieces had is not read again. */
  readItem(item: unknown, key: unknown, chunk: Chunk): void {
    if (!isFields(item)) throw new Error('An item of the output is not an object.')
    if (item['type'] === 'function_call_output') return this.#readResult(item)
    const state = this.#items.of(key)
    if (state.isRead) return
    state.isRead = true
    switch (item['type']) {
      case 'message':
        this.#readMessage(item, key, chunk)
        break
      case 'reasoning':
        if (state.hasReasoning) break
        for (const { part, text } of reasoningPartsOf(item)) this.readReasoning(key, part, text, chunk)
        break
      case 'function_call':
        this.#readWholeCall(item, key, chunk)
        break
      case 'custom_tool_call':
        this.#hasCustomCall = true
        break
      default:
        for (const annotations of sourcesIn(item)) this.readAnnotations(annotations, chunk)
    }
    this.#items.record(state, recordedItem(item, state.length))
  }

  /** Reads what the events of a stream have left out of its output: the rest of their items, reasoning, or all of it. */
  readMissing(output: readonly unknown[], chunk: Chunk): void {
    const { isEmpty, areIndexed } = this.#items
    for (const [index, item] of output.entries()) {
      const isHidden = isFields(item) && item['type'] === 'reasoning' && areIndexed
      if (isEmpty || isHidden || this.#items.has(index)) this.readItem(item, index, chunk)
    }
  }

  /** Emits what is known only at the end. */
  end(chunk: Chunk): void {
    if (!this.#hasText && this.#refusal !== '') {
      addText(chunk, this.#refusal)
      chunk.finishReason = 'content-filter'
      this.#refusal = ''
    }
    for (const { item, key } of this.#wholeCalls.rest()) this.#readCall(item, key, chunk)
    // The server runs some of them itself, and then answers.
    if (this.#hasCustomCall && !this.#hasText && this.#calls === 0) throw new Error(CUSTOM)
    const items = this.#items.recorded()
    if (items.some(isNeeded)) chunk.providerData = { responseItems: items } satisfies ResponsesProviderData
  }

  #readMessage(item: Fields, key: unknown, chunk: Chunk): void {
    const state = this.#items.of(key)
    const isNew = state.length === 0
    const missing = missingText(state, partsIn(item))
    if (missing !== '') {
      this.countText(key, missing)
      addText(chunk, missing)
    }
    for (const part of partsIn(item)) {
      const refusal = state.hasRefusal ? undefined : refusalIn(part)
      const logprobs = isNew ? logprobsIn(part) : undefined
      if (refusal !== undefined) this.#addRefusal(refusal, chunk)
      if (logprobs !== undefined) addLogprobs(chunk, logprobs)
      if (part['annotations'] !== undefined) this.readAnnotations(part['annotations'], chunk)
    }
  }

  #openCall(item: Fields, state: ItemState, chunk: Chunk): void {
    const delta: { -readonly [Field in keyof ParsedToolCallDelta]: ParsedToolCallDelta[Field] } = {}
    const id = callIdOf(item)
    const name = textOrUndefined(item['name'])
    delta.index = state.call ??= this.#calls++
    if (id !== undefined) delta.id = id
    if (name !== undefined) delta.name = name
    addCall(chunk, delta)
  }

  #readWholeCall(item: Fields, key: unknown, chunk: Chunk): void {
    if (textOrUndefined(item['name']) === undefined) throw new Error('A function call in the response has no name.')
    if (this.#items.of(key).call !== undefined) return this.#readCall(item, key, chunk)
    this.#items.keep(JSON.stringify(item['arguments'] ?? '').length)
    this.#wholeCalls.add(callIdOf(item), { item, key })
  }

  /** Drops the call that a result belongs to. Neither is the caller's, so neither goes back. */
  #readResult({ call_id: id }: Fields): void {
    for (const { key } of this.#wholeCalls.answer(id)) this.#items.of(key).recorded = undefined
  }

  #readCall(item: Fields, key: unknown, chunk: Chunk): void {
    const state = this.#items.of(key)
    const { arguments: given } = item
    if (state.call === undefined) this.#openCall(item, state, chunk)
    const json = typeof given === 'object' && given !== null ? JSON.stringify(given) : textOrUndefined(given)
    if (json !== undefined) this.readWholeArguments(key, json, chunk)
  }
}

/** A function call that came whole, and where. */
interface WholeCall {
  readonly item: Fields
  readonly key: unknown
}

function callIdOf(item: Fields): string | undefined {
  return textOrUndefined(item['call_id']) ?? textOrUndefined(item['id'])
}

const CUSTOM =
  'A tool call in the response is of type "custom", whose input is text and not JSON. Pass function tools, by `tools`.'

/** The most characters of a refusal to buffer. */
const MAX_REFUSAL_LENGTH = 64 * 1024
