import type { ChatRequest } from '../../messages/chat-request.ts'
import { pathsOfNumber, sameJson, textsOf } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format, formatAlways } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { question } from '../values/requests.ts'

/** A numeric parameter of a request, and names that its key on the wire must not have. */
export interface NumberParameter {
  readonly setting: 'temperature' | 'topP' | 'topK' | 'maxTokens' | 'seed' | 'presencePenalty' | 'frequencyPenalty'
  readonly value: number
  readonly wrongNames: RegExp
}

/** The numeric parameters of a request, with values that occur nowhere else and that any model accepts. */
export const numberParameters: readonly NumberParameter[] = [
  { setting: 'temperature', value: 0.3719, wrongNames: /top_?[pk]$|penalty|seed|max/i },
  { setting: 'topP', value: 0.8317, wrongNames: /temperature|top_?k$|penalty|seed|max/i },
  { setting: 'topK', value: 37, wrongNames: /temperature|top_?p$|penalty|seed|max/i },
  { setting: 'maxTokens', value: 1357, wrongNames: /temperature|top_?[pk]$|penalty|seed|min/i },
  { setting: 'seed', value: 24_681_357, wrongNames: /temperature|top_?[pk]$|penalty|max/i },
  { setting: 'presencePenalty', value: 0.4139, wrongNames: /temperature|top_?[pk]$|frequency|seed|max/i },
  { setting: 'frequencyPenalty', value: 0.4391, wrongNames: /temperature|top_?[pk]$|presence|seed|max/i },
]

/** Rules for the parameters of a request. */
export const parameterRules: readonly Rule[] = [
  {
    title: 'sends every parameter or refuses it',
    remedy:
      "send the parameter under its name in the format, or throw new ConfigurationError('…', { setting: 'topK' }) if the format does not have it. Check for `!== undefined`, since 0 is a value.",
    check(codec) {
      for (const parameter of numberParameters) checkNumber(codec, parameter)
      checkStop(codec)
      for (const [setting, value] of otherParameters) checkOther(codec, setting, value)
      checkTogether(codec)
    },
  },
  {
    title: 'leaves out parameters that are not set',
    remedy:
      'add a field only if its value is not `undefined`, as in `...(topK !== undefined && { top_k: topK })`; do not send null, an empty list or the word "undefined".',
    check(codec) {
      for (const context of contextsOf(codec)) {
        const text = marker('user')
        const body = formatAlways(codec, question(text), context)
        const unset = formatAlways(codec, question(text, unsetParameters), context)
        if (!sameJson(body, unset)) {
          throw violation(codec, 'formatRequest', `sent parameters that are undefined: ${show(unset)}.`)
        }
        const word = textsOf(body).find((found) => /\bundefined\b|\bNaN\b|\[object \w+\]/.test(found))
        if (word !== undefined)
          throw violation(codec, 'formatRequest', `sent ${show(word)} for a parameter that is not set.`)
        const empty = emptyPaths(body).find((path) => !isRecorded(codec, path))
        if (empty !== undefined) {
          throw violation(codec, 'formatRequest', `sent ${empty}, which the request does not contain: ${show(body)}.`)
        }
      }
    },
  },
]

function checkNumber(codec: TestedCodec, { setting, value, wrongNames }: NumberParameter): void {
  for (const context of contextsOf(codec)) {
    const { body, refusal } = formatWith(codec, { [setting]: value }, context)
    if (refusal !== undefined) {
      expectNamed(codec, setting, refusal.setting)
      continue
    }
    const paths = pathsOfNumber(body, value)
    if (paths.length === 0) throw violation(codec, 'formatRequest', `dropped \`${setting}\` (${value}): ${show(body)}.`)
    const key = paths[0]?.findLast((step) => typeof step === 'string')
    if (typeof key === 'string' && wrongNames.test(key)) {
      throw violation(codec, 'formatRequest', `sent \`${setting}\` (${value}) as ${show(key)}: ${show(body)}.`)
    }
    checkZero(codec, setting, context)
  }
}

function checkZero(codec: TestedCodec, setting: NumberParameter['setting'], context: { stream?: boolean }): void {
  if (setting === 'topK' || setting === 'topP' || setting === 'maxTokens') return
  const text = marker('user')
  const { body, refusal } = format(codec, question(text, { [setting]: 0 }), context)
  if (refusal !== undefined || !sameJson(body, formatAlways(codec, question(text), context))) return
  throw violation(codec, 'formatRequest', `dropped \`${setting}\` when it is 0: ${show(body)}.`)
}

