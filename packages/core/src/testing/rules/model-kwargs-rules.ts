import { leavesOf, objectsWith, pathsOfNumber, sameJson } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format, formatAlways } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { numberParameters } from './parameter-rules.ts'
import { question } from '../values/requests.ts'

type Kwargs = Readonly<Record<string, unknown>>

/** Rules for `modelKwargs`, the parameters that only the deployment knows. */
export const modelKwargsRules: readonly Rule[] = [
  {
    title: 'sends modelKwargs unchanged',
    remedy: 'spread both into the object with the parameters: `{ ...context.modelKwargs, …, ...request.modelKwargs }`.',
    check(codec) {
      for (const context of contextsOf(codec)) {
        for (const value of unknownValues()) {
          const key = marker('kwarg')
          const kwargs = { [key]: value }
          const ofClient = formatAlways(codec, question(marker('user')), { ...context, modelKwargs: kwargs })
          expectSent(codec, { body: ofClient, kwargs, whose: "the client's" })
          const ofCall = formatAlways(codec, question(marker('user'), { modelKwargs: kwargs }), context)
          expectSent(codec, { body: ofCall, kwargs, whose: "the call's" })
        }
        const both = { client: marker('kwarg'), call: marker('kwarg') }
        const request = question(marker('user'), { modelKwargs: { [both.call]: 2 } })
        const body = formatAlways(codec, request, { ...context, modelKwargs: { [both.client]: 1 } })
        expectSent(codec, { body, kwargs: { [both.client]: 1 }, whose: "the client's" })
        expectSent(codec, { body, kwargs: { [both.call]: 2 }, whose: "the call's" })
      }
    },
  },
  {
    title: "has the call's modelKwargs override named parameters, and those override the client's modelKwargs",
    remedy: 'merge in this order: `{ ...context.modelKwargs, ...named, ...request.modelKwargs }`.',
    check(codec) {
      const key = marker('kwarg')
      const request = question(marker('user'), { modelKwargs: { [key]: 'of the call' } })
      const body = formatAlways(codec, request, { modelKwargs: { [key]: 'of the client' } })
      if (!objectsWith(body, key).every((object) => object[key] === 'of the call')) {
        throw violation(codec, 'formatRequest', `let the client's modelKwargs override the call's: ${show(body)}.`)
      }
      for (const { setting, value } of numberParameters) checkOrder(codec, setting, value)
    },
  },
]

/** Values of every type, including falsy ones. */
function unknownValues(): readonly unknown[] {
  return [true, false, 0, 17, '', 'text', null, [], {}, { deep: [{ a: 1 }, null, 'b'] }, [1, 2]]
}

function expectSent(
  codec: TestedCodec,
  { body, kwargs, whose }: { readonly body: unknown; readonly kwargs: Kwargs; readonly whose: string },
): void {
  for (const [key, value] of Object.entries(kwargs)) {
    const found = objectsWith(body, key)
    if (found.some((object) => sameJson(object[key], value))) continue
    const problem = found.length === 0 ? 'dropped' : 'changed'
    throw violation(codec, 'formatRequest', `${problem} ${whose} modelKwargs ${show({ [key]: value })}: ${show(body)}.`)
  }
}

/** Checks a parameter only if the format has it in the same object as unknown ones, where they can conflict. */
function checkOrder(codec: TestedCodec, setting: string, value: number): void {
  const key = wireKey(codec, setting, value)
  if (key === undefined) return
  const unknown = marker('kwarg')
  const unset = formatAlways(codec, question(marker('user')), { modelKwargs: { [unknown]: 1, [key]: value } })
  if (objectsWith(unset, unknown).length > 0 && pathsOfNumber(unset, value).length === 0) {
    const problem = `dropped ${key} of the client's modelKwargs, though \`${setting}\` is not set`
    throw violation(codec, 'formatRequest', `${problem}: ${show(unset)}.`)
  }
  const requestWith = (rest: Kwargs): Parameters<typeof format>[1] =>
    question(marker('user'), { [setting]: value, ...rest })
  const named = format(codec, requestWith({}), { modelKwargs: { [key]: value / 2 } })
  if (named.refusal === undefined && pathsOfNumber(named.body, value / 2).length > 0) {
    const problem = `let ${key} of the client's modelKwargs override \`${setting}\``
    throw violation(codec, 'formatRequest', `${problem}: ${show(named.body)}.`)
  }
  const call = format(codec, requestWith({ modelKwargs: { [key]: value / 4 } }))
  if (call.refusal === undefined && pathsOfNumber(call.body, value / 4).length === 0) {
    const problem = `let \`${setting}\` override ${key} of the call's modelKwargs`
    throw violation(codec, 'formatRequest', `${problem}: ${show(call.body)}.`)
  }
}

/** Returns the wire name of a parameter, if it is in the same object as the unknown parameters. */
function wireKey(codec: TestedCodec, setting: string, value: number): string | undefined {
  const unknown = marker('kwarg')
  const request = question(marker('user'), { [setting]: value, modelKwargs: { [unknown]: 1 } })
  const { body, refusal } = format(codec, request)
  if (refusal !== undefined) return undefined
  const beside = objectsWith(body, unknown)[0]
  return Object.keys(beside ?? {}).find((key) => beside?.[key] === value && leavesOf(beside[key]).length === 1)
}
