import type { ParsedChatResponse } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'
import { joined } from './joined-stream.ts'

type Fields = Readonly<Record<string, unknown>>

const { openStream, parseResponse } = new OpenAIResponsesContentFormatter().codecs.serverless

/** Reads a stream to its end, and joins it to what a whole response has. */
function answerOf(...events: readonly object[]): ParsedChatResponse {
  const read = openStream()
  const chunks = [...events, undefined].map((one) => read(one)).filter((chunk) => chunk !== undefined)
  const calls: { id?: string; name: string; arguments: string }[] = []
  for (const { index = 0, id, name, arguments: json = '' } of chunks.flatMap(({ toolCalls }) => toolCalls ?? [])) {
    const call = (calls[index] ??= { name: '', arguments: '' })
    Object.assign(call, id !== undefined && { id }, name !== undefined && { name }, {
      arguments: call.arguments + json,
    })
  }
  return { ...joined(chunks), text: joined(chunks).text ?? '', toolCalls: calls }
}

const event = (type: string, fields: object): object => ({ type: `response.${type}`, ...fields })
const completed = (...output: readonly object[]): object => event('completed', { response: { id: 'r', output } })
const message = (text: string, fields: object = {}): Fields => {
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }], ...fields }
}
const thought = (text: string, fields: object = {}): Fields => {
  return { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text }], ...fields }
}
const call = (name: string, json: string, fields: object = {}): Fields => {
  return { type: 'function_call', call_id: `call_${name}`, name, arguments: json, ...fields }
}

/** The events of the pieces of an item: the field of the piece, and the end of the piece. */
const kinds: Readonly<Record<string, readonly [delta: string, done: string, field: string]>> = {
  message: ['output_text.delta', 'output_text.done', 'text'],
  reasoning: ['reasoning_text.delta', 'reasoning_text.done', 'text'],
  function_call: ['function_call_arguments.delta', 'function_call_arguments.done', 'arguments'],
}

function wholeOf({ content, arguments: json }: Fields): string {
  return (json as string | undefined) ?? (content as readonly { readonly text: string }[])[0]?.text ?? ''
}

/** Where an event says that its item is. */
interface Place {
  readonly position?: number
  readonly id?: string
}

type Step = 'added' | 'piece' | 'done'

function streamOf(items: readonly Fields[], placeAt: (index: number, step: Step) => Place): readonly object[] {
  const events = items.flatMap((item, index) => {
    const { content: _content, arguments: json, ...fields } = item
    const [delta, done, field] = kinds[item['type'] as string]!
    const pieces = wholeOf(item).match(/.{1,3}/gsu) ?? []
    const at = (step: Step): object => {
      const { position, id } = placeAt(index, step)
      return { ...(position !== undefined && { output_index: position }), ...(id !== undefined && { item_id: id }) }
    }
    const itemAt = (step: Step, value: object): object => {
      const { position, id } = placeAt(index, step)
      const placed = { ...value, ...(id !== undefined && { id }) }
      return { ...(position !== undefined && { output_index: position }), item: placed }
    }
    return [
      event('output_item.added', itemAt('added', json === undefined ? fields : { ...fields, arguments: '' })),
      ...pieces.map((piece) => event(delta, { ...at('piece'), delta: piece })),
      event(done, { ...at('done'), [field]: wholeOf(item) }),
      event('output_item.done', itemAt('done', item)),
    ]
  })
  return [...events, completed(...items)]
}

