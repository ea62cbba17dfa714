import { type JsonObject, asList, isObject } from '../json/json-value.ts'
import { findItemProblem } from './item-rules.ts'
import type { RequestProblem } from './problem.ts'

/** The items of a request. */
export interface InputItems {
  /** Those of the request itself. */
  readonly given: readonly unknown[]
  /** The same after those that continue a stored response. */
  readonly all: readonly unknown[]
  /** Tells whether an item is one that was stored, so that it needs no check. */
  readonly isStored: (item: JsonObject) => boolean
}

/** Finds the first item of the input that the Responses API rejects. */
export function findInputProblem({ given, all, isStored }: InputItems): RequestProblem | undefined {
  for (const [index, item] of given.entries()) {
    const problem = isObject(item) && isStored(item) ? undefined : findItemProblem(item, `input[${index}]`)
    if (problem !== undefined) return problem
  }
  const checked = all as readonly JsonObject[]
  return findCallProblem(checked) ?? findReasoningProblem(checked)
}

/** Each call has its output, and each output its call before it. */
function findCallProblem(items: readonly JsonObject[]): RequestProblem | undefined {
  const open = new Map<unknown, boolean>()
  for (const { type, call_id: id } of items) {
    if (type === 'function_call') open.set(id, false)
    if (type !== 'function_call_output') continue
    if (!open.has(id))
      return { message: `No tool call found for function call output with call_id ${String(id)}.`, param: 'input' }
    open.set(id, true)
  }
  for (const [id, isAnswered] of open) {
    if (!isAnswered) return { message: `No tool output found for function call ${String(id)}.`, param: 'input' }
  }
  return undefined
}

/** Reasoning is followed by the item that it led to, and an item that knows its reasoning follows it. */
function findReasoningProblem(items: readonly JsonObject[]): RequestProblem | undefined {
  const thoughts = new Set(items.filter(({ type }) => type === 'reasoning').map(({ id }) => id))
  for (const [index, { type, id, role }] of items.entries()) {
    if (type === 'reasoning') {
      const next = items[index + 1]
      const follows =
        next !== undefined && next['type'] !== 'function_call_output' && (next['role'] ?? 'assistant') === 'assistant'
      if (!follows)
        return {
          message: `Item '${String(id)}' of type 'reasoning' was provided without its required following item.`,
          param: 'input',
        }
      continue
    }
    const owner = reasoningOf(id)
    if (owner === undefined || thoughts.has(owner)) continue
    const kind = role === undefined ? String(type) : 'message'
    return {
      message: `Item '${String(id)}' of type '${kind}' was provided without its required 'reasoning' item: '${owner}'.`,
      param: 'input',
    }
  }
  return undefined
}

/** The emulator's ids tell the reasoning before them, which the API finds in what it has stored. */
function reasoningOf(id: unknown): string | undefined {
  const [, number] = /^(?:fc|msg)_\d+_after_(\d+)$/.exec(String(id)) ?? []
  return number === undefined ? undefined : `rs_${number}`
}

/** Returns the items of an input: a text is one message. */
export function inputItems(input: unknown): readonly unknown[] | undefined {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  return Array.isArray(input) ? asList(input) : undefined
}
