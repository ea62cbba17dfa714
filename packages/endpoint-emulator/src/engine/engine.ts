import type { JsonObject } from '../json/json-value.ts'

/** A request to the model, independent of the format of the HTTP body. */
export interface EngineRequest {
  /** The request as an OpenAI body; `prompt` instead of `messages` for text completion. */
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
  /** The JSON schema that the answer must match; `true` for any JSON object. */
  readonly jsonSchema?: JsonObject | true | undefined
  readonly reasoning: ReasoningStyle
  readonly signal: AbortSignal
}

/** Where reasoning goes: nowhere, into a separate field, or into `<think>` tags in the text. */
export type ReasoningStyle = 'off' | 'field' | 'tags'

/** A tool that the model may call. */
export interface EngineTool {
  readonly name: string
  readonly parameters: JsonObject
}

/** A delta of the model's output. */
export interface EngineDelta {
  readonly text?: string | undefined
  readonly reasoning?: string | undefined
  /** The first delta of an index has the id and name; every delta can have a part of the arguments. */
  readonly toolCall?: EngineToolCallDelta | undefined
  readonly finishReason?: string | undefined
  readonly usage?: EngineUsage | undefined
}

/** A delta of a tool call. */
export interface EngineToolCallDelta {
  readonly index: number
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** Token counts, with the field names of the wire format. */
export interface EngineUsage {
  readonly prompt_tokens: number
  readonly total_tokens: number
  readonly completion_tokens: number
}

/** The model's output: a list of deltas, or a stream of them. */
export type EngineOutput = readonly EngineDelta[] | AsyncIterable<EngineDelta>

/** The model's complete output. */
export interface EngineResult {
  readonly text: string
  readonly reasoning?: string | undefined
  readonly toolCalls: readonly { id: string; name: string; arguments: string }[]
  readonly finishReason: string
  readonly usage: EngineUsage
}

/** Joins the deltas of an output. */
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