let count = 0
const newId = (): string => `id_${(count += 1)}`
const places: Readonly<Record<string, (index: number, step: Step) => Place>> = {
  'positions and ids': (index) => ({ position: index, id: `id_of_${index}` }),
  'positions alone': (index) => ({ position: index }),
  'ids alone': (index) => ({ id: `id_of_${index}` }),
  'positions, and ids that change with every event': (index) => ({ position: index, id: newId() }),
  'positions, and one id for all': (index) => ({ position: index, id: 'same' }),
  'positions, and empty ids': (index) => ({ position: index, id: '' }),
  'ids, and positions that are counted up before the end': (index, step) => {
    return { position: index + (step === 'done' ? 8 : 7), id: `id_of_${index}` }
  },
  'one id for all, and positions that are counted up before the end': (index, step) => {
    return { position: index + (step === 'done' ? 2 : 1), id: 'same' }
  },
  'ids and positions that are new at the end': (index, step) => {
    return step === 'done' ? { position: index + 2, id: newId() } : { position: index + 1, id: `id_of_${index}` }
  },
  'ids, and positions only where an item begins or ends': (index, step) => {
    return { ...(step !== 'piece' && { position: index }), id: `id_of_${index}` }
  },
  'ids, and positions only on pieces': (index, step) => {
    return { ...(step === 'piece' && { position: index }), id: `id_of_${index}` }
  },
}

const anyItem = fc.oneof(
  fc.constantFrom('Yes', 'No', 'A longer text').map((text) => message(text)),
  fc.constantFrom('Hm.', 'Yes', 'A longer thought').map((text) => thought(text)),
  fc
    .tuple(fc.constantFrom('f', 'g'), fc.constantFrom('{}', '{"x":1}'), fc.nat(99))
    .map(([name, json, number]) => call(name, json, { call_id: `call_${number}` })),
)

it.each(Object.entries(places))('a stream whose events have %s has each item once', (_name, placeAt) => {
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 7 }), (items) => {
      const { text, reasoning, toolCalls, finishReason, providerData } = parseResponse({ output: items })
      const answer = answerOf(...streamOf(items, placeAt))
      expect(answer).toMatchObject({ text, toolCalls, finishReason })
      expect(answer.reasoning).toBe(reasoning)
      expect(recordedIn(answer)).toEqual(recordedIn({ providerData }))
    }),
  )
})

/** Returns what was recorded, without the ids that only the events have. */
function recordedIn({ providerData }: Pick<ParsedChatResponse, 'providerData'>): readonly object[] {
  const { responseItems = [] } = (providerData ?? {}) as { readonly responseItems?: readonly Fields[] }
  return responseItems.map((item) => Object.assign({}, item, { id: undefined }))
}

