import type { ChatDialect, StreamHabits } from './chat-dialect.ts'
import type { EngineDelta, EngineToolCallDelta, EngineUsage } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'
import { pythonJson } from '../json/python-json.ts'
import { type ResponseIdentity, filterFields } from './completion-renderer.ts'

/** How to render a response. */
export interface Rendering {
  readonly stream: boolean
  readonly dialect: ChatDialect
  /** The dialect's habits, overridden by the options. */
  readonly habits: StreamHabits
  readonly identity: ResponseIdentity
  readonly kind: 'chat' | 'text'
  /** Whether the request has `stream_options.include_usage`. */
  readonly includeUsage: boolean
}

/** Renders the deltas of one output as server-sent events. */
export class StreamRenderer {
  readonly #rendering: Rendering
  readonly #write: (value: unknown) => string
  #usage: EngineUsage | undefined
  #finishReason = 'stop'
  #tokens = 0

  constructor(rendering: Rendering) {
    this.#rendering = rendering
    this.#write = rendering.dialect.spaced ? pythonJson : JSON.stringify
  }

  /** Returns the events before the first delta. */
  open(): string[] {
    const { kind, habits } = this.#rendering
    const empty = { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: [promptFilter] }
    const first = kind === 'chat' ? [this.#chunk({ role: 'assistant', content: '' }, null)] : []
    return [...(habits.emptyFirstChoices ? [this.#event(empty)] : []), ...first]
  }

  /** Returns the events of a delta. */
  piece(delta: EngineDelta): string[] {
    this.#usage = delta.usage ?? this.#usage
    this.#finishReason = delta.finishReason ?? this.#finishReason
    const fields = this.#deltaFields(delta)
    if (!fields) return []
    this.#tokens += 1
    return [this.#chunk(fields, null)]
  }

  /** Returns the events after the last delta. */
  close(): string[] {
    const { kind, habits, includeUsage } = this.#rendering
    const last = this.#chunk(kind === 'chat' ? {} : { text: '' }, this.#finishReason)
    const usage = includeUsage && habits.usage !== 'never' && this.#usage ? [this.#usageChunk(this.#usage)] : []
    return [last, ...usage, ...(habits.done === false ? [] : [this.#framed('[DONE]')])]
  }

  #deltaFields({ text, reasoning, toolCall }: EngineDelta): JsonObject | undefined {
    if (this.#rendering.kind === 'text') return text === undefined ? undefined : { text }
    const role = this.#rendering.habits.nullRole ? { role: null } : {}
    if (toolCall) return { ...role, tool_calls: [this.#toolCall(toolCall)] }
    if (reasoning !== undefined) return { ...role, reasoning_content: reasoning }
    return text === undefined ? undefined : { ...role, content: text }
  }

  #toolCall({ index, id, name, arguments: json = '' }: EngineToolCallDelta): JsonObject {
    if (name === undefined) return { index, function: { arguments: json } }
    return { index, id, type: 'function', function: { name, arguments: json } }
  }

  #chunk(fields: JsonObject, finishReason: string | null): string {
    const { dialect, kind } = this.#rendering
    const choice = {
      index: 0,
      ...(kind === 'chat' ? { delta: fields } : fields),
      finish_reason: finishReason,
      ...(dialect.nullLogprobs || kind === 'text' ? { logprobs: null } : {}),
      ...filterFields(finishReason, dialect),
    }
    return this.#event({ ...this.#head(), choices: [choice], ...this.#usageField(finishReason !== null) })
  }

  #usageField(last: boolean): JsonObject {
    const { habits, includeUsage } = this.#rendering
    if (habits.usage === 'every-chunk') {
      const prompt = this.#usage?.prompt_tokens ?? 1
      const counted = { prompt_tokens: prompt, total_tokens: prompt + this.#tokens, completion_tokens: this.#tokens }
      return { usage: last ? (this.#usage ?? counted) : counted }
    }
    if (includeUsage && habits.usage !== 'never') return { usage: null }
    if (habits.usage === 'null-until-last') return { usage: last ? (this.#usage ?? null) : null }
    return last && habits.usage === 'last-chunk' && this.#usage ? { usage: this.#usage } : {}
  }

  #usageChunk(usage: EngineUsage): string {
    return this.#event({ ...this.#head(), choices: [], usage })
  }

  #head(): JsonObject {
    const { identity, kind } = this.#rendering
    const object = kind === 'chat' ? 'chat.completion.chunk' : 'text_completion'
    return { id: identity.id, object, created: identity.created, model: identity.model }
  }

  #event(value: unknown): string {
    return this.#framed(this.#write(value))
  }

  #framed(data: string): string {
    const lineBreak = this.#rendering.habits.lineBreak ?? '\n'
    return `data: ${data}${lineBreak}${lineBreak}`
  }
}

const promptFilter = { prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } }
