import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { ContentParts } from './message-content.ts'

/**
 * The calls of an agent without a result. An agent that runs its tools itself sends their results too; only calls that have none
 * are for the caller.
 */
export class UnansweredCalls<Call> {
  /** The number of results so far. */
  results = 0
  /** The id of the latest call. */
  latest: string | undefined
  /** Calls and pieces in order, each in a list of its own, since two may be equal. */
  readonly #calls = new Set<readonly [Call]>()
  readonly #byId = new Map<string | undefined, (readonly [Call])[]>()

  /** Whether there are none. */
  get isEmpty(): boolean {
    return this.#calls.size === 0
  }

  /** Adds a call, or a piece of one. */
  add(id: string | undefined, call: Call): void {
    this.latest = id
    const one = [call] as const
    this.#calls.add(one)
    const same = this.#byId.get(id)
    if (same === undefined) this.#byId.set(id, [one])
    else same.push(one)
  }

  /** Removes and returns the call that a result belongs to. */
  answer(id: unknown): readonly Call[] {
    this.results += 1
    const key = textOrUndefined(id)
    const answered = this.#byId.get(key) ?? []
    this.#byId.delete(key)
    for (const one of answered) this.#calls.delete(one)
    return answered.map(([call]) => call)
  }

  /** Returns the calls in order. */
  rest(): readonly Call[] {
    return Array.from(this.#calls, ([call]) => call)
  }
}

/** Joins the messages that an MLflow agent answers with into one, or returns undefined if they are not a single answer. */
export function joinAgentMessages(messages: readonly unknown[]): Fields | undefined {
  const calls = new UnansweredCalls<Fields>()
  const joined = withoutCalls(messages, calls)
  if (joined === undefined || (joined['content'] === '' && calls.isEmpty)) return undefined
  return { ...joined, tool_calls: calls.rest() }
}

/**
 * Joins messages whose calls are collected separately, or returns undefined if they are not an answer or a piece of one: they may
 * only be the agent's, and the results of tools that it has called itself.
 */
export function withoutCalls(messages: readonly unknown[], calls: UnansweredCalls<Fields>): Fields | undefined {
  const texts: string[] = []
  let isEmpty = true
  for (const message of messages) {
    if (!isFields(message)) return undefined
    const { role, content, tool_calls: toolCalls, tool_call_id: id } = message
    if (isResult(message)) {
      calls.answer(id)
      isEmpty = false
      continue
    }
    if (role !== 'assistant') return undefined
    const text = textOfParts(content)
    if (text !== '') texts.push(text)
    const hasCalls = Array.isArray(toolCalls) && addCalls(toolCalls, calls)
    if (text !== '' || hasCalls) isEmpty = false
  }
  return isEmpty ? undefined : { ...fieldsOfLast(messages), content: texts.join('\n') }
}

/** Returns whether a message or delta is the result of a tool, whose content is no text of the model. */
export function isResult({ role }: Fields): boolean {
  return role === 'tool'
}

/** Collects the calls of a message or delta; returns whether there are any. A piece without id and name belongs to the latest. */
export function addCalls(toolCalls: readonly unknown[], calls: UnansweredCalls<Fields>): boolean {
  const found = toolCalls.filter(isFields)
  for (const call of found) {
    const { id, function: called } = call
    const isNamed = isFields(called) && textOrUndefined(called['name']) !== undefined
    calls.add(textOrUndefined(id) ?? (isNamed ? undefined : calls.latest), call)
  }
  return found.length > 0
}

function textOfParts(content: unknown): string {
  const parts = new ContentParts()
  parts.push(content)
  return parts.text
}

function fieldsOfLast(messages: readonly unknown[]): Fields {
  const last = messages.at(-1)
  if (!isFields(last)) return {}
  const { id, reasoning_content: content, reasoning, refusal } = last
  return {
    ...(textOrUndefined(id) !== undefined && { id }),
    ...(textOrUndefined(content) !== undefined && { reasoning_content: content }),
    ...(textOrUndefined(reasoning) !== undefined && { reasoning }),
    ...(textOrUndefined(refusal) !== undefined && { refusal }),
  }
}
