import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../src/index.ts'
import { bodyOf, messagesOf } from './body-of.ts'

const call = (id: string, name = 'f'): { id: string; name: string; arguments: string } => ({
  id,
  name,
  arguments: '{"a":1}',
})
const result = (toolCallId: string, content = 'done'): ChatMessage => ({ role: 'tool', toolCallId, content })
const image: ChatMessage = { role: 'user', content: [{ type: 'image', url: 'https://example.org/a.png' }] }
const use = (id: string, name = 'f'): object => ({ type: 'tool_use', id, name, input: { a: 1 } })
const answered = (id: string, content: unknown = 'done'): object => ({ type: 'tool_result', tool_use_id: id, content })

describe('a conversation', () => {
  it('has results, then the words of the user, in one message', () => {
    const messages: ChatMessage[] = [
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: '', toolCalls: [call('a'), call('b')] },
      result('b', 'second'),
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look:' },
          { type: 'image', url: 'https://example.org/a.png' },
        ],
      },
      result('a', 'first'),
    ]
    expect(messagesOf(messages)).toEqual([
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: [use('a'), use('b')] },
      {
        role: 'user',
        content: [
          answered('a', 'first'),
          answered('b', 'second'),
          { type: 'text', text: 'Look:' },
          { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } },
        ],
      },
    ])
  })

  it('gets ids and names that the API accepts, alike on call and result', () => {
    const messages: ChatMessage[] = [
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: '', toolCalls: [call('functions.f:0', 'ns.f'), call('ok-1')] },
      result('functions.f:0', ''),
      result('ok-1'),
      { role: 'assistant', content: '', toolCalls: [call('ok-1'), call('functions.f:0')] },
      result('functions.f:0', 'last'),
    ]
    expect(messagesOf(messages)).toEqual([
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: [use('functions_f_0_1', 'ns_f'), use('ok-1')] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'functions_f_0_1' }, answered('ok-1')] },
      { role: 'assistant', content: [use('ok-1_1'), use('functions_f_0_2')] },
      {
        role: 'user',
        content: [answered('ok-1_1', 'There is no result of this tool call.'), answered('functions_f_0_2', 'last')],
      },
    ])
  })

  it.each([
    ['', 'tool'],
    ['größe!', 'gr__e_'],
    ['x'.repeat(129), 'x'.repeat(128)],
  ])('names an earlier tool %j %j', (name, sent) => {
    expect(
      messagesOf([
        { role: 'user', content: 'Go.' },
        { role: 'assistant', content: '', toolCalls: [call('a', name)] },
      ]),
    ).toEqual([
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: [use('a', sent)] },
      { role: 'user', content: [answered('a', 'There is no result of this tool call.')] },
    ])
  })

  it('leaves out what says nothing, and begins with the user', () => {
    const messages: ChatMessage[] = [
      { role: 'system', content: '' },
      { role: 'assistant', content: 'Welcome. ' },
      { role: 'user', content: ' ' },
      { role: 'assistant', content: '', reasoning: 'Only thought.' },
      { role: 'assistant', content: 'Well, \n' },
    ]
    expect(bodyOf({ messages })).toEqual({
      max_tokens: 100,
      messages: [
        { role: 'user', content: 'The conversation begins.' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Welcome. ' },
            { type: 'text', text: 'Well,' },
          ],
        },
      ],
    })
  })
})

describe('media', () => {
  const png = 'iVBORw0KGgo='
  const sent = (part: ContentPart, citations?: boolean): unknown => {
    const body = bodyOf({ messages: [{ role: 'user', content: [part] }] }, { citations })
    return (body['messages'] as readonly { content: readonly unknown[] }[])[0]?.content[0]
  }
  const base64 = (type: string, data: string): object => ({ type: 'base64', media_type: type, data })

  it.each<[string, ContentPart, object]>([
    [
      'bytes',
      { type: 'image', data: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) },
      base64('image/png', png),
    ],
    ['a vague type', { type: 'image', data: png, mediaType: 'image/*' }, base64('image/png', png)],
    ['a data: URL', { type: 'image', url: `data:image/jpg;base64,${png}` }, base64('image/jpeg', png)],
    ['an image as a file', { type: 'file', data: png, mediaType: 'image/webp' }, base64('image/webp', png)],
    [
      'a link',
      { type: 'image', url: new URL('https://a.example/b.png') },
      { type: 'url', url: 'https://a.example/b.png' },
    ],
  ])('of an image from %s', (_name, part, source) => {
    expect(sent(part)).toEqual({ type: 'image', source })
  })

  it('of documents: PDF, text, link, cited or not', () => {
    const pdf = { type: 'file', data: 'JVBERi0=', filename: 'a.pdf' } as const
    const source = base64('application/pdf', 'JVBERi0=')
    expect(sent(pdf)).toEqual({ type: 'document', source, title: 'a.pdf' })
    expect(sent(pdf, true)).toEqual({ type: 'document', source, title: 'a.pdf', citations: { enabled: true } })
    expect(sent({ type: 'file', data: 'R3LDvMOfZQ==', mediaType: 'text/markdown; charset=utf-8' })).toEqual({
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'Grüße' },
    })
    expect(sent({ type: 'file', url: 'https://a.example/b.pdf' })).toEqual({
      type: 'document',
      source: { type: 'url', url: 'https://a.example/b.pdf' },
    })
  })
})