describe('the streams of other servers', () => {
  it('llama.cpp has no positions', () => {
    const text = { type: 'message', id: 'msg_1', role: 'assistant' }
    const whole = { ...text, status: 'completed', content: [{ type: 'output_text', text: 'Hi' }] }
    const opened = { id: 'fc_X', call_id: 'call_X', name: 'f', type: 'function_call', arguments: '' }
    const called = { ...opened, arguments: '{}' }
    const answer = answerOf(
      event('output_item.added', { item: { ...text, content: [], status: 'in_progress' } }),
      event('output_text.delta', { item_id: 'msg_1', delta: 'Hi' }),
      event('output_item.added', { item: opened }),
      event('function_call_arguments.delta', { item_id: 'fc_X', delta: '{}' }),
      event('output_item.done', { item: whole }),
      event('output_item.done', { item: called }),
      completed(whole, called),
    )
    expect(answer).toMatchObject({ text: 'Hi', toolCalls: [{ id: 'call_X', name: 'f', arguments: '{}' }] })
  })

  it('older llama.cpp has the ids of calls instead of those of items', () => {
    const opened = { call_id: 'call_X', name: 'f', type: 'function_call', arguments: '' }
    const answer = answerOf(
      event('output_item.added', { item: opened }),
      event('function_call_arguments.delta', { item_id: 'call_X', delta: '{}' }),
      event('output_item.done', { item: { ...opened, arguments: '{}' } }),
      completed({ ...opened, arguments: '{}' }),
    )
    expect(answer.toolCalls).toEqual([{ id: 'call_X', name: 'f', arguments: '{}' }])
  })

  it('vLLM ends a call without the id of its item, and begins it with that of the item before', () => {
    const answer = answerOf(
      event('reasoning_text.delta', { output_index: 1, item_id: 'msg_b9', content_index: 0, delta: 'Hm.' }),
      event('output_item.done', { output_index: 2, item: thought('Hm.', { id: 'msg_b9' }) }),
      event('output_item.added', { output_index: 2, item: call('f', '', { id: 'msg_b9' }) }),
      event('function_call_arguments.delta', { output_index: 2, item_id: 'fc_1', delta: '{}' }),
      event('function_call_arguments.done', { output_index: 3, item_id: 'fc_1', name: 'f', arguments: '{}' }),
      event('output_item.done', { output_index: 3, item: call('f', '{}', { item_id: 'fc_1', call_id: 'fc_2' }) }),
      completed(thought('Hm.', { id: 'rs_3' }), call('f', '{}', { id: 'fc_4' })),
    )
    expect(answer).toMatchObject({
      reasoning: 'Hm.',
      toolCalls: [{ id: 'call_f', name: 'f', arguments: '{}' }],
      providerData: { responseItems: [{ type: 'reasoning' }, { type: 'function_call' }] },
    })
    expect((answer.providerData as { responseItems: unknown }).responseItems).toHaveLength(2)
  })

  it('vLLM counts positions up after the beginning of an item, and begins a message with the id of the reasoning', () => {
    const answer = answerOf(
      event('output_item.added', { output_index: 0, item: { id: 'a', type: 'reasoning', summary: [] } }),
      event('reasoning_text.delta', { output_index: 1, item_id: 'a', content_index: 1, delta: 'Hm' }),
      event('reasoning_text.delta', { output_index: 1, item_id: 'a', content_index: 2, delta: '.' }),
      event('output_item.done', { output_index: 1, item: thought('Hm.', { id: 'a' }) }),
      event('output_item.added', { output_index: 1, item: { id: 'a', type: 'message', content: [] } }),
      event('output_text.delta', { output_index: 2, item_id: 'b', delta: 'Yes' }),
      event('output_item.done', { output_index: 2, item: message('Yes', { id: 'b' }) }),
      completed(thought('Hm.', { id: 'c' }), message('Yes', { id: 'd' })),
    )
    expect(answer).toMatchObject({ text: 'Yes', reasoning: 'Hm.' })
    expect(answer.providerData).toEqual({
      responseItems: [thought('Hm.', { id: 'a' }), { type: 'message', id: 'b', length: 3 }],
    })
  })

  it('SGLang has one id for all items, counts positions up too early, and ends reasoning with another id', () => {
    const answer = answerOf(
      event('output_item.added', { output_index: 7, item: { id: 'item_1', type: 'reasoning', summary: [] } }),
      event('reasoning_text.delta', { output_index: 7, item_id: 'item_1', content_index: 0, delta: 'Hm' }),
      event('reasoning_text.delta', { output_index: 7, item_id: 'item_1', content_index: 0, delta: '.' }),
      event('reasoning_text.done', { output_index: 8, item_id: 'item_1', content_index: 0, text: 'Hm.' }),
      event('output_item.done', { output_index: 8, item: thought('Hm.', { id: 'rs_2' }) }),
      event('output_item.added', { output_index: 8, item: { id: 'item_1', type: 'message', content: [] } }),
      event('output_text.delta', { output_index: 8, item_id: 'item_1', delta: 'Yes' }),
      event('output_item.done', { output_index: 9, item: message('Yes', { id: 'item_1' }) }),
      completed(thought('Hm.', { id: 'rs_3' }), message('Yes', { id: 'msg_4' }), call('f', '{}')),
    )
    expect(answer).toMatchObject({ text: 'Yes', reasoning: 'Hm.', toolCalls: [{ name: 'f', arguments: '{}' }] })
    expect(answer.providerData).toEqual({
      responseItems: [
        thought('Hm.', { id: 'rs_2' }),
        { type: 'message', id: 'item_1', length: 3 },
        { type: 'function_call', call_id: 'call_f', name: 'f' },
      ],
    })
  })

  it('LiteLLM has reasoning and text at one position', () => {
    const answer = answerOf(
      event('output_item.added', { output_index: 0, item: { id: 'rs_1', type: 'reasoning', summary: null } }),
      event('reasoning_summary_text.delta', { output_index: 0, item_id: 'rs_1', delta: 'Hm, ' }),
      event('reasoning_summary_text.delta', { output_index: 0, item_id: 'rs_1', delta: 'so.' }),
      event('output_item.done', { output_index: 0, item: thought('Hm, so.', { id: 'rs_1' }) }),
      event('output_text.delta', { output_index: 0, item_id: 'msg_1', delta: 'Yes' }),
      event('output_item.done', { output_index: 0, item: message('Yes', { id: 'msg_2' }) }),
      completed(thought('Hm, so.', { id: 'rs_3' }), message('Yes', { id: 'msg_3' })),
    )
    expect(answer).toMatchObject({ text: 'Yes', reasoning: 'Hm, so.' })
  })

  it('names a call that begins with its arguments once the name comes', () => {
    const answer = answerOf(
      event('function_call_arguments.delta', { output_index: 0, item_id: 'fc_1', delta: '{}' }),
      event('output_item.done', { output_index: 0, item: call('f', '{}', { id: 'fc_1' }) }),
    )
    expect(answer.toolCalls).toEqual([{ id: 'call_f', name: 'f', arguments: '{}' }])
  })

  it('has whole items without positions and ids', () => {
    const done = (item: object): object => event('output_item.done', { item })
    const { call_id: _, ...unnamed } = call('f', '{}')
    expect(answerOf(done(thought('Hm.')), done(message('Yes')), done(unnamed))).toMatchObject({
      text: 'Yes',
      reasoning: 'Hm.',
      toolCalls: [{ name: 'f', arguments: '{}' }],
    })
  })

  it('has two items with the same text', () => {
    const done = (item: Fields, output_index: number): object => event('output_item.done', { item, output_index })
    expect(answerOf(done(message('Yes'), 0), done(message('Yes'), 1)).text).toBe('YesYes')
    const said = event('output_text.delta', { output_index: 0, item_id: 'a', delta: 'Yes' })
    const other = done(message('No!', { id: 'b' }), 1)
    expect(answerOf(said, other, done(message('Yes', { id: 'a' }), 0)).text).toBe('YesNo!')
  })
})

