import type { AssistantMessage, ChatMessage, ToolCall, UserMessage } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CohereV2ContentFormatter, type CohereV2FormatterOptions } from '../src/index.ts'

const url = new URL('https://x.test/v2/chat')
const hi = { role: 'user', content: 'Hi' } as const
const system = (content: string): ChatMessage => ({ role: 'system', content })
const result = (toolCallId: string, content: string): ChatMessage => ({ role: 'tool', toolCallId, content })
const call = (id: string, name = 'f'): ToolCall => ({ id, name, arguments: '{"a":1}' })
const calling = (...toolCalls: ToolCall[]): ChatMessage => ({ role: 'assistant', content: '', toolCalls })
const wireCall = (id: string, name = 'f'): object => ({
  id,
  type: 'function',
  function: { name, arguments: '{"a":1}' },
})
const called = (...tool_calls: object[]): object => ({ role: 'assistant', tool_calls })
const answer = (tool_call_id: string, content: unknown): object => ({ role: 'tool', tool_call_id, content })
const texts = (...all: string[]): object[] => all.map((text) => ({ type: 'text', text }))

function wireOf(messages: readonly ChatMessage[], options?: CohereV2FormatterOptions): unknown {
  const context = { apiType: 'serverless', stream: false, url, modelKwargs: {} } as const
  const body = new CohereV2ContentFormatter(options).codecs.serverless.formatRequest({ messages }, context)
  return (body as { readonly messages: unknown }).messages
}

describe('a conversation in version 2', () => {
  it.each<[what: string, messages: readonly ChatMessage[], wire: readonly object[]]>([
    ['instructions alone', [system('A'), system(''), system('B')], [system('A\n\nB')]],
    ['empty instructions', [system(''), hi, system(''), system('C'), hi], [hi, system('C'), hi]],
    ['an empty answer', [hi, { role: 'assistant', content: '', toolCalls: [] }, hi], [hi, hi]],
    [
      'calls without ids',
      [hi, calling(call(''), call('')), result('', 'x'), result('', 'y'), result('', 'z'), hi],
      [hi, called(wireCall('call'), wireCall('call_1')), answer('call', 'x'), answer('call_1', texts('y', 'z')), hi],
    ],
    [
      'ids that repeat, of which the later calls are answered',
      [hi, calling(call('1'), call('1_1')), calling(call('1', 'g')), result('1', 'x'), result('1_1', 'y'), hi],
      [
        hi,
        called(wireCall('1'), wireCall('1_1')),
        answer('1', 'There is no result of this tool call.'),
        answer('1_1', 'y'),
        called(wireCall('1_2', 'g')),
        answer('1_2', 'x'),
        hi,
      ],
    ],
    [
      'empty results',
      [hi, calling(call('1'), call('2'), call('3')), ...['1', '1', '2', '2', '3'].map((id) => result(id, ''))],
      [hi, called(wireCall('1'), wireCall('2'), wireCall('3')), ...['1', '2', '3'].map((id) => answer(id, '{}'))],
    ],
    [
      'empty results beside others',
      [
        hi,
        calling(call('1'), call('2')),
        result('1', ''),
        result('1', 'x'),
        ...['y', '', 'z'].map((one) => result('2', one)),
      ],
      [hi, called(wireCall('1'), wireCall('2')), answer('1', 'x'), answer('2', texts('y', 'z'))],
    ],
    [
      'calls at the end, of which one has a result',
      [hi, calling(call('1'), call('2')), result('2', 'x')],
      [hi, called(wireCall('1'), wireCall('2')), answer('2', 'x')],
    ],
  ])('with %s', (_what, messages, wire) => {
    expect(wireOf(messages)).toStrictEqual(wire)
  })
})

