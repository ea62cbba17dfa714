import type { ChatMessage } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { anyHistory } from './any-history.ts'
import { contextOf } from './conversation.ts'
import { hostileAnswers, hostileValues, problemWith } from './hostile-json.ts'
import { responsesExchanges, thought } from './responses-exchanges.ts'

const formatter = new OpenAIResponsesContentFormatter()
const { serverless } = formatter.codecs
const answered = responsesExchanges.filter(({ response, events }) => response !== undefined || events !== undefined)
const space = ' '.repeat(1_000)

describe.each(Object.entries(hostileValues))('%s anywhere in a response', (_name, json) => {
  it('returns a well-formed response or throws an error of this library', async () => {
    const problems: string[] = []
    for (const answer of hostileAnswers(answered, json)) {
      const problem = await problemWith(formatter, answer)
      if (problem !== undefined) problems.push(`${answer.place}: ${problem}`)
    }
    expect(problems).toEqual([])
  })
})

describe('what a stream keeps is bounded', () => {
  it.each<[what: string, event: (index: number) => object, message: string]>([
    [
      'a refusal',
      () => ({ type: 'response.refusal.delta', output_index: 0, delta: space }),
      'The refusal in the stream is longer than 65536 characters.',
    ],
    [
      'items',
      (index) => ({ type: 'response.output_text.delta', output_index: index, delta: 'a' }),
      'The response has more than 10000 items.',
    ],
    [
      'encrypted reasoning',
      (index) => ({
        type: 'response.output_item.done',
        output_index: index,
        item: { ...thought, encrypted_content: space.repeat(10) },
      }),
      'are longer than 16777216 characters.',
    ],
    [
      'calls that came whole',
      (index) => ({
        type: 'response.output_item.done',
        output_index: index,
        item: { type: 'function_call', call_id: `c${index}`, name: 'f', arguments: space.repeat(10) },
      }),
      'are longer than 16777216 characters.',
    ],
  ])('%s', (_what, event, message) => {
    const read = serverless.openStream()
    const feed = (): void => {
      for (let index = 0; index < 11_000; index += 1) read(event(index))
    }
    expect(feed).toThrow(message)
  })
})

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const item = (index: number, value: object): object => {
  return { type: 'response.output_item.done', output_index: index, item: value }
}

function streaming(events: (size: number) => readonly unknown[]): SizedWork {
  return (size) => {
    const made = [...events(size), undefined]
    return () => {
      const read = serverless.openStream()
      let length = 0
      for (const event of made) length += read(event)?.text?.length ?? 0
      return length
    }
  }
}

const cases: Record<string, SizedWork> = {
  'a stream of text, compared with its whole item': streaming((size) => [
    ...many(size, () => ({ type: 'response.output_text.delta', output_index: 0, delta: 'ab' })),
    item(0, { type: 'message', content: [{ type: 'output_text', text: 'ab'.repeat(size) }] }),
  ]),
  'a stream of reasoning in many parts': streaming((size) =>
    many(size, (at) => ({
      type: 'response.reasoning_summary_text.delta',
      output_index: 0,
      summary_index: at,
      delta: 'a',
    })),
  ),
  'a stream of arguments': streaming((size) =>
    many(size, () => ({ type: 'response.function_call_arguments.delta', output_index: 0, delta: '{' })),
  ),
  'a whole response of many calls': (size) => {
    const output = many(Math.min(size, 9_000), (at) => ({
      type: 'function_call',
      call_id: `c${at}`,
      name: 'a',
      arguments: '{}',
    }))
    return () => serverless.parseResponse({ output }).toolCalls?.length
  },
  'a whole response of many annotations': (size) => {
    const annotations = many(Math.min(size, 9_000), (at) => ({ type: 'url_citation', url: `https://x.test/${at}` }))
    const content = [{ type: 'output_text', text: 'a', annotations }]
    return () => serverless.parseResponse({ output: [{ type: 'message', content }] }).sources?.length
  },
  'a history of recorded items': (size) => {
    const responseItems = many(size, (at) => ({ ...thought, id: `rs_${at}` }))
    const messages: ChatMessage[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello', providerData: { responseItems } },
      { role: 'user', content: 'Hi' },
    ]
    return () => serverless.formatRequest({ messages }, contextOf('serverless'))
  },
}

it.each(Object.entries(cases))('twice %s takes about twice the time', async (_name, work) => {
  expect(await tooFastGrowth(work)).toBeUndefined()
})

it('sends any history so that each call has its result, and each result its call before it', () => {
  fc.assert(
    fc.property(anyHistory({ stray: false }), (messages) => {
      const body = serverless.formatRequest(
        { messages: [...messages, { role: 'user', content: 'x' }] },
        contextOf('serverless'),
      )
      const { input } = body as { readonly input: readonly Readonly<Record<string, unknown>>[] }
      const open: unknown[] = []
      for (const { type, call_id: id, role, content } of input) {
        expect(id).not.toBe('')
        if (type === 'function_call') open.push(id)
        else if (type === 'function_call_output') {
          expect(open).toContain(id)
          open.splice(open.indexOf(id), 1)
        } else {
          expect(open).toEqual([])
          if (role === 'assistant') expect(content).not.toBe('')
        }
      }
      expect(open).toEqual([])
    }),
  )
})
