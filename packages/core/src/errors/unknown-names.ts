import { ConfigurationError } from './errors.ts'
import { printable } from './printable.ts'

/** Lists the fields of a type; the compiler keeps the list complete, and bundlers remove lists that a program does not use. */
// @__NO_SIDE_EFFECTS__
export function namesOf<T>(names: Readonly<Record<keyof T, true>>): ReadonlySet<string> {
  return new Set(Object.keys(names))
}

/** Rejects fields that nobody reads, since a misspelt parameter would otherwise be dropped in silence. */
export function rejectUnknownNames(fields: object, known: ReadonlySet<string>, at = ''): void {
  for (const name in fields) {
    if (known.has(name) || !Object.hasOwn(fields, name) || (fields as Record<string, unknown>)[name] === undefined) {
      continue
    }
    const setting = at === '' ? name : `${at}.${name}`
    throw new ConfigurationError(`\`${printable(setting.slice(0, 200))}\` is unknown. ${adviceForName(name, known)}`, {
      setting,
    })
  }
}

/** Returns what to do about an unknown name: the right one, or a list of all. For adapters. */
export function adviceForName(name: string, known: ReadonlySet<string>): string {
  if (known.size === 0) return 'There are no options: leave it out.'
  const right = rightName(name, known)
  const forBody = known.has('modelKwargs') ? ' Put body parameters that have no name here into `modelKwargs`.' : ''
  if (right !== undefined) return `Use \`${right}\`.${forBody}`
  const advice = known.has('messages') ? adviceByName.get(plainName(name)) : undefined
  return advice ?? `The names are ${[...known].map((one) => `\`${one}\``).join(', ')}.${forBody}`
}

/** Finds the known name that a name means: in another spelling, or as other libraries and the wire name it. For adapters. */
export function rightName(name: string, known: ReadonlySet<string>): string | undefined {
  const spelling = plainName(name)
  const meant = [...known].find((one) => plainName(one) === spelling) ?? synonyms.get(spelling)
  if (meant !== undefined && known.has(meant)) return meant
  return spelling.length < minTypoLength ? undefined : [...known].find((one) => isTypo(spelling, plainName(one)))
}

/** In shorter names, one letter makes another word. */
const minTypoLength = 5

/** Returns whether two names differ by one letter, or by two neighbours that were swapped. */
function isTypo(name: string, right: string): boolean {
  if (Math.abs(name.length - right.length) > 1 || right.length < minTypoLength) return false
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

/** Names that Python, the wire and other libraries use. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['maxoutputtokens', 'maxTokens'],
  ['maxcompletiontokens', 'maxTokens'],
  ['maxnewtokens', 'maxTokens'],
  ['maxlength', 'maxTokens'],
  ['p', 'topP'],
  ['k', 'topK'],
  ['stopsequences', 'stop'],
  ['stopstrings', 'stop'],
  ['randomseed', 'seed'],
  ['effort', 'reasoningEffort'],
  ['reasoning', 'reasoningEffort'],
  ['functions', 'tools'],
  ['functioncall', 'toolChoice'],
  ['schema', 'parameters'],
  ['inputschema', 'parameters'],
  ['jsonschema', 'schema'],
  ['extrabody', 'modelKwargs'],
  ['kwargs', 'modelKwargs'],
  ['toolcallid', 'toolCallId'],
  ['args', 'arguments'],
  ['input', 'values'],
  ['texts', 'values'],
  ['inputs', 'values'],
  ['reasoningcontent', 'reasoning'],
  ['thinking', 'reasoning'],
  ['mimetype', 'mediaType'],
  ['name', 'filename'],
  ['apikey', 'endpointApiKey'],
  ['key', 'endpointApiKey'],
  ['token', 'endpointApiKey'],
  ['url', 'endpointUrl'],
  ['baseurl', 'endpointUrl'],
  ['endpoint', 'endpointUrl'],
  ['apitype', 'endpointApiType'],
  ['formatter', 'contentFormatter'],
  ['deployment', 'deploymentName'],
  ['abortsignal', 'signal'],
  ['requesttimeout', 'timeout'],
  ['retries', 'maxRetries'],
  ['imageurl', 'url'],
  ['videourl', 'url'],
  ['audiourl', 'url'],
])

const systemAdvice = "Pass it as the first of `messages`: { role: 'system', content: … }."

/** What to do about names that belong elsewhere. */
const adviceByName: ReadonlyMap<string, string> = new Map([
  ['stream', 'Call `stream()` for a streamed answer and `chat()` for a whole one.'],
  ['input', "Pass it as `messages`: [{ role: 'user', content: … }]."],
  ['prompt', "Pass it as `messages`: [{ role: 'user', content: … }]."],
  ['systemprompt', systemAdvice],
  ['instructions', systemAdvice],
  ['system', systemAdvice],
  ['model', 'Name a deployment as `deploymentName` of the client, or pass `model` in `modelKwargs`.'],
  ['signal', 'Pass it in the second argument, the options of the call.'],
  ['abortsignal', 'Pass it as `signal` in the second argument, the options of the call.'],
  ['headers', 'Pass them in the second argument, the options of the call.'],
  ['timeout', 'Pass it in the second argument, the options of the call.'],
  ['maxretries', 'Pass it in the second argument, the options of the call.'],
])