function checkStop(codec: TestedCodec): void {
  const words = [marker('stop'), `\n\n"${marker('stop')}":\\`] as const
  for (const context of contextsOf(codec)) {
    for (const stop of [words[0], [words[0]], words]) {
      const { body, refusal } = formatWith(codec, { stop }, context)
      if (refusal !== undefined) {
        expectNamed(codec, 'stop', refusal.setting)
        continue
      }
      for (const word of typeof stop === 'string' ? [stop] : stop) {
        if (textsOf(body).some((text) => text.includes(word))) continue
        throw violation(codec, 'formatRequest', `dropped or changed \`stop\` (${show(word)}): ${show(body)}.`)
      }
    }
  }
}

/** Parameters that are not numbers. `parallelToolCalls` matters only with tools, which have rules of their own. */
const otherParameters: readonly (readonly [keyof ChatRequest, unknown])[] = [
  ['reasoningEffort', 'low'],
  ['logprobs', true],
  ['logitBias', { '50256': -100 }],
  ['user', 'kit-user'],
]

function checkOther(codec: TestedCodec, setting: keyof ChatRequest, value: unknown): void {
  for (const context of contextsOf(codec)) {
    const text = marker('user')
    const { body, refusal } = format(codec, question(text, { [setting]: value }), context)
    if (refusal !== undefined) expectNamed(codec, setting, refusal.setting)
    else if (sameJson(body, formatAlways(codec, question(text), context))) {
      throw violation(codec, 'formatRequest', `dropped \`${setting}\`: ${show(body)}.`)
    }
  }
}

/** Parameters that are sent alone have to be sent together with others too. */
function checkTogether(codec: TestedCodec): void {
  for (const context of contextsOf(codec)) {
    const supported = numberParameters.filter(({ setting, value }) => {
      return formatWith(codec, { [setting]: value }, context).refusal === undefined
    })
    const all = Object.fromEntries(supported.map(({ setting, value }) => [setting, value]))
    const { body, refusal } = formatWith(codec, all, context)
    if (refusal !== undefined) continue
    const lost = supported.find(({ value }) => pathsOfNumber(body, value).length === 0)
    if (lost === undefined) continue
    throw violation(codec, 'formatRequest', `dropped \`${lost.setting}\` when others are set too: ${show(body)}.`)
  }
}

function formatWith(
  codec: TestedCodec,
  parameters: Omit<ChatRequest, 'messages'>,
  context: { stream?: boolean },
): ReturnType<typeof format> {
  return format(codec, question(marker('user'), parameters), context)
}

/** A refusal may omit its setting, but must not name another one. */
function expectNamed(codec: TestedCodec, setting: string, named: string | undefined): void {
  if (named === undefined || named === setting || !Object.hasOwn(unsetParameters, named)) return
  throw violation(codec, 'formatRequest', `refused \`${setting}\` with an error about \`${named}\`.`)
}

const unsetParameters: Readonly<Record<Exclude<keyof ChatRequest, 'messages'>, undefined>> = {
  tools: undefined,
  toolChoice: undefined,
  responseFormat: undefined,
  temperature: undefined,
  topP: undefined,
  topK: undefined,
  maxTokens: undefined,
  stop: undefined,
  seed: undefined,
  presencePenalty: undefined,
  frequencyPenalty: undefined,
  reasoningEffort: undefined,
  parallelToolCalls: undefined,
  logprobs: undefined,
  topLogprobs: undefined,
  logitBias: undefined,
  user: undefined,
  modelKwargs: undefined,
}

/** Returns the paths of all nulls and empty lists, as in `tools: []`. */
function emptyPaths(value: unknown, path = ''): string[] {
  if (value === null) return [`${path}: null`]
  if (typeof value !== 'object') return []
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}: []`] : value.flatMap((one) => emptyPaths(one, `${path}[]`))
  }
  return Object.entries(value).flatMap(([key, part]) => emptyPaths(part, path === '' ? key : `${path}.${key}`))
}

/** Some formats need a null or an empty list, as a recorded body then shows. */
function isRecorded({ exchanges }: TestedCodec, path: string): boolean {
  return exchanges.some(({ body }) => emptyPaths(body).includes(path))
}
