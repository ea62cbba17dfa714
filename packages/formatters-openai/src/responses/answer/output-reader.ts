import { isFields, type Fields } from '@azureml-endpoints/core'
import { UnansweredCalls } from '../../response/agent-messages.ts'
import { SourceCollector } from '../../response/sources.ts'
import { addReasoning, addText, type Chunk } from '../../streaming/parsed-chunk.ts'
import { textOrUndefined } from '../../json/json-object.ts'
import { isNeeded, recordedItem, type ResponsesProviderData } from '../provider-data.ts'
import { CallReader, callIdOf } from './call-reader.ts'
import { addLogprobs, addSources } from './chunk-pieces.ts'
import { logprobsIn, partsIn, reasoningIn, refusalIn, sourcesIn, textOf, wholeOf } from './item-content.ts'
import { appended, ItemStates, type ItemState, missingText } from './item-states.ts'
import { ReasoningParts } from './reasoning-parts.ts'

/** Parses the items of one response: whole ones, and the pieces of a stream, which whole ones then repeat. */
export class OutputReader {
  readonly #items = new ItemStates()
  readonly #calls = new CallReader()
  /** Calls that came whole, held back to the end: an agent that runs its tools itself answers them later. */
  readonly #wholeCalls = new UnansweredCalls<WholeCall>()
  readonly #reasoning = new ReasoningParts()
  #hasText = false
  #hasCustomCall = false
  #refusal = ''
  #sources: SourceCollector | undefined

  /** Whether there are any calls. */
  get hasCalls(): boolean {
    return this.#calls.count > 0 || !this.#wholeCalls.isEmpty
  }

  /** Remembers what later events need of a piece of text. */
  countText(event: Fields, text: string): void {
    this.#countText(this.#items.of(event), text)
  }

  /** Reads a piece of a refusal. */
  readRefusal(event: Fields, refusal: string, chunk: Chunk): void {
    this.#items.of(event).hasRefusal = true
    this.#addRefusal(refusal, chunk)
  }

  /** Notes that another part of the reasoning begins. */
  beginReasoning(): void {
    this.#reasoning.begin()
  }

