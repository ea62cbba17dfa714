import { type Rule, show } from '../checks/rule.ts'
import {
  formatOperation,
  formatOperationAlways,
  type OperationRequest,
  operationViolation,
  requestWith,
  type TestedOperation,
} from '../checks/tested-operation.ts'
import { leavesOf, mentions, objectsWith, sameJson } from '../values/body-search.ts'
import { marker } from '../values/marker.ts'

/** Rules for the parameters of embeddings and of reranking. */
export const operationParameterRules: readonly Rule<TestedOperation>[] = [
  {
    title: 'sends every parameter or refuses it',
    remedy:
      "send the parameter under its name in the format, or throw new ConfigurationError('…', { setting: 'dimensions' }) if the format does not have it.",
    check(tested) {
      const { setting, value } = numberOf(tested)
      const { body, refusal } = formatOperation(tested, ask(tested, { [setting]: value }))
      if (refusal === undefined && !hasNumber(body, value)) {
        throw operationViolation(tested, 'formatRequest', `dropped \`${setting}\` (${value}): ${show(body)}.`)
      }
      expectNamed(tested, setting, refusal?.setting)
      if (tested.operation === 'rerank') return
      const inputType = marker('input_type')
      const typed = formatOperation(tested, ask(tested, { inputType }))
      if (typed.refusal === undefined && !mentions(typed.body, inputType)) {
        throw operationViolation(tested, 'formatRequest', `dropped \`inputType\`: ${show(typed.body)}.`)
      }
      expectNamed(tested, 'inputType', typed.refusal?.setting)
    },
  },
  {
    title: 'leaves out parameters that are not set',
    remedy: 'add a field only if its value is not `undefined`; do not send null or an empty list.',
    check(tested) {
      const texts = [marker('text'), marker('text')]
      const body = formatOperationAlways(tested, requestWith(tested, texts))
      const { setting } = numberOf(tested)
      const unset = formatOperationAlways(
        tested,
        requestWith(tested, texts, { [setting]: undefined, modelKwargs: undefined }),
      )
      if (!sameJson(body, unset)) {
        throw operationViolation(tested, 'formatRequest', `sent parameters that are undefined: ${show(unset)}.`)
      }
      const empty = leavesOf(body).find(
        ({ value }) => value === null || value === 'undefined' || typeof value === 'object',
      )
      if (empty === undefined) return
      const problem = `sent ${empty.path.join('.')}: ${show(empty.value)}, which the request does not contain`
      throw operationViolation(tested, 'formatRequest', `${problem}: ${show(body)}.`)
    },
  },
  {
    title: 'sends modelKwargs unchanged',
    remedy: 'spread both into the object with the parameters: `{ ...context.modelKwargs, …, ...request.modelKwargs }`.',
    check(tested) {
      for (const value of [true, false, 0, '', 'text', null, [], {}, { deep: [{ a: 1 }, null] }]) {
        const modelKwargs = { [marker('kwarg')]: value }
        expectSent(tested, formatOperationAlways(tested, ask(tested, { modelKwargs })), {
          modelKwargs,
          whose: "the call's",
        })
        const ofClient = formatOperationAlways(tested, ask(tested), { modelKwargs })
        expectSent(tested, ofClient, { modelKwargs, whose: "the client's" })
      }
    },
  },
  {
    title: "has the call's modelKwargs override named parameters, and those override the client's modelKwargs",
    remedy: 'merge in this order: `{ ...context.modelKwargs, ...named, ...request.modelKwargs }`.',
    check(tested) {
      const key = marker('kwarg')
      const request = ask(tested, { modelKwargs: { [key]: 'of the call' } })
      const body = formatOperationAlways(tested, request, { modelKwargs: { [key]: 'of the client' } })
      if (!objectsWith(body, key).every((object) => object[key] === 'of the call')) {
        throw operationViolation(
          tested,
          'formatRequest',
          `let the client's modelKwargs override the call's: ${show(body)}.`,
        )
      }
      checkOrder(tested)
    },
  },
]

/** A parameter that is a number, and a value that occurs nowhere else. */
function numberOf({ operation }: TestedOperation): { readonly setting: 'dimensions' | 'topN'; readonly value: number } {
  return operation === 'embed' ? { setting: 'dimensions', value: 173 } : { setting: 'topN', value: 2 }
}

function ask(tested: TestedOperation, rest: object = {}): OperationRequest {
  return requestWith(tested, [marker('text'), marker('text'), marker('text')], rest)
}

function hasNumber(body: unknown, number: number): boolean {
  return leavesOf(body).some(({ value }) => value === number)
}

/** A refusal may omit its setting, but must not name another one. */
function expectNamed(tested: TestedOperation, setting: string, named: string | undefined): void {
  if (named === undefined || named === setting || !['dimensions', 'inputType', 'topN'].includes(named)) return
  throw operationViolation(tested, 'formatRequest', `refused \`${setting}\` with an error about \`${named}\`.`)
}

function expectSent(
  tested: TestedOperation,
  body: unknown,
  { modelKwargs, whose }: { readonly modelKwargs: Readonly<Record<string, unknown>>; readonly whose: string },
): void {
  for (const [key, value] of Object.entries(modelKwargs)) {
    if (objectsWith(body, key).some((object) => sameJson(object[key], value))) continue
    const problem = `dropped or changed ${whose} modelKwargs ${show({ [key]: value })}: ${show(body)}.`
    throw operationViolation(tested, 'formatRequest', problem)
  }
}

/** Checks a parameter only if the format has it in the same object as unknown ones, where they can conflict. */
function checkOrder(tested: TestedOperation): void {
  const { setting, value } = numberOf(tested)
  const unknown = marker('kwarg')
  const { body, refusal } = formatOperation(tested, ask(tested, { [setting]: value, modelKwargs: { [unknown]: 1 } }))
  const beside = refusal === undefined ? objectsWith(body, unknown)[0] : undefined
  const key = Object.keys(beside ?? {}).find((name) => beside?.[name] === value)
  if (key === undefined) return
  const named = formatOperation(tested, ask(tested, { [setting]: value }), { modelKwargs: { [key]: 1999 } })
  if (named.refusal === undefined && hasNumber(named.body, 1999)) {
    const problem = `let ${key} of the client's modelKwargs override \`${setting}\`: ${show(named.body)}.`
    throw operationViolation(tested, 'formatRequest', problem)
  }
  const call = formatOperation(tested, ask(tested, { [setting]: value, modelKwargs: { [key]: 1999 } }))
  if (call.refusal !== undefined || hasNumber(call.body, 1999)) return
  const problem = `let \`${setting}\` override ${key} of the call's modelKwargs: ${show(call.body)}.`
  throw operationViolation(tested, 'formatRequest', problem)
}