describe('what only the last event has', () => {
  const said = event('output_text.delta', { output_index: 0, item_id: 'a', delta: 'Hi' })

  it('is a call, if there was none before', () => {
    const last = completed(message('Hi'), call('f', '{}'), call('g', '{"x":1}'))
    expect(answerOf(said, last)).toMatchObject({
      text: 'Hi',
      toolCalls: [
        { name: 'f', arguments: '{}' },
        { name: 'g', arguments: '{"x":1}' },
      ],
      finishReason: 'tool-calls',
    })
    const whole = event('output_item.done', { output_index: 0, item: message('Hi', { id: 'a' }) })
    expect(answerOf(said, whole, completed(call('f', '{}'))).toolCalls).toHaveLength(1)
  })

  it('is no call beside others', () => {
    const begun = event('output_item.added', { output_index: 1, item: call('f', '', { id: 'fc_1' }) })
    const { toolCalls } = answerOf(said, begun, completed(message('Hi'), call('f', '{}'), call('g', '{}')))
    expect(toolCalls).toEqual([{ id: 'call_f', name: 'f', arguments: '{}' }])
  })

  it('is the text, if there was none before', () => {
    const thinks = event('reasoning_text.delta', { output_index: 0, item_id: 'a', delta: 'Hm.' })
    expect(answerOf(thinks, completed(thought('Hm.'), message('Hi')))).toMatchObject({ text: 'Hi', reasoning: 'Hm.' })
    expect(answerOf(thinks, completed(message('Hi')))).toMatchObject({ text: 'Hi', reasoning: 'Hm.' })
  })

  it('is encrypted reasoning, and none that the events had at another position', () => {
    const sealed = { type: 'reasoning', summary: [], encrypted_content: 'x' }
    expect(answerOf(said, completed(message('Hi'), sealed)).providerData).toEqual({
      responseItems: [{ type: 'message', length: 2 }, sealed],
    })
    const thinks = event('reasoning_text.delta', { output_index: 5, item_id: 'b', delta: 'Hm.' })
    expect(answerOf(thinks, said, completed(message('Hi'), thought('Hm.'))).reasoning).toBe('Hm.')
    expect(answerOf(thinks, said, completed(message('Hi'), thought('Oh.'))).reasoning).toBe('Hm.\n\nOh.')
  })
})

