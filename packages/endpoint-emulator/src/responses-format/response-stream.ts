import type { EngineDelta, EngineUsage } from '../engine/engine.ts'
import type { EventRenderer } from '../engine/event-renderer.ts'
import type { JsonObject } from '../json/json-value.ts'
import { callEnd, messageEnd, type OpenItem, thoughtEnd } from './open-item.ts'
import { callItem, type FunctionCall, type ItemPlace, messageItem, reasoningItem, textPart } from './output-items.ts'
import { renderEnded, renderStarted, type ResponseIdentity, statusOf } from './response-envelope.ts'

/** Renders the deltas of one output as the events of a response, and keeps its items. */
export class ResponseStream implements EventRenderer {
  readonly #identity: ResponseIdentity
  #sequence = 0
  #started = false
  #open: OpenItem | undefined
  readonly #output: JsonObject[] = []
  #hasReasoning = false
  #reasoningTokens = 0
  #finishReason = 'stop'
  #usage: EngineUsage | undefined
  #broken = false

  constructor(identity: ResponseIdentity) {
    this.#identity = identity
  }

  piece(delta: EngineDelta): string[] {
    const { choice = 0, error, interrupted, reasoning, text, toolCall } = delta
    if (choice > 0) return []
    this.#usage = delta.usage ?? this.#usage
    this.#finishReason = delta.finishReason ?? this.#finishReason
    if (error || interrupted) this.#broken = true
    if (error)
      return [
        ...this.#start(),
        this.#event('error', { code: 'server_error', message: JSON.stringify(error), param: null }),
      ]
    if (reasoning) return [...this.#start(), ...this.#think(reasoning)]
    if (text) return [...this.#start(), ...this.#write(text)]
    return toolCall ? [...this.#start(), ...this.#call(toolCall)] : []
  }

  close(): string[] {
    if (this.#broken) return this.#start()
    const events = [...this.#start(), ...this.#leave()]
    return [...events, this.#event(`response.${statusOf(this.#finishReason)}`, { response: this.end() })]
  }

  /** Returns the finished response, after the last event. */
  end(): JsonObject {
    return renderEnded(this.#identity, {
      output: this.#output,
      finishReason: this.#finishReason,
      usage: this.#usage,
      reasoningTokens: this.#reasoningTokens,
    })
  }

  #start(): string[] {
    if (this.#started) return []
    this.#started = true
    const response = renderStarted(this.#identity)
    return ['response.created', 'response.in_progress'].map((type) => this.#event(type, { response }))
  }

  #enter(open: OpenItem, item: JsonObject): string[] {
    const left = this.#leave()
    this.#open = open
    return [...left, this.#event('response.output_item.added', { output_index: this.#output.length, item })]
  }

  #leave(): string[] {
    const open = this.#open
    if (open === undefined) return []
    this.#open = undefined
    const text = open.pieces.join('')
    const { item, events } = open.end(text)
    const rendered = events.map(([type, fields]) => this.#itemEvent(type, item, fields))
    const done = this.#event('response.output_item.done', { output_index: this.#output.length, item })
    this.#output.push(item)
    return [...rendered, done]
  }

  #think(thought: string): string[] {
    this.#reasoningTokens += 1
    this.#hasReasoning = true
    const { summarizes } = this.#identity
    const opening = this.#open?.kind === 'reasoning' ? [] : this.#openThought()
    this.#open?.pieces.push(thought)
    if (!summarizes) return opening
    return [
      ...opening,
      this.#itemEvent('response.reasoning_summary_text.delta', undefined, { summary_index: 0, delta: thought }),
    ]
  }

  #openThought(): string[] {
    const { summarizes } = this.#identity
    const item: JsonObject = { ...reasoningItem('', this.#identity), summary: [] }
    const entered = this.#enter(
      { kind: 'reasoning', id: item['id'], pieces: [], end: thoughtEnd(this.#identity) },
      item,
    )
    const part = { type: 'summary_text', text: '' }
    if (!summarizes) return entered
    return [...entered, this.#itemEvent('response.reasoning_summary_part.added', undefined, { summary_index: 0, part })]
  }

  #write(text: string): string[] {
    const opening = this.#open?.kind === 'message' ? [] : this.#openMessage()
    this.#open?.pieces.push(text)
    const delta = this.#itemEvent('response.output_text.delta', undefined, {
      content_index: 0,
      delta: text,
      logprobs: [],
    })
    return [...opening, delta]
  }

  #openMessage(): string[] {
    const place = this.#place()
    const item = messageItem('', place, 'in_progress')
    const entered = this.#enter({ kind: 'message', id: item['id'], pieces: [], end: messageEnd(place) }, item)
    return [
      ...entered,
      this.#itemEvent('response.content_part.added', undefined, { content_index: 0, part: textPart('') }),
    ]
  }

  #call({ index, id = '', name = '', arguments: json = '' }: NonNullable<EngineDelta['toolCall']>): string[] {
    const kind = `call ${index}`
    const opening = this.#open?.kind === kind ? [] : this.#openCall(kind, { id, name, arguments: '' })
    if (json === '') return opening
    this.#open?.pieces.push(json)
    return [...opening, this.#itemEvent('response.function_call_arguments.delta', undefined, { delta: json })]
  }

  #openCall(kind: string, call: FunctionCall): string[] {
    const place = this.#place()
    const item = callItem(call, place, 'in_progress')
    return this.#enter({ kind, id: item['id'], pieces: [], end: callEnd(call, place) }, item)
  }

  #place(): ItemPlace {
    const index = this.#output.length + (this.#open === undefined ? 0 : 1)
    return { number: this.#identity.number, index, hasReasoning: this.#hasReasoning }
  }

  #itemEvent(type: string, item: JsonObject | undefined, fields: JsonObject): string {
    const id = item?.['id'] ?? this.#open?.id
    return this.#event(type, { item_id: id, output_index: this.#output.length, ...fields })
  }

  #event(type: string, fields: JsonObject): string {
    const data = { type, sequence_number: this.#sequence++, ...fields }
    return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
  }
}
