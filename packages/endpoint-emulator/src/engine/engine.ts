import type { JsonObject } from '../json/json-value.ts'

/** What a model is asked, whatever the body it came in. */
export interface EngineRequest {
  /** The question as an OpenAI body without host habits; `prompt` instead of `messages` for text completion. */
  readonly body: JsonObject
  readonly messages: readonly JsonObject[]
  /** Set for text completion. */
  readonly prompt?: string | undefined
  readonly model: string
  readonly maxTokens?: number | undefined
  readonly stop: readonly string[]
  readonly seed: number
  readonly tools: readonly EngineTool[]
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string }
  /** A JSON schema the answer must fit; `true` for any JSON object. */
  readonly jsonSchema?: JsonObject | true | undefined
  readonly reasoning: ReasoningStyle
  readonly signal: AbortSignal
}

/** Where reasoning goes: nowhere, into a field of its own, or into `<think>` tags in the text. */
export type ReasoningStyle = 'off' | 'field' | 'tags'

/** A tool that the model may call. */
export interface EngineTool {
  readonly name: string
  readonly parameters: JsonObject
}

/** A piece of an answer. */
export interface EngineDelta {
  readonly text?: string | undefined
  readonly reasoning?: string | undefined
  /** The id and name come with the first delta of an index, pieces of the arguments with any. */
  readonly toolCall?: EngineToolCallDelta | undefined
  readonly finishReason?: string | undefined
  readonly usage?: EngineUsage | undefined
}

/** A piece of a tool call. */
export interface EngineToolCallDelta {
  readonly index: number
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** Tokens, in the wire's words. */
export interface EngineUsage {
  readonly prompt_tokens: number
  readonly total_tokens: number
  readonly completion_tokens: number
}

/** An answer: all of it at once, or as it comes. */
export type EngineOutput = readonly EngineDelta[] | AsyncIterable<EngineDelta>

/** A whole answer. */
export interface EngineResult {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly toolCalls: readonly { id: string; name: string; arguments: string }[]
  readonly finishReason: string
  readonly usage: EngineUsage
}

/** Joins the pieces of an answer. */
export async function collect(output: EngineOutput): Promise<EngineResult> {
  const collector = new Collector()
  if (Symbol.iterator in output) for (const delta of output) collector.add(delta)
  else for await (const delta of output) collector.add(delta)
  return collector.result()
}

class Collector {
  readonly #texts: string[] = []
  readonly #thoughts: string[] = []
  readonly #calls = new Map<number, { id: string; name: string; parts: string[] }>()
  #finishReason = 'stop'
  #usage: EngineUsage = { prompt_tokens: 0, total_tokens: 0, completion_tokens: 0 }

  add({ text, reasoning, toolCall, finishReason, usage }: EngineDelta): void {
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
    this.#usage = usage ?? this.#usage
  }

  result(): EngineResult {
    const calls = [...this.#calls].toSorted(([left], [right]) => left - right).map(([, call]) => call)
    return {
      text: this.#texts.join(''),
      reasoning: this.#thoughts.length > 0 ? this.#thoughts.join('') : undefined,
      toolCalls: calls.map(({ id, name, parts }) => ({ id, name, arguments: parts.join('') })),
      finishReason: this.#finishReason,
      usage: this.#usage,
    }
  }
}