describe('an earlier answer', () => {
  const { serverless } = new AnthropicContentFormatter().codecs
  const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }
  const search = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} }
  const citation = { type: 'web_search_result_location', url: 'https://a.example', encrypted_index: 'eA==' }

  function returned(content: readonly object[], change: object = {}): unknown {
    const answer = serverless.parseResponse({ type: 'message', content, stop_reason: 'end_turn' }, undefined)
    const { text, toolCalls = [], providerData } = JSON.parse(JSON.stringify(answer)) as typeof answer
    const calls = toolCalls.map(({ id = '', name, arguments: json }) => ({ id, name, arguments: json }))
    const earlier: ChatMessage = { role: 'assistant', content: text, toolCalls: calls, providerData, ...change }
    const messages: ChatMessage[] = [{ role: 'user', content: 'a' }, earlier, ...calls.map(({ id }) => result(id))]
    return (messagesOf(messages) as readonly { content: unknown }[])[1]?.content
  }

  it.each<[string, object[]]>([
    ['thoughts, text and a call', [thinking, { type: 'text', text: 'I look.' }, use('t1')]],
    ['text between calls', [use('t1'), { type: 'text', text: 'And:' }, thinking, use('t2'), thinking, use('t3')]],
    [
      'a search with citations',
      [search, { type: 'text', text: 'Yes.', citations: [citation] }, { type: 'text', text: 'So.' }],
    ],
    [
      'encrypted thoughts',
      [
        { type: 'redacted_thinking', data: 'eA==' },
        { type: 'text', text: 'Yes.' },
      ],
    ],
    ['code that calls', [{ ...use('t1'), caller: { type: 'code_execution_20250825', tool_id: 'srvtoolu_1' } }]],
  ])('with %s goes back as it was', (_name, content) => {
    expect(returned(content)).toEqual(content)
  })

  it('needs no record if text and calls tell all', () => {
    const content = [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }, use('t1')]
    expect(serverless.parseResponse({ type: 'message', content }, undefined)).not.toHaveProperty('providerData')
  })

  it('that was changed since then keeps its thoughts, and says what it says now', () => {
    const content = [thinking, { type: 'text', text: 'One.' }, use('t1'), { type: 'text', text: 'Two.' }]
    expect(returned(content, { content: 'Other.' })).toEqual([thinking, { type: 'text', text: 'Other.' }, use('t1')])
    expect(returned(content, { content: 'One.\nTwo.' })).toEqual(content)
    expect(returned([thinking, { type: 'text', text: 'One.' }], { toolCalls: [call('new')] })).toEqual([
      thinking,
      { type: 'text', text: 'One.' },
      use('new'),
    ])
  })

  it('sends no thought without a signature, and none that comes last', () => {
    expect(
      returned([
        { ...thinking, signature: '' },
        { type: 'text', text: 'One.' },
      ]),
    ).toBe('One.')
    expect(returned([{ type: 'text', text: 'One.' }, thinking])).toBe('One.')
  })

  it.each([
    ['the call', []],
    ['results', [result('t1')]],
    ['results and an image that a tool returned', [result('t1'), image]],
    ['results and two messages of the user', [result('t1'), image, { role: 'user', content: 'Go on.' }]],
  ] as const)('without sendReasoning keeps the thoughts of an open tool loop that ends with %s', (_name, end) => {
    const providerData = { anthropicBlocks: [thinking, { type: 'text', length: 1 }] }
    const inLoop = { anthropicBlocks: [thinking, { type: 'tool_use' }] }
    const messages: readonly ChatMessage[] = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b', providerData },
      { role: 'user', content: 'c' },
      { role: 'assistant', content: '', toolCalls: [call('t1')], providerData: inLoop },
      ...end,
    ]
    const thoughts = (sendReasoning: boolean): number =>
      JSON.stringify(messagesOf(messages, { sendReasoning })).split('c2ln').length - 1
    expect([thoughts(true), thoughts(false)]).toEqual([2, 1])
  })
})
