import type { EngineDelta, EngineUsage } from '../engine/engine.ts'
import type { EventRenderer } from '../engine/event-renderer.ts'
import { type JsonObject, asString, isObject } from '../json/json-value.ts'
import { type MessageIdentity, renderInputUsage, renderStop, renderUsage, toolUseId } from './message-identity.ts'
import { redactThought, signThought } from './signatures.ts'

/** Renders the deltas of one output as the events of a streamed message. */
export class MessageStream implements EventRenderer {
  readonly #identity: MessageIdentity
  readonly #inputTokens: number
  #started = false
  #index = -1
  /** The kind of the open block; of a call, with its index. */
  #open: string | undefined
  #thoughts: string[] = []
  #thinkingTokens = 0
  #finishReason = 'stop'
  #stopSequence: string | undefined
  #usage: EngineUsage | undefined
  #broken = false

  constructor(identity: MessageIdentity, inputTokens: number) {
    this.#identity = identity
    this.#inputTokens = inputTokens
  }

  piece(delta: EngineDelta): string[] {
    const { choice = 0, error, interrupted, reasoning, text, toolCall } = delta
    if (choice > 0) return []
    this.#usage = delta.usage ?? this.#usage
    this.#finishReason = delta.finishReason ?? this.#finishReason
    this.#stopSequence = delta.stopSequence ?? this.#stopSequence
    if (error || interrupted) this.#broken = true
    if (error) return [...this.#start(), this.#failure(error)]
    if (reasoning) return [...this.#start(), ...this.#think(reasoning)]
    if (text) return [...this.#start(), ...this.#enter('text', { type: 'text', text: '' }), this.#textDelta(text)]
    return toolCall ? [...this.#start(), ...this.#call(toolCall)] : []
  }

  close(): string[] {
    if (this.#broken) return this.#start()
    const { prompt_tokens: prompt = this.#inputTokens, completion_tokens: completion = 0 } = this.#usage ?? {}
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
    const delta = { ...renderStop(this.#finishReason, this.#stopSequence), container: null }
    return [
      ...this.#start(),
      ...this.#leave(),
      event({ type: 'message_delta', delta, usage: renderUsage(usage, this.#thinkingTokens) }),
      event({ type: 'message_stop' }),
    ]
  }

  #start(): string[] {
    if (this.#started) return []
    this.#started = true
    const { id, model } = this.#identity
    const usage = { ...renderInputUsage(this.#inputTokens), output_tokens: 1 }
    const stops = { stop_reason: null, stop_sequence: null, stop_details: null }
    const message = { id, type: 'message', role: 'assistant', model, container: null, content: [], ...stops, usage }
    return [event({ type: 'message_start', message }), event({ type: 'ping' })]
  }

  #enter(kind: string, block: JsonObject): string[] {
    if (this.#open === kind) return []
    const left = this.#leave()
    this.#open = kind
    this.#index += 1
    return [...left, event({ type: 'content_block_start', index: this.#index, content_block: block })]
  }

  #leave(): string[] {
    const open = this.#open
    if (open === undefined) return []
    this.#open = undefined
    const ending = open === 'thinking' ? this.#endThought() : []
    return [...ending, event({ type: 'content_block_stop', index: this.#index })]
  }

  #think(reasoning: string): string[] {
    this.#thoughts.push(reasoning)
    this.#thinkingTokens += 1
    const { thoughts } = this.#identity
    if (thoughts === 'redacted') {
      // Sent whole when it ends, so there is no block yet.
      const left = this.#open === 'thinking' ? [] : this.#leave()
      this.#open = 'thinking'
      return left
    }
    const entered = this.#enter('thinking', { type: 'thinking', thinking: '', signature: '' })
    return thoughts === 'omitted' ? entered : [...entered, this.#delta({ type: 'thinking_delta', thinking: reasoning })]
  }

  #endThought(): string[] {
    const thinking = this.#thoughts.join('')
    this.#thoughts = []
    if (this.#identity.thoughts === 'redacted') {
      this.#index += 1
      const block = { type: 'redacted_thinking', data: redactThought(thinking) }
      return [event({ type: 'content_block_start', index: this.#index, content_block: block })]
    }
    const shown = this.#identity.thoughts === 'omitted' ? '' : thinking
    return [this.#delta({ type: 'signature_delta', signature: signThought(shown) })]
  }

  #textDelta(text: string): string {
    return this.#delta({ type: 'text_delta', text })
  }

  #call({ index, id = '', name, arguments: json = '' }: NonNullable<EngineDelta['toolCall']>): string[] {
    const block = { type: 'tool_use', id: toolUseId(id, this.#identity), name, input: {}, caller: { type: 'direct' } }
    return [...this.#enter(`call ${index}`, block), this.#delta({ type: 'input_json_delta', partial_json: json })]
  }

  #delta(delta: JsonObject): string {
    return event({ type: 'content_block_delta', index: this.#index, delta })
  }

  #failure(given: JsonObject): string {
    const inner = isObject(given['error']) ? given['error'] : given
    const type = asString(inner['type']) ?? 'api_error'
    const message = asString(inner['message']) ?? 'Internal server error'
    // In a stream, an error has details too.
    return event({ type: 'error', error: { details: null, type, message }, request_id: this.#identity.requestId })
  }
}

function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
}
