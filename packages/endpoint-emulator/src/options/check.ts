import { isObject } from '../json/json-value.ts'
import { findNearest } from './nearest-name.ts'

/** Characters of a value that a message shows. It stands above the checks that this file makes. */
const shown = 100

/** Checks a value: returns a sentence about what is wrong with it, or `undefined` if it is valid. */
export type Check = (value: unknown, name: string) => string | undefined

/** Makes a check from a condition; `allowed` completes the sentence "Use …". */
export function check(allowed: string, condition: (value: unknown) => boolean): Check {
  return (value, name) => (condition(value) ? undefined : `${name} is ${show(value)}. Use ${allowed}.`)
}

/** Accepts any of these values. */
export function oneOf(...values: readonly unknown[]): Check {
  const names = values.map(show).join(', ')
  return check(values.length === 1 ? names : `one of ${names}`, (value) => values.includes(value))
}

/** Accepts a number in a range. */
export function numberIn(least: number, most: number): Check {
  const range = most === Infinity ? `a number, ${least} or more` : `a number from ${least} to ${most}`
  return check(range, (value) => typeof value === 'number' && value >= least && value <= most)
}

/** Accepts a whole number in a range. */
export function integerIn(least: number, most: number): Check {
  return check(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  )
}

/** Accepts a value that any of these checks accepts. */
export function either(allowed: string, ...checks: readonly Check[]): Check {
  return (value, name) => {
    const problems = checks.map((one) => one(value, name))
    if (problems.includes(undefined)) return undefined
    // If an alternative accepts this kind of value, its problem names the invalid field.
    const inside = problems.find((one) => one?.startsWith(`${name}.`) || one?.startsWith(`${name}[`))
    const kindred = problems.filter((one) => !one?.startsWith(`${name} is `))
    return inside ?? (kindred.length === 1 ? kindred[0] : `${name} is ${show(value)}. Use ${allowed}.`)
  }
}

/** Accepts a list whose items all pass the check. */
export function listOf(one: Check): Check {
  return (value, name) => {
    if (!Array.isArray(value)) return `${name} is ${show(value)}. Use a list.`
    return firstProblem(value.map((item, index) => () => one(item, `${name}[${index}]`)))
  }
}

/** Accepts an object with these fields and no others; a field that is `undefined` counts as absent. */
export function shape(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  const names = Object.keys(fields)
  return (value, name) => {
    if (!isObject(value)) return `${name} is ${show(value)}. Use an object with ${names.join(', ')}.`
    const missing = required.find((field) => value[field] === undefined)
    if (missing !== undefined) return `${name} has no ${missing}. Add it.`
    return firstProblem(
      Object.entries(value).map(([field, given]) => () => {
        if (!Object.hasOwn(fields, field)) return unknownField(name, field, names)
        return given === undefined ? undefined : fields[field]?.(given, name === '' ? field : `${name}.${field}`)
      }),
    )
  }
}

/** Accepts a list without two items of the same name, and with at least one. */
export function namedOnce(one: Check): Check {
  return (value, name) => {
    const problem = listOf(one)(value, name)
    if (problem !== undefined) return problem
    const names = (value as readonly { readonly name: string }[]).map((item) => item.name)
    if (names.length === 0) return `${name} is []. Name at least one, or leave the option out.`
    const twice = names.find((item, index) => names.indexOf(item) < index)
    return twice === undefined ? undefined : `${name} has two named ${show(twice)}. Give each one its own name.`
  }
}

/** Accepts what passes the first check, and then the second. */
export function both(first: Check, second: Check): Check {
  return (value, name) => first(value, name) ?? second(value, name)
}

/** Rejects an object in which fields of more than one of these groups are set. */
export function oneOfGroups(...groups: readonly (readonly string[])[]): Check {
  return (value, name) => {
    if (!isObject(value)) return undefined
    const given = groups.flatMap((group) => group.filter((field) => value[field] !== undefined).slice(0, 1))
    return given.length < 2 ? undefined : `${name} has both ${given[0]} and ${given[1]}. Use one of them.`
  }
}

/** Accepts an object whose values all pass the check. */
export function recordOf(one: Check): Check {
  return (value, name) => {
    if (!isObject(value)) return `${name} is ${show(value)}. Use an object.`
    return firstProblem(
      Object.entries(value).map(
        ([field, given]) =>
          () =>
            one(given, `${name}.${field}`),
      ),
    )
  }
}

export const text: Check = check('a string', (value) => typeof value === 'string')
/** Accepts a string that names something. */
export const nonEmptyText: Check = check(
  'a string that is not empty',
  (value) => typeof value === 'string' && value !== '',
)
export const flag: Check = oneOf(true, false)
export const anything: Check = () => undefined
export const callable: Check = check('a function', (value) => typeof value === 'function')

function unknownField(name: string, field: string, names: readonly string[]): string {
  const nearest = findNearest(field, names)
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  const what = name === '' ? `There is no option ${show(field)}.` : `${name} has no ${show(field)}.`
  return `${what}${hint} Use ${names.join(', ')}.`
}

function firstProblem(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const one of checks) {
    const problem = one()
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Formats a value for a message, truncated if it is long. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof RegExp) return String(value)
  try {
    const json = JSON.stringify(value, shortened) ?? String(value)
    return json.length > shown ? `${json.slice(0, shown)}…` : json
  } catch {
    return 'an object' // cyclic, or nested too deeply
  }
}

/** Keeps a body of many megabytes from being serialized for each form that it does not have. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, shown) : value
}
