import type { EngineDelta, EngineOutput, EngineUsage } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'

/** What the answer contains besides the model's text. */
export interface TgiGenerationOptions {
  readonly inputs: string
  readonly parameters: JsonObject
  readonly fullText: boolean
  readonly stops: readonly string[]
  readonly seed: number | undefined
}

/** The output of a model as Text Generation Inference reports it, token by token. */
export class TgiGeneration {
  readonly #output: EngineOutput
  readonly #options: TgiGenerationOptions
  readonly #tokens: JsonObject[] = []
  readonly #texts: string[] = []
  readonly #tailLength: number
  #tail = ''
  #reason = 'eos_token'
  #usage: EngineUsage | undefined

  constructor(output: EngineOutput, options: TgiGenerationOptions) {
    this.#output = output
    this.#options = options
    // A list is not read to its end if the text ends with a stop sequence.
    if (Array.isArray(output)) this.#usage = (output as readonly EngineDelta[]).at(-1)?.usage
    this.#tailLength = Math.max(0, ...options.stops.map((stop) => stop.length))
  }

  /** Returns the whole answer. */
  async whole(): Promise<JsonObject> {
    const events = this.events()
    if (Symbol.iterator in events) for (const _ of events);
    else for await (const _ of events);
    const { parameters, inputs } = this.#options
    const asksForPrefill = parameters['decoder_input_details'] === true
    const prefill = asksForPrefill ? inputs.split(' ').map((text, id) => ({ id, text, logprob: null })) : []
    const details = { ...this.#ending(), prefill, tokens: this.#tokens }
    const asked = asksForPrefill || parameters['details'] === true
    return { generated_text: this.#generatedText(), ...(asked && { details }) }
  }

  /** Returns an event for each token; the last one also has the text and, if asked for, the details. */
  events(): Iterable<JsonObject> | AsyncIterable<JsonObject> {
    return Symbol.iterator in this.#output ? this.#eventsOf(this.#output) : this.#eventsFrom(this.#output)
  }

  *#eventsOf(output: Iterable<EngineDelta>): Generator<JsonObject> {
    let held: JsonObject | undefined
    for (const delta of output) {
      const token = this.#add(delta)
      if (token === undefined) continue
      if (held !== undefined) yield this.#event(held)
      held = token
      if (this.#reason === 'stop_sequence') break
    }
    yield* this.#end(held)
  }

  async *#eventsFrom(output: AsyncIterable<EngineDelta>): AsyncGenerator<JsonObject> {
    let held: JsonObject | undefined
    for await (const delta of output) {
      const token = this.#add(delta)
      if (token === undefined) continue
      if (held !== undefined) yield this.#event(held)
      held = token
      if (this.#reason === 'stop_sequence') break
    }
    yield* this.#end(held)
  }

  #add({ choice = 0, text, finishReason, usage, choiceFields }: EngineDelta): JsonObject | undefined {
    if (choice > 0) return undefined
    if (finishReason === 'length') this.#reason = 'length'
    this.#usage = usage ?? this.#usage
    // Some engines cut the stop sequence off, and say which one it was.
    const stop = choiceFields?.['stop_reason']
    return typeof stop === 'string' ? this.#addText((text ?? '') + stop) : this.#addText(text)
  }

  #addText(text: string | undefined): JsonObject | undefined {
    if (!text) return undefined
    this.#texts.push(text)
    const { stops } = this.#options
    if (stops.length > 0) {
      this.#tail = (this.#tail + text).slice(-this.#tailLength - text.length)
      if (stops.some((stop) => this.#tail.endsWith(stop))) this.#reason = 'stop_sequence'
    }
    return this.#token(text, false)
  }

  #token(text: string, special: boolean): JsonObject {
    const token = { id: this.#tokens.length, text, logprob: 0, special }
    this.#tokens.push(token)
    return token
  }

  *#end(held: JsonObject | undefined): Generator<JsonObject> {
    let last = held
    if (this.#reason === 'eos_token' || last === undefined) {
      if (last !== undefined) yield this.#event(last)
      last = this.#token('</s>', true)
    }
    const details = this.#options.parameters['details'] === true ? this.#streamDetails() : null
    yield { index: this.#tokens.length, token: last, generated_text: this.#generatedText(), details }
  }

  #event(token: JsonObject): JsonObject {
    return { index: Number(token['id']) + 1, token, generated_text: null, details: null }
  }

  #streamDetails(): JsonObject {
    return { ...this.#ending(), input_length: this.#usage?.prompt_tokens ?? 0 }
  }

  #ending(): JsonObject {
    const { seed = null } = this.#options
    return { finish_reason: this.#reason, generated_tokens: this.#tokens.length, seed }
  }

  #generatedText(): string {
    const text = this.#texts.join('')
    return this.#options.fullText ? this.#options.inputs + text : text
  }
}
