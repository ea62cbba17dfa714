import { ConfigurationError } from './configuration-error.ts'
import { printable } from './printable.ts'

/** Lists the fields of a type; the compiler keeps the list complete, and bundlers remove lists that a program does not use. */
// @__NO_SIDE_EFFECTS__
export function namesOf<T>(names: Readonly<Record<keyof T, true>>): ReadonlySet<string> {
  return new Set(Object.keys(names))
}

/** What is known about names beyond those of a type. */
export interface NameHints {
  /** Further names that others use, as `synonyms` lists them. */
  readonly synonyms: Synonyms
  /** What to do about names that are no parameters of a chat, by their spelling. */
  readonly advice: ReadonlyMap<string, string>
}

/** The names that Python, the wire and other libraries use, in one spelling, for each name that is right. */
type Synonyms = Readonly<Record<string, string>>

/** Rejects fields that nobody reads, since a misspelt parameter would otherwise be dropped in silence. */
export function rejectUnknownNames(fields: object, known: ReadonlySet<string>, at = '', hints?: NameHints): void {
  for (const name in fields) {
    if (known.has(name) || !Object.hasOwn(fields, name) || (fields as Record<string, unknown>)[name] === undefined) {
      continue
    }
    const setting = at === '' ? name : `${at}.${name}`
    const advice = adviceForName(name, known, hints)
    throw new ConfigurationError(`\`${printable(setting.slice(0, 200))}\` is unknown. ${advice}`, { setting })
  }
}

/** Returns what to do about an unknown name: the right one, or a list of all. For adapters. */
export function adviceForName(name: string, known: ReadonlySet<string>, hints?: NameHints): string {
  if (known.size === 0) return 'There are no options: leave it out.'
  const right = rightName(name, known, hints)
  const forBody = known.has('modelKwargs') ? ' Put body parameters that have no name here into `modelKwargs`.' : ''
  if (right !== undefined) return `Use \`${right}\`.${forBody}`
  const advice = known.has('messages') ? hints?.advice.get(plainName(name)) : undefined
  return advice ?? `The names are ${[...known].map((one) => `\`${one}\``).join(', ')}.${forBody}`
}

/** Finds the known name that a name means: in another spelling, or as other libraries and the wire name it. For adapters. */
export function rightName(name: string, known: ReadonlySet<string>, hints?: NameHints): string | undefined {
  const spelling = plainName(name)
  const names = [...known]
  const others: Synonyms = { ...synonyms, ...hints?.synonyms }
  return (
    names.find((one) => plainName(one) === spelling) ??
    names.find((one) => others[one]?.split(' ').includes(spelling)) ??
    names.find((one) => isTypo(spelling, plainName(one)))
  )
}

/** In shorter names, one letter makes another word. */
const minTypoLength = 5

/** Returns whether two names differ by one letter, or by two neighbours that were swapped. */
function isTypo(name: string, right: string): boolean {
  if (Math.abs(name.length - right.length) > 1 || Math.min(name.length, right.length) < minTypoLength) return false
  let start = 0
  while (start < name.length && name[start] === right[start]) start += 1
  const swapped = `${name.slice(0, start)}${name[start + 1] ?? ''}${name[start] ?? ''}${name.slice(start + 2)}`
  const rests = [
    [name.slice(start + 1), right.slice(start + 1)],
    [name.slice(start + 1), right.slice(start)],
    [name.slice(start), right.slice(start + 1)],
    [swapped, right],
  ]
  return rests.some(([rest, other]) => rest === other)
}

/** Reduces a name to what its spellings have in common: `maxTokens`, `max_tokens` and `max-tokens` are one. */
export function plainName(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}

/** Of options and parameters. */
const synonyms: Synonyms = {
  maxTokens: 'maxoutputtokens maxcompletiontokens maxnewtokens maxlength',
  topP: 'p',
  topK: 'k',
  stop: 'stopsequences stopstrings',
  seed: 'randomseed',
  reasoningEffort: 'effort reasoning',
  reasoning: 'reasoningcontent thinking',
  tools: 'functions',
  toolChoice: 'functioncall',
  modelKwargs: 'extrabody kwargs',
  endpointApiKey: 'apikey key token',
  endpointUrl: 'url baseurl endpoint',
  endpointApiType: 'apitype',
  contentFormatter: 'formatter',
  deploymentName: 'deployment',
  signal: 'abortsignal',
  timeout: 'requesttimeout',
  maxRetries: 'retries',
}
