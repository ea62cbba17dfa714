import type { ChatDialect, StreamHabits } from './chat-dialect.ts'
import type { EngineDelta, EngineHead, EngineToolCallDelta, EngineUsage } from '../engine/engine.ts'
import type { JsonObject } from '../json/json-value.ts'
import { pythonJson } from '../json/python-json.ts'
import { type ResponseIdentity, filterFields, identityOf } from './completion-renderer.ts'

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
  readonly #finishReasons = new Map<number, string>([[0, 'stop']])
  #tokens = 0
  #identity: ResponseIdentity
  #headFields: JsonObject = {}
  #opened = false
  #broken = false

  constructor(rendering: Rendering) {
    this.#rendering = rendering
    this.#identity = rendering.identity
    this.#write = rendering.dialect.spaced ? pythonJson : JSON.stringify
  }

  /** Returns the events before the first delta that has something to show. */
  #open(): string[] {
    if (this.#opened) return []
    this.#opened = true
    const { kind, habits } = this.#rendering
    const empty = { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: [promptFilter] }
    const first = kind === 'chat' ? [this.#chunk({ role: 'assistant', content: '' }, null)] : []
    return [...(habits.emptyFirstChoices ? [this.#event(empty)] : []), ...first]
  }

  /** Returns the events of a delta. */
  piece(delta: EngineDelta): string[] {
    const { choice = 0, finishReason, head, error, choiceFields } = delta
    this.#usage = delta.usage ?? this.#usage
    if (finishReason !== undefined) this.#finishReasons.set(choice, finishReason)
    if (delta.interrupted || error) this.#broken = true
    if (error) return [...this.#open(), this.#event(error)]
    if (head) this.#takeHead(head)
    const fields = this.#deltaFields(delta)
    if (!fields) return []
    const opening = this.#open()
    this.#tokens += 1
    return [...opening, this.#chunk(fields, null, { index: choice, fields: choiceFields })]
  }

  #takeHead(head: EngineHead): void {
    this.#identity = identityOf(head, this.#rendering.identity)
    if (!this.#rendering.dialect.knownFieldsOnly) this.#headFields = head.fields
  }

  /** Returns the events after the last delta. */
  close(): string[] {
    const { kind, habits, includeUsage } = this.#rendering
    if (this.#broken) return this.#open()
    const last = Array.from(this.#finishReasons, ([index, reason]) =>
      this.#chunk(kind === 'chat' ? {} : { text: '' }, reason, { index }),
    )
    const usage = includeUsage && habits.usage !== 'never' && this.#usage ? [this.#usageChunk(this.#usage)] : []
    return [...this.#open(), ...last, ...usage, ...(habits.done === false ? [] : [this.#framed('[DONE]')])]
  }

  #deltaFields({ text, reasoning, toolCall, messageFields, choiceFields }: EngineDelta): JsonObject | undefined {
    const { kind, dialect, habits } = this.#rendering
    const hasFields = !dialect.knownFieldsOnly && (messageFields ?? choiceFields) !== undefined
    if (kind === 'text') return text === undefined && !hasFields ? undefined : { text: text ?? '' }
    const role = habits.nullRole ? { role: null } : {}
    if (hasFields && !toolCall && reasoning === undefined) {
      return { ...role, ...(text === undefined ? {} : { content: text }), ...messageFields }
    }
    if (toolCall) return { ...role, tool_calls: [this.#toolCall(toolCall)] }
    if (reasoning !== undefined) return { ...role, reasoning_content: reasoning }
    return text === undefined ? undefined : { ...role, content: text }
  }

  #toolCall({ index, id, name, arguments: json = '' }: EngineToolCallDelta): JsonObject {
    if (name === undefined) return { index, function: { arguments: json } }
    return { index, id, type: 'function', function: { name, arguments: json } }
  }

  #chunk(
    fields: JsonObject,
    finishReason: string | null,
    { index = 0, fields: choiceFields }: { readonly index?: number; readonly fields?: JsonObject | undefined } = {},
  ): string {
    const { dialect, kind } = this.#rendering
    const choice = {
      index,
      ...(kind === 'chat' ? { delta: fields } : fields),
      finish_reason: finishReason,
      ...(dialect.nullLogprobs || kind === 'text' ? { logprobs: null } : {}),
      ...filterFields(finishReason, dialect),
      ...(dialect.knownFieldsOnly ? {} : choiceFields),
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
    const { id, created, model } = this.#identity
    const object = this.#rendering.kind === 'chat' ? 'chat.completion.chunk' : 'text_completion'
    return { id, object, created, model, ...this.#headFields }
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