describe('an earlier answer in version 2', () => {
  const thought = { type: 'thinking', thinking: 'Hm' }
  const text = { type: 'text', text: 'Ok' }
  const providerData = { reasoningField: 'thinking' }
  const tool_calls = [wireCall('1')]
  const toolCalls = [call('1')]
  const reasoning = 'Hm'

  it.each<[answer: Partial<AssistantMessage>, sendReasoning: boolean | undefined, wire: object | undefined]>([
    [{}, undefined, { content: 'Ok' }],
    [{ reasoning }, undefined, { content: 'Ok' }],
    [{ reasoning }, false, { content: 'Ok' }],
    [{ reasoning }, true, { content: [thought, text] }],
    [{ reasoning: '' }, true, { content: 'Ok' }],
    [{ reasoning, content: '' }, true, { content: [thought] }],
    [{ reasoning, content: '' }, false, undefined],
    [{ reasoning, content: '' }, undefined, undefined],
    [{ reasoning: '', content: '' }, true, undefined],
    [{ reasoning, toolCalls }, undefined, { content: 'Ok', tool_plan: 'Hm', tool_calls }],
    [{ reasoning, toolCalls, content: '' }, true, { tool_plan: 'Hm', tool_calls }],
    [{ reasoning, toolCalls }, false, { content: 'Ok', tool_calls }],
    [{ reasoning: '', toolCalls }, undefined, { content: 'Ok', tool_calls }],
    [{ reasoning, toolCalls, providerData }, undefined, { content: [thought, text], tool_calls }],
    [{ reasoning, toolCalls, providerData, content: '' }, undefined, { content: [thought], tool_calls }],
    [{ reasoning, toolCalls, providerData }, false, { content: 'Ok', tool_calls }],
    [
      { reasoning, toolCalls, providerData: { reasoningField: 'x' } },
      undefined,
      { content: 'Ok', tool_plan: 'Hm', tool_calls },
    ],
    [{ reasoning, toolCalls, providerData: 'thinking' }, undefined, { content: 'Ok', tool_plan: 'Hm', tool_calls }],
  ])('%j with sendReasoning %s is sent as %j', (fields, sendReasoning, wire) => {
    const options = sendReasoning === undefined ? {} : { sendReasoning }
    const sent = wireOf([hi, { role: 'assistant', content: 'Ok', ...fields }], options)
    expect(sent).toStrictEqual(wire === undefined ? [hi] : [hi, { role: 'assistant', ...wire }])
  })
})

describe('the content of a user message in version 2', () => {
  const contentOf = (content: UserMessage['content']): unknown =>
    (wireOf([{ role: 'user', content }]) as readonly { readonly content: unknown }[])[0]?.content
  const sent = (sentUrl: string): object[] => [{ type: 'image_url', image_url: { url: sentUrl } }]

  it.each<[content: UserMessage['content'], wire: unknown]>([
    ['', ''],
    [[], ''],
    [texts('', '') as never, ''],
    [texts('a', '', 'b') as never, texts('a', 'b')],
    [[{ type: 'image', url: new URL('https://x.test/a') }], sent('https://x.test/a')],
    [[{ type: 'image', url: 'https://x.test/a', mediaType: 'image/png' }], sent('https://x.test/a')],
    [[{ type: 'image', data: 'Data:image/x;base64,AA' }], sent('Data:image/x;base64,AA')],
    [[{ type: 'image', data: 'AAAA', mediaType: 'image/x' }], sent('data:image/x;base64,AAAA')],
    [[{ type: 'image', data: Uint8Array.of(0, 0, 0), mediaType: 'a/b' }], sent('data:a/b;base64,AAAA')],
  ])('%j is sent as %j', (content, wire) => {
    expect(contentOf(content)).toStrictEqual(wire)
  })

  it.each([
    ['image/png', '\x89PNG\r\n\x1A\n'],
    ['image/jpeg', '\xFF\xD8\xFF'],
    ['image/gif', 'GIF87a'],
    ['image/webp', 'RIFF\x01\x02\x03\x04WEBP'],
  ])('has the type of its first bytes: %s', (type, start) => {
    const bytes = Uint8Array.from(`${start}\x01\x02\x03\x04\x05\x06`, (letter) => letter.charCodeAt(0))
    const data = Buffer.from(bytes).toString('base64')
    for (const given of [data, bytes]) {
      for (const mediaType of [undefined, 'image/*', 'application/octet-stream']) {
        const part = { type: 'image', data: given, ...(mediaType !== undefined && { mediaType }) } as const
        expect(contentOf([part])).toStrictEqual(sent(`data:${type};base64,${data}`))
      }
    }
    expect(() => contentOf([{ type: 'image', data: `AAAA${data}` }])).toThrow('its first bytes match none')
  })
})
