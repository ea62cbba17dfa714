import { InMemoryCache } from '@langchain/core/caches'
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { chat } from './endpoint.ts'

function picture(source: object): HumanMessage {
  return new HumanMessage({
    content: [
      { type: 'text', text: 'What is it?' },
      { type: 'image', ...source },
    ],
  })
}

const png = { mimeType: 'image/png' }
const call = (id: string, args = {}): AIMessage =>
  new AIMessage({ content: '', tool_calls: [{ id, name: 'look', args }] })
const result = (id: string): ToolMessage => new ToolMessage({ content: 'x', tool_call_id: id })

/** Conversations whose text LangChain joins to the same key. */
const pairs: Record<string, [BaseMessage[], BaseMessage[]]> = {
  'other image data': [[picture({ data: 'AAAA', ...png })], [picture({ data: 'BBBB', ...png })]],
  'other image bytes': [
    [picture({ data: new Uint8Array([1, 2]), ...png })],
    [picture({ data: new Uint8Array([1, 3]), ...png })],
  ],
  'other bytes in a buffer': [
    [picture({ data: Buffer.from([1, 2]), ...png })],
    [picture({ data: Buffer.from([1, 3]), ...png })],
  ],
  'another image URL': [[picture({ url: 'https://a.b/1.png' })], [picture({ url: 'https://a.b/2.png' })]],
  'another detail': [
    [picture({ url: 'https://a.b/1.png', detail: 'low' })],
    [picture({ url: 'https://a.b/1.png', detail: 'high' })],
  ],
  'other boundaries of parts': [
    [
      new HumanMessage({
        content: [
          { type: 'text', text: '10' },
          { type: 'text', text: '20' },
        ],
      }),
    ],
    [new HumanMessage({ content: [{ type: 'text', text: '1020' }] })],
  ],
  'other boundaries of messages': [
    [new HumanMessage('a\nAI: b\nHuman: c')],
    [new HumanMessage('a'), new AIMessage('b'), new HumanMessage('c')],
  ],
  'another image in a tool result': [
    [
      new HumanMessage('Look!'),
      call('a'),
      new ToolMessage({ content: [{ type: 'image', data: 'AAAA', ...png }], tool_call_id: 'a' }),
    ],
    [
      new HumanMessage('Look!'),
      call('a'),
      new ToolMessage({ content: [{ type: 'image', data: 'BBBB', ...png }], tool_call_id: 'a' }),
    ],
  ],
  'results of other calls': [
    [new HumanMessage('Look!'), call('a'), call('b'), result('a'), result('b')],
    [new HumanMessage('Look!'), call('a'), call('b'), result('b'), result('a')],
  ],
}

describe('a cache', () => {
  it.each(Object.entries(pairs))('tells apart what differs in %s', async (_name, [one, other]) => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    await model.invoke(one)
    await model.invoke(other)
    expect(emulator.requests).toHaveLength(2)
    await model.invoke(one)
    await model.invoke(other)
    expect(emulator.requests).toHaveLength(2)
  })

  it.each([
    ['a string', 'Hello'],
    [
      'a conversation',
      [new SystemMessage('Be brief.'), new HumanMessage('Hello'), new AIMessage('Hi'), new HumanMessage('And?')],
    ],
  ] as const)('answers the same call again: %s', async (_name, input) => {
    const { model, emulator } = await chat({}, { cache: new InMemoryCache() })
    await model.invoke(input as string)
    await model.invoke(input as string)
    await model.batch([input as string, input as string])
    expect(emulator.requests).toHaveLength(1)
    await model.invoke(input as string, { temperature: 0.3 })
    expect(emulator.requests).toHaveLength(2)
  })
})
