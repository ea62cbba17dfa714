import type { ChatRequest } from '../../messages/chat-request.ts'
import type { RequestContext } from '../../formatter/request-context.ts'
import { mentions } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextOf, contextsOf, format, formatAlways, formatRaw, formatRequired, kindOf } from '../checks/format.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'
import { numberParameters } from './parameter-rules.ts'
import { readAll } from '../checks/read.ts'
import { markedTool, question, turns } from '../values/requests.ts'

/** Rules for purity: values in, values out, no state. */
export const purityRules: readonly Rule[] = [
  {
    title: 'creates the same body for the same request, whatever was sent before',
    remedy:
      'keep no state between calls: no fields that change, no defaults that are modified (`{ ...defaults }`, not `Object.assign(defaults, …)`), no time, no random ids.',
    check(codec) {
      const text = marker('user')
      const first = formatRequired(codec, question(text), contextOf(codec, {}))
      const before = fingerprint(first.body)
      const word = marker('earlier')
      for (const { request, context } of loadedCalls(word)) callEverything(codec, request, context)
      if (fingerprint(first.body) !== before) {
        throw violation(codec, 'formatRequest', 'changed the body of an earlier call.')
      }
      const again = formatAlways(codec, question(text))
      if (mentions(again, word)) {
        throw violation(codec, 'formatRequest', `sent parts of an earlier request: ${show(again)}.`)
      }
      if (fingerprint(JSON.parse(JSON.stringify(first.body ?? null))) !== fingerprint(again)) {
        const problem = `created two bodies for one request: ${before} and, after other calls, ${show(again)}.`
        throw violation(codec, 'formatRequest', problem)
      }
    },
  },
  {
    title: 'creates valid JSON for a question and for a conversation',
    remedy: 'return plain objects, lists, strings, finite numbers and booleans; synchronously, and not as JSON text.',
    check(codec) {
      const conversation: ChatRequest = { messages: turns([marker('user'), marker('assistant'), marker('user')]) }
      for (const context of contextsOf(codec)) {
        formatAlways(codec, question(marker('user')), context)
        const all = {
          ...question(marker('user')),
          ...Object.fromEntries(numberParameters.map((one) => [one.setting, one.value])),
        }
        for (const request of [question(marker('user')), conversation, all]) {
          const { body, refusal } = formatRequired(codec, request, contextOf(codec, context))
          const wrong = refusal === undefined ? notJson(body, 'the body') : undefined
          if (wrong !== undefined)
            throw violation(codec, 'formatRequest', `returned a body that is not valid JSON: ${wrong}.`)
        }
      }
    },
  },
  {
    title: 'does not change the request or the context',
    remedy:
      'copy values before you change them: `[...messages]` instead of `messages.shift()`, `{ ...modelKwargs }` instead of `delete`.',
    check(codec) {
      for (const { request, context } of loadedCalls(marker('request'))) {
        for (const stream of contextsOf(codec)) {
          const given = contextOf(codec, { ...copyOf(context), ...stream })
          const before = fingerprint([request, given])
          formatRaw(codec, request, given)
          if (fingerprint([request, given]) === before) continue
          throw violation(codec, 'formatRequest', `changed its arguments: ${show(request)} in ${show(given)}.`)
        }
      }
    },
  },
  {
    title: 'sends the deployment name in the body if the host expects it there',
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

/** Requests that together use every field; more than one, since a codec may refuse some of them. */
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

/** Calls every method that might leave state behind. */
function callEverything(codec: TestedCodec, request: ChatRequest, context: Partial<RequestContext>): void {
  for (const stream of contextsOf(codec)) {
    try {
      format(codec, request, { ...context, ...stream })
    } catch {
      // Another rule reports this.
    }
  }
  for (const exchange of codec.exchanges) readAll(codec, exchange)
}

/** Describes what in a body is lost or changed by JSON serialization. */
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
