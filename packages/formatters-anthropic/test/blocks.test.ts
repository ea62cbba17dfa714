import type { ChatMessage } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../src/index.ts'
import { messagesOf } from './body-of.ts'

const { serverless } = new AnthropicContentFormatter().codecs
const answerOf = (content: readonly object[], fields: object = {}) =>
  serverless.parseResponse({ type: 'message', content, stop_reason: 'end_turn', ...fields })

describe('the blocks of an answer', () => {
  const thought = { type: 'thinking', thinking: 'hm', signature: 's' }
  const text = (words: string, fields: object = {}): object => ({ type: 'text', text: words, ...fields })
  const use = (id: string, fields: object = {}): object => ({
    type: 'tool_use',
    id,
    name: 'f',
    input: { x: 1 },
    ...fields,
  })
  const found = { type: 'web_search_result_location', url: 'https://a.test/' }
  const cited = { citations: [found] }
  const server = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }
  const caller = { caller: { type: 'code_execution_20250825', tool_id: 's' } }
  const answers: Readonly<Record<string, readonly object[]>> = {
    'text alone': [text('one')],
    'text and a call': [text('one'), use('a')],
    'calls before text': [use('a'), text('one')],
    'a thought, text and two calls': [thought, text('one'), use('a'), use('b')],
    'text, call, text, call': [text('one'), use('a'), text('two'), use('b')],
    'text that cites': [text('one', cited)],
    'texts of which one cites': [text('one'), text('two', cited), text('three')],
    'a call, then texts of which the last cites': [use('a'), text('one', cited)],
    'a call by code of the server': [text('one'), use('a', caller)],
    'a tool of the server': [server, text('one')],
  }

  it.each(Object.entries(answers))('are sent back as they came: %s', (_what, content) => {
    const { text: words, toolCalls, providerData } = answerOf(content)
    const calls = (toolCalls ?? []).map((call) => Object.assign({ id: '' }, call))
    const results = calls.map(({ id }): ChatMessage => ({ role: 'tool', toolCallId: id, content: 'r' }))
    const answer: ChatMessage = { role: 'assistant', content: words, toolCalls: calls, providerData }
    const [, sent] = messagesOf([
      { role: 'user', content: 'Hi' },
      answer,
      ...results,
      { role: 'user', content: 'And?' },
    ]) as [unknown, { content: unknown }]
    const isText = content.length === 1 && providerData === undefined
    const inOrder =
      providerData === undefined
        ? content.toSorted((one, other) => Number('id' in one) - Number('id' in other))
        : content
    expect(sent.content).toEqual(isText ? words : inOrder)
  })

  it.each<[content: readonly object[], isPlain: boolean]>([
    [[text('one')], true],
    [[text('one'), text('two')], true],
    [[text('one'), use('a')], true],
    [[use('a'), text('one')], false],
    [[text('one', cited)], false],
    [[text('one', { citations: [{ type: 'page_location' }] })], true],
    [[{ type: 'thinking', thinking: 'unsigned' }, text('one')], true],
    [[thought, text('one')], false],
    [[use('a', { caller: { type: 'direct' } })], true],
    [[text(''), use('a'), text('')], true],
  ])('are recorded only if the message does not tell them: %j', (content, isPlain) => {
    expect(answerOf(content).providerData === undefined).toBe(isPlain)
  })

  it('are recorded with the lengths of their texts, joined where they are successive', () => {
    const texts = [use('a'), text('one'), text('two '), text(''), use('b'), text('three', cited), text('four')]
    expect(answerOf(texts)).toMatchObject({
      text: 'onetwo threefour',
      sources: [{ url: 'https://a.test/' }],
      providerData: {
        anthropicBlocks: [
          { type: 'tool_use' },
          { type: 'text', length: 7 },
          { type: 'tool_use' },
          { type: 'text', length: 5, citations: [found] },
          { type: 'text', length: 4 },
        ],
      },
    })
  })

  it('whose recorded places are damaged still send the whole text', () => {
    for (const length of [-1, 1.5, '3', Infinity, null, undefined]) {
      const providerData = {
        anthropicBlocks: [
          { type: 'text', length },
          { type: 'text', length: 3 },
        ],
      }
      const [, sent] = messagesOf([
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'one two', providerData },
        { role: 'user', content: 'And?' },
      ]) as [unknown, { content: unknown }]
      expect(sent.content, `a length of ${String(length)}`).toBe('one two')
    }
  })

  it.each<[content: string, lengths: readonly number[], texts: readonly string[]]>([
    ['ab', [1, 1], ['a', 'b']],
    ['a\nb', [1, 1], ['a', 'b']],
    ['a\nb\nc', [1, 1, 1], ['a', 'b', 'c']],
    ['a\nb', [1, 2], ['a', '\nb']],
    ['a\nb', [3], ['a\nb']],
    ['a\n\nb', [1, 1], ['a\n\nb']],
    ['\nab', [1, 1], ['\nab']],
    ['axb', [1, 1], ['axb']],
    ['ab', [1, 2], ['ab']],
    ['ab', [], ['ab']],
  ])('cut the text %j at the lengths %j into %j', (content, lengths, texts) => {
    const anthropicBlocks = [thought, ...lengths.map((length) => ({ type: 'text', length }))]
    const [, sent] = messagesOf([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content, providerData: { anthropicBlocks } },
      { role: 'user', content: 'And?' },
    ]) as [unknown, { content: unknown }]
    expect(sent.content).toEqual([thought, ...texts.map((one) => text(one))])
  })

  it('are calls with successive indexes in a stream', () => {
    const read = serverless.openStream()
    const indexes = ['a', 'b', 'c'].map((id, index) => {
      return read({ type: 'content_block_start', index, content_block: use(id) })?.toolCalls?.[0]?.index
    })
    expect(indexes).toEqual([0, 1, 2])
  })
})

describe('a whole message', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'content-filter'],
    ['pause_turn', 'other'],
  ])('that ends with %s has the reason %s', (reason, finishReason) => {
    const message = answerOf([{ type: 'text', text: 'a' }], { stop_reason: reason })
    expect(message).toMatchObject({ finishReason, rawFinishReason: reason })
    expect('sources' in message).toBe(false)
  })

  it.each<[usage: object, counts: object | undefined]>([
    [
      { input_tokens: 5, output_tokens: 0 },
      { inputTokens: 5, outputTokens: 0 },
    ],
    [
      { input_tokens: 0, cache_read_input_tokens: 3, output_tokens: 2 },
      { inputTokens: 3, cachedInputTokens: 3, outputTokens: 2 },
    ],
    [{ input_tokens: 0, output_tokens: 0 }, undefined],
    [
      { input_tokens: 1, cache_creation_input_tokens: 0, output_tokens: 1 },
      { inputTokens: 1, cacheWriteTokens: 0, outputTokens: 1 },
    ],
    [{ input_tokens: -1, output_tokens: 1.5 }, undefined],
  ])('has the counts of %j, with the usage itself', (usage, counts) => {
    expect(answerOf([{ type: 'text', text: 'a' }], { usage }).usage).toEqual(counts && { ...counts, raw: usage })
  })
})
