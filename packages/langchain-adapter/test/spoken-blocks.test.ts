import { AIMessage, AIMessageChunk } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { toCoreMessages } from '../src/to-core/messages.ts'

const url = 'https://a.b/c'

describe('the words and thoughts of an answer are read from', () => {
  const read = (fields: object): unknown => {
    const [message] = toCoreMessages([new AIMessage(fields)])
    const { content, reasoning } = message as { content: string; reasoning?: string }
    return [content, reasoning]
  }
  const block = (content: object): object => ({ content: [content] })

  it.each<[object, [string, string?]]>([
    ...['text', 'text-plain', 'input_text', 'output_text'].map((type): [object, [string]] => [
      block({ type, text: 'Yes.' }),
      ['Yes.'],
    ]),
    [block({ type: 'refusal', refusal: 'No.' }), ['No.']],
    [block({ type: 'audio', transcript: 'Yes.', metadata: { transcript: 'No.' } }), ['Yes.']],
    [block({ type: 'audio', metadata: { transcript: 'Yes.' } }), ['Yes.']],
    [block({ citationsContent: { content: [{ text: 'Yes, ' }, { text: 'sir.' }] } }), ['Yes, sir.']],
    [block({ type: 'citations_content', citationsContent: { content: [{ text: 'Yes.' }] } }), ['Yes.']],
    [block({ type: 'image', url }), ['']],
    [block({ type: 'text', text: 5 }), ['']],
    [{ content: '', additional_kwargs: { refusal: 'No.', audio: { transcript: 'Yes.' } } }, ['No.']],
    [{ content: '', additional_kwargs: { audio: { transcript: 'Yes.' } } }, ['Yes.']],
    [{ content: 'Yes.', additional_kwargs: { refusal: 'No.' } }, ['Yes.']],
    ...['reasoning', 'thinking', 'thought'].flatMap((type): [object, [string, string]][] => [
      [block({ type, reasoning: 'Hm.' }), ['', 'Hm.']],
      [block({ type, thinking: 'Hm.' }), ['', 'Hm.']],
      [block({ type, thinking: [{ text: 'Hm' }, { text: '…' }] }), ['', 'Hm\n…']],
      [block({ type, summary: [{ text: 'Hm.' }] }), ['', 'Hm.']],
      [block({ type, reasoningText: { text: 'Hm.' } }), ['', 'Hm.']],
    ]),
    [block({ reasoningContent: { reasoningText: { text: 'Hm.' } } }), ['', 'Hm.']],
    [block({ type: 'other', reasoning: 'Hm.' }), ['']],
    [{ content: '', additional_kwargs: { reasoning_content: 'Hm.', reasoning: 'No.' } }, ['', 'Hm.']],
    [{ content: '', additional_kwargs: { reasoning: 'Hm.' } }, ['', 'Hm.']],
    [{ content: '', additional_kwargs: { reasoning: { summary: [{ text: 'a' }, { text: 'b' }] } } }, ['', 'a\nb']],
    [
      {
        content: '',
        response_metadata: { output: ['x', { type: 'reasoning', summary: [{ text: 'a' }, { text: 'b' }] }] },
      },
      ['', 'a\nb'],
    ],
    [{ content: '', response_metadata: { output: 'no list' } }, ['']],
    [{ content: [{ type: 'reasoning', reasoning: 'a' }], additional_kwargs: { reasoning_content: 'b' } }, ['', 'a']],
  ])('%j', (fields, expected) => {
    expect(read(fields)).toEqual([expected[0], expected[1]])
  })

  const a = { type: 'text', text: 'a' }
  const b = { type: 'text', text: 'b' }
  it.each<[string, object[], string]>([
    ['lines of their own', [a, b], 'a\nb'],
    ['a break before the second', [a, { ...b, text: ' b' }], 'a b'],
    ['a break after the first', [{ ...a, text: 'a\n' }, b], 'a\nb'],
    ['citations of the first', [{ ...a, citations: [{}] }, b], 'ab'],
    ['annotations of the second', [a, { ...b, annotations: [{}] }], 'ab'],
    [
      'empty lists',
      [
        { ...a, citations: [] },
        { ...b, annotations: [] },
      ],
      'a\nb',
    ],
    ['a reference between them', [a, { type: 'reference' }, b], 'ab'],
    ['a citation between them', [a, { type: 'citation' }, b], 'ab'],
    ['an image between them', [a, { type: 'image', url }, b], 'a\nb'],
    ['a refusal that repeats the text', [a, { type: 'refusal', refusal: 'a' }], 'a'],
    ['a refusal that does not', [a, { type: 'refusal', refusal: 'b' }], 'a\nb'],
    ['two equal texts and a refusal', [a, a, { type: 'refusal', refusal: 'a' }], 'a\na\na'],
  ])('two texts, joined by %s', (_what, content, text) => {
    expect(read({ content })).toEqual([text, undefined])
  })

  it.each<[object, string]>([
    [{}, 'ab'],
    [{ index: 0 }, 'a\nb'],
  ])('the texts of a stream, whose second has %j', (fields, text) => {
    const content: object[] = [a, { ...b, ...fields }]
    const [message] = toCoreMessages([new AIMessageChunk({ content: content as [] })])
    expect(message?.content).toBe(text)
  })
})
