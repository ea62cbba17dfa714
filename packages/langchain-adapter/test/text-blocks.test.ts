import { describe, expect, it } from 'vitest'
import { parts, thrown } from './user-block.ts'

const url = 'https://a.b/c'
const data = 'aGVsbG8='

describe('a text is read from', () => {
  const source = { media_type: 'text/plain', data: 'It rains.' }
  it.each<[object, unknown]>([
    ...['text', 'text-plain', 'input_text', 'output_text', 'file'].map((type): [object, string] => [
      { type, text: 'It rains.' },
      'It rains.',
    ]),
    [{ text: '' }, ''],
    ['It rains.' as never, 'It rains.'],
    [{ type: 'document', source: { type: 'text', data: 'It rains.' } }, 'It rains.'],
    [{ type: 'document', source }, 'It rains.'],
    [{ type: 'document', title: 'T', context: 'C', source }, 'T\nC\nIt rains.'],
    [{ type: 'document', title: '', context: 5, source }, 'It rains.'],
    [{ type: 'document', content: 'It rains.' }, 'It rains.'],
    [{ type: 'document', source: { type: 'content', content: 'It rains.' } }, 'It rains.'],
    [{ type: 'document', document: { text: 'It rains.' } }, 'It rains.'],
    [{ json: { a: 1 } }, '{"a":1}'],
    [{ type: 'guardContent', guardContent: { text: { text: 'It rains.' } } }, 'It rains.'],
    [{ type: 'non_standard', value: { text: 'It rains.' } }, 'It rains.'],
  ])('%j', (block, text) => {
    expect(parts(block)).toEqual([{ type: 'text', text }])
  })

  it.each<[object, object[]]>([
    [{ type: 'cachePoint' }, []],
    [{ type: 'cache_point' }, []],
    [
      { type: 'document', source: { ...source, type: 'base64' } },
      [{ type: 'file', data: 'It rains.', mediaType: 'text/plain' }],
    ],
    [
      { type: 'document', source: { data, media_type: 'application/pdf' } },
      [{ type: 'file', data, mediaType: 'application/pdf' }],
    ],
    [
      { type: 'document', title: 'T', content: [{ type: 'image', url }] },
      [
        { type: 'text', text: 'T' },
        { type: 'image', url },
      ],
    ],
  ])('not from %j', (block, expected) => {
    expect(parts(block)).toEqual(expected)
  })

  it('no block inside a document that cannot be sent', () => {
    const setting = 'messages[0].content[1].content[1]'
    expect(thrown({ type: 'document', content: ['a', { type: 'forecast' }] })).toMatchObject({ setting })
  })
})
