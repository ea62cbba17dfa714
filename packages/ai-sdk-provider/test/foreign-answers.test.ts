import type { LanguageModelV4FilePart, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { callWith } from './picky-formatter.ts'
import { hello } from './prompt.ts'

type AssistantPart = Extract<LanguageModelV4Prompt[number], { role: 'assistant' }>['content'][number]
type Output = Extract<AssistantPart, { type: 'tool-result' }>['output']

const text = (words: string) => ({ type: 'text' as const, text: words })
const call = (id: string, toolName = 'web.search') => ({
  type: 'tool-call' as const,
  toolCallId: id,
  toolName,
  input: {},
  providerExecuted: true,
})
const result = (id: string, output: Output = { type: 'text', value: 'Rain.' }) => ({
  type: 'tool-result' as const,
  toolCallId: id,
  toolName: 'web.search',
  output,
})
const file = (mediaType: string, data: LanguageModelV4FilePart['data'], azureML: object = {}) => ({
  type: 'file' as const,
  mediaType,
  data,
  providerOptions: { azureML: azureML as never },
})
const sentCall = (id: string, name = 'web_search') => ({ id, name, arguments: '{}' })

/** Sends an answer that another provider gave, and returns what is sent for it. */
async function sent(...content: AssistantPart[]) {
  const { request, warnings } = await callWith(undefined, { prompt: [...hello, { role: 'assistant', content }] })
  return { messages: request.messages.slice(1), warnings }
}

describe('binary data in the result of a tool that another provider ran', () => {
  const left = (length: number): string => `(${length} characters of binary data left out)`
  const base64 = (length: number): string => 'aB3+'.repeat(length / 4)
  const warning = {
    type: 'other',
    message: 'Binary data is left out of the result of web.search, which another provider ran.',
  }

  it.each<[string, unknown, unknown]>([
    ['of 200 characters', { a: base64(200) }, { a: left(200) }],
    ['of fewer characters', { a: base64(196) }, { a: base64(196) }],
    ['with padding', [`${base64(200)}==`], [left(202)]],
    ['with more padding than there can be', [`${base64(200)}===`], [`${base64(200)}===`]],
    ['of URLs', `${base64(200)}-_`, left(202)],
    ['in a data URL', { a: [`data:image/svg+xml;base64,${base64(200)}`] }, { a: [left(226)] }],
    ['in a data URL of an unknown type', `data:;base64,${base64(200)}`, `data:;base64,${base64(200)}`],
    ['behind words', `See ${base64(200)}`, `See ${base64(200)}`],
    ['before words', `${base64(200)} and more`, `${base64(200)} and more`],
    ['beside other values', { a: base64(400), b: 1, c: 'd', e: null }, { a: left(400), b: 1, c: 'd', e: null }],
  ])('%s', async (_what, value, kept) => {
    for (const type of ['json', 'error-json'] as const) {
      const { messages, warnings } = await sent(call('1'), result('1', { type, value: value as never }))
      expect(messages).toEqual([
        { role: 'assistant', content: '', toolCalls: [sentCall('1')] },
        { role: 'tool', toolCallId: '1', content: JSON.stringify(kept) },
      ])
      expect(warnings).toEqual(JSON.stringify(kept) === JSON.stringify(value) ? [] : [warning])
    }
  })

  it('stays in a text', async () => {
    const { messages } = await sent(call('1'), result('1', { type: 'text', value: base64(400) }))
    expect(messages[1]).toEqual({ role: 'tool', toolCallId: '1', content: base64(400) })
  })
})

describe('the parts of an answer are sent', () => {
  const data = { signature: 'c2ln' }
  const kept = { providerOptions: { azureML: { providerData: data } } }
  const empty = { providerOptions: { azureML: { providerData: null as never } } }
  const answer = (content: string, more: object = {}): object => ({ role: 'assistant', content, ...more })
  const tool = (id: string): object => ({ role: 'tool', toolCallId: id, content: 'Rain.' })

  it.each<[string, AssistantPart[], object[]]>([
    ['text, without empty ones', [text('a'), text(''), text('b')], [answer('a\nb')]],
    ['reasoning alone', [{ type: 'reasoning', text: 'Hm.' }], [answer('', { reasoning: 'Hm.' })]],
    ['empty reasoning, as nothing', [{ type: 'reasoning', text: '' }], []],
    ['empty text with data', [{ ...text(''), ...kept }], [answer('', { providerData: data })]],
    ['empty text with data that is null', [{ ...text(''), ...empty }], []],
    [
      'the data of its last part that has any',
      [
        { type: 'reasoning', text: 'Hm.', ...kept },
        { ...text('a'), ...empty },
      ],
      [answer('a', { reasoning: 'Hm.', providerData: data })],
    ],
    [
      'a call with data, and that of the message',
      [
        { ...call('1', 'look'), providerOptions: { azureML: { providerData: { a: 1 }, messageProviderData: data } } },
        result('1'),
      ],
      [
        answer('', { toolCalls: [{ ...sentCall('1', 'look'), providerData: { a: 1 } }], providerData: data }),
        tool('1'),
      ],
    ],
    [
      'data once, with the message that it belongs to',
      [{ ...text('a'), ...kept }, call('1'), result('1'), text('b')],
      [answer('a', { toolCalls: [sentCall('1')], providerData: data }), tool('1'), answer('b')],
    ],
    [
      'reasoning and calls after a result, in a message of their own',
      [call('1'), result('1'), { type: 'reasoning', text: 'Hm.' }, call('2'), result('2'), call('3'), result('3')],
      [
        answer('', { toolCalls: [sentCall('1')] }),
        tool('1'),
        answer('', { reasoning: 'Hm.', toolCalls: [sentCall('2')] }),
        tool('2'),
        answer('', { toolCalls: [sentCall('3')] }),
        tool('3'),
      ],
    ],
    [
      'a call of ours after those that a provider ran',
      [{ ...call('1', 'my.tool'), providerExecuted: false }, call('2'), result('2'), text('a')],
      [answer('', { toolCalls: [sentCall('2')] }), tool('2'), answer('a', { toolCalls: [sentCall('1', 'my.tool')] })],
    ],
    ['a text file', [file('Text/markdown', { type: 'data', data: 'IyBB' })], [answer('# A')]],
    ['a file of text', [file('image/svg+xml', { type: 'text', text: '<svg/>' })], [answer('<svg/>')]],
    [
      'the transcript of speech, with its data',
      [file('audio/wav', { type: 'data', data: '' }, { audio: { transcript: 'Yes.' }, providerData: data })],
      [answer('Yes.', { providerData: data })],
    ],
    [
      'the empty transcript of speech, as nothing',
      [text('a'), file('audio/wav', { type: 'data', data: '' }, { audio: { transcript: '' } })],
      [answer('a')],
    ],
  ])('%s', async (_what, content, messages) => {
    expect(await sent(...content)).toEqual({ messages, warnings: [] })
  })

  it.each<[string, AssistantPart, string, string]>([
    [
      'a file',
      file('image/png', { type: 'data', data: 'iVBORw0KGgo=' }),
      'file part in an assistant message',
      'Endpoints take no image/png file from the model; it is left out. To show it to the model, put it into a user message.',
    ],
    [
      'a file of a kind that no endpoint takes',
      file('model/text', { type: 'data', data: 'AAAA' }),
      'file part in an assistant message',
      'Endpoints take no model/text file from the model; it is left out. To show it to the model, put it into a user message.',
    ],
    [
      'a text by URL',
      file('text/plain', { type: 'url', url: new URL('https://made-up.example/a') }),
      'file part in an assistant message',
      'Endpoints take no text/plain file from the model; it is left out. To show it to the model, put it into a user message.',
    ],
    [
      'speech whose transcript is no text',
      file('audio/wav', { type: 'data', data: '' }, { audio: { transcript: 5 } }),
      'file part in an assistant message',
      'Endpoints take no audio/wav file from the model; it is left out. To show it to the model, put it into a user message.',
    ],
    [
      'a part of a provider',
      { type: 'custom', kind: 'a.b' },
      'custom part in an assistant message',
      'The part of kind a.b has no counterpart at an endpoint and is left out.',
    ],
    [
      'a file of reasoning',
      { type: 'reasoning-file', mediaType: 'image/png', data: { type: 'data', data: '' } },
      'reasoning-file part in an assistant message',
      'The part of type reasoning-file has no counterpart at an endpoint and is left out.',
    ],
    [
      'a call that has no result',
      call('1'),
      'call of web.search without its result',
      'Another provider ran the tool. Endpoints reject a call without its result, so it is left out.',
    ],
  ])('without %s, with a warning', async (_what, part, feature, details) => {
    const warnings = [{ type: 'unsupported', feature, details }]
    expect(await sent(text('a'), part)).toEqual({ messages: [answer('a')], warnings })
    expect(await sent(part, part)).toEqual({ messages: [], warnings })
  })
})