describe('reasoning in a stream', () => {
  const piece = (delta: string, fields: object = {}): object => {
    return event('reasoning_text.delta', { output_index: 0, item_id: 'a', delta, ...fields })
  }
  const summed = (delta: string, fields: object = {}): object => {
    return event('reasoning_summary_text.delta', { output_index: 0, item_id: 'a', delta, ...fields })
  }
  const begins = (type: string, fields: object = {}): object =>
    event(type, { output_index: 0, item_id: 'a', ...fields })
  const part = { part: { type: 'reasoning_text', text: '' } }

  it.each<[what: string, events: readonly object[], reasoning: string]>([
    [
      'is one part, whatever index its pieces have',
      [piece('I say', { content_index: 8 }), piece(' hello', { content_index: 9 }), piece('.', { content_index: 10 })],
      'I say hello.',
    ],
    ['is one part without indexes', [summed('I say'), summed(' hello.')], 'I say hello.'],
    [
      'has a part for each index of a summary',
      [summed('One.', { summary_index: 0 }), summed('Two', { summary_index: 1 }), summed('.', { summary_index: 1 })],
      'One.\n\nTwo.',
    ],
    [
      'has a part for each that begins',
      [begins('reasoning_part.added'), piece('One'), piece('.'), begins('reasoning_part.added'), piece('Two.')],
      'One.\n\nTwo.',
    ],
    [
      'has a part for each of a summary that begins',
      [begins('reasoning_summary_part.added'), summed('One.'), begins('reasoning_summary_part.added'), summed('Two.')],
      'One.\n\nTwo.',
    ],
    [
      'has a part for each part of the content that is reasoning',
      [begins('content_part.added', part), piece('One.'), begins('content_part.added', part), piece('Two.')],
      'One.\n\nTwo.',
    ],
    ['has a part after the end of one', [piece('One.'), begins('reasoning_text.done'), piece('Two.')], 'One.\n\nTwo.'],
    [
      'has no part for a part of the text',
      [piece('One'), begins('content_part.added', { part: { type: 'output_text' } }), piece(' and two.')],
      'One and two.',
    ],
    [
      'has a part for each item',
      [piece('One.'), event('reasoning_text.delta', { output_index: 1, item_id: 'b', delta: 'Two.' })],
      'One.\n\nTwo.',
    ],
  ])('%s', (_what, events, reasoning) => {
    expect(answerOf(...events).reasoning).toBe(reasoning)
  })

  it('has the parts of the whole response', () => {
    const content = ['One.', 'Two.'].map((text) => ({ type: 'reasoning_text', text }))
    const item = { type: 'reasoning', id: 'a', summary: [], content }
    const pieces = content.flatMap(({ text }, content_index) => [
      begins('reasoning_part.added', { content_index }),
      piece(text, { content_index }),
    ])
    const streamed = answerOf(...pieces, begins('output_item.done', { item }), completed(item))
    expect(streamed.reasoning).toBe(parseResponse({ output: [item] }).reasoning)
  })
})
