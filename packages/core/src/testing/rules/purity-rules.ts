import type { ChatRequest } from '../../messages/chat.ts'
import type { RequestContext } from '../../formatter/request-context.ts'
import { mentions } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextOf, contextsOf, format, formatAlways, formatRaw, kindOf } from '../checks/format.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'
import { numberParameters } from './parameter-rules.ts'
import { readAll } from '../checks/read.ts'
import { markedTool, question, turns } from '../values/requests.ts'

/** What makes a formatter a pure one: values in, values out. */
export const purityRules: readonly Rule[] = [
  {
    title: 'makes the same body of the same request, whatever was asked before',
    remedy:
      'keep nothing between calls: no fields that change, no defaults that are written to (`{ ...defaults }`, not `Object.assign(defaults, …)`), no time, no random ids.',
    check(codec) {
      const text = marker('user')
      const first = formatRaw(codec, question(text), contextOf(codec, {}))
      const before = fingerprint(first.body)
      const word = marker('earlier')
      for (const { request, context } of loadedCalls(word)) callEverything(codec, request, context)
      if (fingerprint(first.body) !== before) {
        throw violation(codec, 'formatRequest', 'changed the body of an earlier call.')
      }
      const again = formatAlways(codec, question(text))
      if (mentions(again, word)) {
        throw violation(codec, 'formatRequest', `sends parts of an earlier request: ${show(again)}.`)
      }
      if (fingerprint(JSON.parse(JSON.stringify(first.body ?? null))) !== fingerprint(again)) {
        const what = `made two bodies of one request: ${before} and, after other calls, ${show(again)}.`
        throw violation(codec, 'formatRequest', what)
      }
    },
  },
  {
    title: 'makes real JSON of a question and of a conversation',
    remedy: 'give plain objects, lists, texts, finite numbers and booleans; synchronously, and not as JSON text.',
    check(codec) {
      const conversation: ChatRequest = { messages: turns([marker('user'), marker('assistant'), marker('user')]) }
      for (const context of contextsOf(codec)) {
        formatAlways(codec, question(marker('user')), context)
        const all = {
          ...question(marker('user')),
          ...Object.fromEntries(numberParameters.map((one) => [one.setting, one.value])),
        }
        for (const request of [question(marker('user')), conversation, all]) {
          const { body, refusal } = formatRaw(codec, request, contextOf(codec, context))
          const wrong = refusal === undefined ? notJson(body, 'the body') : undefined
          if (wrong !== undefined) throw violation(codec, 'formatRequest', `gave no JSON: ${wrong}.`)
        }
      }
    },
  },
  {
    title: 'leaves the request and the context as they are',
    remedy:
      'copy before you change: `[...messages]` instead of `messages.shift()`, `{ ...modelKwargs }` instead of `delete`.',
    check(codec) {
      for (const { request, context } of loadedCalls(marker('request'))) {
        for (const stream of contextsOf(codec)) {
          const given = contextOf(codec, { ...copyOf(context), ...stream })
          const before = fingerprint([request, given])
          formatRaw(codec, request, given)
          if (fingerprint([request, given]) === before) continue
          throw violation(codec, 'formatRequest', `changed what it was given: ${show(request)} in ${show(given)}.`)
        }
      }
    },
  },
  {
    title: 'names the deployment in the body where the host reads it there',
    remedy:
      'add `...(context.deploymentName && { model: context.deploymentName })` to the body of the serverless codec.',
    check(codec) {
      if (codec.apiType !== 'serverless') return
      const deploymentName = marker('deployment')
      const url = new URL('https://my-resource.services.ai.azure.com/models/chat/completions')
      for (const context of contextsOf(codec)) {
        const { body, refusal } = format(codec, question(marker('user')), { ...context, url, deploymentName })
        if (refusal !== undefined || mentions(body, deploymentName)) continue
        throw violation(codec, 'formatRequest', `dropped \`context.deploymentName\`: ${show(body)}.`)
      }
    },
  },
]

interface LoadedCall {
  readonly request: ChatRequest
  readonly context: Partial<RequestContext>
}

/** Requests with something in every place; more than one, since a codec may refuse some. */
function loadedCalls(word: string): readonly LoadedCall[] {
  const context = { modelKwargs: { [word]: 1, nested: { [word]: [word] } } }
  const { tool } = markedTool()
  const call = { id: `${word}_id`, name: tool.name, arguments: JSON.stringify({ a: word }) }
  const rests: readonly Partial<ChatRequest>[] = [
    {},
    { modelKwargs: { [word]: word, nested: { [word]: 1 } } },
    { stop: [word], reasoningEffort: word },
    { tools: [{ ...tool, description: word }], toolChoice: 'required' },
    { responseFormat: { type: 'json', schema: { type: 'object', properties: { [word]: {} } } } },
    { messages: [{ role: 'system', content: word }, ...turns([word, word, word])] },
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: word },
            { type: 'image', url: `https://a.example/${word}` },
          ],
        },
      ],
    },
    {
      tools: [tool],
      messages: [
        ...turns([word]),
        { role: 'assistant', content: word, reasoning: word, toolCalls: [call] },
        { role: 'tool', content: word, toolCallId: call.id },
      ],
    },
    ...numberParameters.map(({ setting, value }) => ({ [setting]: value })),
  ]
  return rests.map((rest) => ({ request: { ...question(word), ...rest }, context }))
}

/** Uses every method that might leave something behind. */
function callEverything(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext>): void {
  for (const stream of contextsOf(codec)) {
    try {
      format(codec, request, { ...context, ...stream })
    } catch {
      // Another rule's business.
    }
  }
  for (const exchange of codec.exchanges) readAll(codec, exchange)
}

/** Says what in a body is lost or changed when it is written as JSON. */
function notJson(value: unknown, at: string): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${at} is ${value}`
  if (typeof value !== 'object') return `${at} is ${kindOf(value)}`
  if (Array.isArray(value)) return firstOf(value, (one, index) => notJson(one, `${at}[${index}]`))
  if ('toJSON' in value) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) || 'then' in value) {
    return `${at} is a ${(prototype as object).constructor.name}`
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return firstOf(entries, ([key, part]) => notJson(part, `${at}.${key}`))
}

function firstOf<T>(values: readonly T[], look: (value: T, index: number) => string | undefined): string | undefined {
  for (const [index, value] of values.entries()) {
    const found = look(value, index)
    if (found !== undefined) return found
  }
  return undefined
}