  /** Reads a piece of reasoning, or of its summary. */
  readReasoning(event: Fields, reasoning: string, chunk: Chunk): void {
    addReasoning(chunk, this.#reasoning.add(reasoning, this.#items.of(event), event['summary_index']))
  }

  /** Reads a piece of a call's arguments. */
  readArguments(event: Fields, json: string, chunk: Chunk): void {
    this.#calls.readArguments(json, this.#items.of(event), chunk)
  }

  /** Reads the arguments of a call again, as a whole. */
  readWholeArguments(event: Fields, position: unknown, chunk: Chunk): void {
    const call = { ...event, type: 'function_call' }
    if (wholeOf(call) !== '') this.#calls.readWholeArguments(call, this.#items.ended(position, call), chunk)
  }

  /** Reads an item that has just begun. */
  openItem(item: unknown, position: unknown, chunk: Chunk): void {
    if (!isFields(item)) return
    const state = this.#items.opened(position, item)
    if (item['type'] === 'function_call') this.#calls.open(item, state, chunk)
  }

  /** Reads an annotation of the text. */
  readAnnotations(annotations: unknown, chunk: Chunk): void {
    addSources(chunk, (this.#sources ??= new SourceCollector()).collect({}, { annotations }))
  }

  /** Reads a whole item; what its pieces had is not read again. */
  readItem(item: unknown, position: unknown, chunk: Chunk): void {
    if (!isFields(item)) throw new Error('An item of the output is not an object.')
    if (item['type'] === 'function_call_output') this.#readResult(item)
    else this.#readItem(item, this.#items.ended(position, item), chunk)
  }

  /**
   * Reads what the events of a stream have left out of its output: the rest of their items, hidden reasoning, the text or the
   * calls if they had none, or all of it.
   */
  readMissing(output: readonly unknown[], chunk: Chunk): void {
    const { isEmpty, areIndexed } = this.#items
    const reasoning = this.#items.reasoning()
    const arePlaced = this.#items.areAtPositionsOf(output)
    const hasText = this.#hasText || this.#refusal !== ''
    const { hasCalls } = this
    const isHidden = (item: Fields): boolean => {
      if (item['type'] === 'message') return !hasText
      if (item['type'] === 'function_call') return !hasCalls
      return item['type'] === 'reasoning' && areIndexed && !reasoning.has(wholeOf(item))
    }
    for (const [position, item] of output.entries()) {
      if (isEmpty) this.readItem(item, position, chunk)
      if (isEmpty || !isFields(item)) continue
      if (item['type'] === 'function_call_output') this.#readResult(item)
      const known = this.#items.known(position, item)
      if (known !== undefined) this.#readItem(item, known, chunk)
      else if (isHidden(item)) this.#readItem(item, this.#items.add(arePlaced ? position : undefined), chunk)
    }
  }

  /** Emits what is known only at the end. */
  end(chunk: Chunk): void {
    if (!this.#hasText && this.#refusal !== '') {
      addText(chunk, this.#refusal)
      chunk.finishReason = 'content-filter'
      this.#refusal = ''
    }
    for (const { item, state } of this.#wholeCalls.rest()) this.#calls.read(item, state, chunk)
    // The server runs some of them itself, and then answers.
    if (this.#hasCustomCall && !this.#hasText && !this.hasCalls) throw new Error(CUSTOM)
    const items = this.#items.recorded()
    if (items.some(isNeeded)) chunk.providerData = { responseItems: items } satisfies ResponsesProviderData
  }

  #readItem(item: Fields, state: ItemState, chunk: Chunk): void {
    if (state.recorded !== undefined) return
    switch (item['type']) {
      case 'message':
        this.#readMessage(item, state, chunk)
        break
      case 'reasoning':
        if (state.reasoning === '') this.#readWholeReasoning(item, state, chunk)
        break
      case 'function_call':
        this.#readWholeCall(item, state, chunk)
        break
      case 'custom_tool_call':
        this.#hasCustomCall = true
        break
      default:
        for (const annotations of sourcesIn(item)) this.readAnnotations(annotations, chunk)
    }
    this.#items.record(state, recordedItem(item, state.length))
  }

  #readWholeCall(item: Fields, state: ItemState, chunk: Chunk): void {
    if (textOrUndefined(item['name']) === undefined) throw new Error('A function call in the response has no name.')
    if (state.call !== undefined) return this.#calls.read(item, state, chunk)
    this.#items.keep(wholeOf(item).length)
    this.#wholeCalls.add(callIdOf(item), { item, state })
  }

  /** Drops the call that a result belongs to. Neither is the caller's, so neither goes back. */
  #readResult({ call_id: id }: Fields): void {
    for (const { state } of this.#wholeCalls.answer(id)) state.isAnswered = true
  }

  #readMessage(item: Fields, state: ItemState, chunk: Chunk): void {
    const isNew = state.length === 0
    const parts = partsIn(item)
    const missing = missingText(state, textOf(parts))
    if (missing !== '') {
      this.#countText(state, missing)
      addText(chunk, missing)
    }
    for (const part of parts) {
      const refusal = state.hasRefusal ? undefined : refusalIn(part)
      const logprobs = isNew ? logprobsIn(part) : undefined
      if (refusal !== undefined) this.#addRefusal(refusal, chunk)
      if (logprobs !== undefined) addLogprobs(chunk, logprobs)
      if (part['annotations'] !== undefined) this.readAnnotations(part['annotations'], chunk)
    }
  }

  #countText(state: ItemState, text: string): void {
    state.length += text.length
    state.text = appended(state.text, text)
    this.#hasText = true
  }

  #addRefusal(refusal: string, chunk: Chunk): void {
    chunk.refusal = chunk.refusal === undefined ? refusal : chunk.refusal + refusal
    if (this.#hasText) return
    this.#refusal += refusal
    if (this.#refusal.length <= MAX_REFUSAL_LENGTH) return
    throw new Error(`The refusal in the stream is longer than ${MAX_REFUSAL_LENGTH} characters.`)
  }

  #readWholeReasoning(item: Fields, state: ItemState, chunk: Chunk): void {
    for (const part of reasoningIn(item)) {
      this.#reasoning.begin()
      addReasoning(chunk, this.#reasoning.add(part, state, undefined))
    }
  }
}

/** A function call that came whole, and what is known of it. */
interface WholeCall {
  readonly item: Fields
  readonly state: ItemState
}

const CUSTOM =
  'A tool call in the response is of type "custom", whose input is text and not JSON. Pass function tools, by `tools`.'

/** The most characters of a refusal to buffer. */
const MAX_REFUSAL_LENGTH = 64 * 1024
