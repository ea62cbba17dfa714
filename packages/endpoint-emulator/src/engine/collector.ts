import type { JsonObject } from '../json/json-value.ts'
import type { EngineChoice, EngineDelta, EngineHead, EngineResult, EngineUsage } from './engine-output.ts'

/** Joins deltas to a result. */
export class Collector {
  readonly #choices = new Map<number, ChoiceCollector>()
  #usage: EngineUsage = { prompt_tokens: 0, total_tokens: 0, completion_tokens: 0 }
  #head: EngineHead | undefined

  add(delta: EngineDelta): void {
    const { choice = 0, usage, head } = delta
    const collector = this.#choices.get(choice) ?? new ChoiceCollector()
    this.#choices.set(choice, collector)
    collector.add(delta)
    this.#usage = usage ?? this.#usage
    this.#head = head ?? this.#head
  }

  result(): EngineResult {
    const sorted = [...this.#choices].toSorted(([left], [right]) => left - right)
    const [first = new ChoiceCollector().result(), ...others] = sorted.map(([, choice]) => choice.result())
    return { ...first, others, usage: this.#usage, head: this.#head }
  }
}

class ChoiceCollector {
  readonly #texts: string[] = []
  readonly #thoughts: string[] = []
  readonly #calls = new Map<number, { id: string; name: string; parts: string[] }>()
  #finishReason = 'stop'
  #stopSequence: string | undefined
  #messageFields: JsonObject = {}
  #choiceFields: JsonObject = {}

  add(delta: EngineDelta): void {
    const { text, reasoning, toolCall, finishReason, stopSequence, messageFields, choiceFields } = delta
    if (text) this.#texts.push(text)
    if (reasoning) this.#thoughts.push(reasoning)
    if (toolCall) {
      const call = this.#calls.get(toolCall.index) ?? { id: '', name: '', parts: [] }
      this.#calls.set(toolCall.index, call)
      call.id ||= toolCall.id ?? ''
      call.name ||= toolCall.name ?? ''
      if (toolCall.arguments) call.parts.push(toolCall.arguments)
    }
    this.#finishReason = finishReason ?? this.#finishReason
    this.#stopSequence = stopSequence ?? this.#stopSequence
    this.#messageFields = messageFields ?? this.#messageFields
    this.#choiceFields = choiceFields ?? this.#choiceFields
  }

  result(): EngineChoice {
    const calls = [...this.#calls].toSorted(([left], [right]) => left - right).map(([, call]) => call)
    return {
      text: this.#texts.join(''),
      reasoning: this.#thoughts.length > 0 ? this.#thoughts.join('') : undefined,
      toolCalls: calls.map(({ id, name, parts }) => ({ id, name, arguments: parts.join('') })),
      finishReason: this.#finishReason,
      stopSequence: this.#stopSequence,
      messageFields: this.#messageFields,
      choiceFields: this.#choiceFields,
    }
  }
}
