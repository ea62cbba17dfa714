import type { ChatMessage, ContentPart } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { bodyOf, messagesOf } from './body-of.ts'

describe('a part', () => {
  const png = btoa('\x89PNG\r\n')
  it.each<[part: object, words: string, setting?: string]>([
    [{ type: 'audio', data: 'AAAA' }, 'is of type audio, but Claude reads only text, images and documents'],
    [
      { type: 'image', data: png, detail: 'low' },
      'is "low", which Claude does not have',
      'messages[0].content[0].detail',
    ],
    [{ type: 'image', data: 'AAAA' }, 'has no complete media type, and its first bytes match none'],
    [
      { type: 'image', data: btoa('%PDF-1.7') },
      'has the media type "application/pdf", which Claude does not read. Send PNG',
    ],
    [{ type: 'image', data: 'AAAA', mediaType: 'image/bmp' }, 'Send PNG, JPEG, GIF or WebP.'],
    [{ type: 'file', data: 'AAAA', mediaType: 'application/zip' }, 'Send a PDF, a text or an image.'],
    [{ type: 'image' }, 'has neither url nor data'],
    [{ type: 'image', url: 'https://a.test/', data: png }, 'has both url and data'],
    [{ type: 'image', url: 'data:image/png,x' }, 'has a data: URL that is not base64'],
    [{ type: 'image', data: 'data:image/png;base64' }, 'has a data: URL that is not base64'],
  ])('%j is refused with words', (part, words, setting = 'messages[0].content[0]') => {
    const messages: ChatMessage[] = [{ role: 'user', content: [part as ContentPart] }]
    expect(() => bodyOf({ messages })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', setting, message: expect.stringContaining(words) }),
    )
  })

  it.each<[type: string, data: string]>([
    ['image/png', '\x89PNG\r\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF\x01\x01\x01\x01WEBPVP8 '],
  ])('of type %s is told by its bytes or by its data URL, with the detail auto', (type, bytes) => {
    const data = btoa(bytes + 'x'.repeat(1000))
    const block = { type: 'image', source: { type: 'base64', media_type: type, data } }
    for (const part of [{ data }, { data: `data:;base64,${data}` }, { url: `DATA:${type};base64,${data}` }]) {
      const content = [{ type: 'image', detail: 'auto', ...part } as ContentPart]
      expect(messagesOf([{ role: 'user', content }])).toEqual([{ role: 'user', content: [block] }])
    }
  })

  it.each(['text/plain', 'text/csv', 'application/json', 'application/xml', 'application/yaml'])(
    'of type %s is sent as text',
    (mediaType) => {
      const content = [{ type: 'file', data: btoa('abc'), mediaType } as const]
      const source = { type: 'text', media_type: 'text/plain', data: 'abc' }
      expect(messagesOf([{ role: 'user', content }])).toEqual([
        { role: 'user', content: [{ type: 'document', source }] },
      ])
    },
  )

  it('that is blank is no question, unless there is something else', () => {
    const blank = { type: 'text', text: ' \n' } as const
    const image = { type: 'image', url: 'https://a.test/a.png' } as const
    const refusal = { setting: 'messages[0].content', message: expect.stringContaining('is blank') }
    expect(() => messagesOf([{ role: 'user', content: [blank, blank] }])).toThrow(expect.objectContaining(refusal))
    for (const content of [[blank, image], [image], [blank, { type: 'text', text: 'a' } as const]]) {
      expect(() => messagesOf([{ role: 'user', content }])).not.toThrow()
    }
  })
})

describe('the tool choice', () => {
  it.each([
    [
      { toolChoice: 'required' },
      'toolChoice "required" requires a tool call, but the request has no tools. Add the tool',
    ],
    [
      { tools: [{ name: 'a', parameters: {} }], toolChoice: { name: 'b' } },
      'toolChoice names "b", which is not among the tools: "a". Add the tool to `tools`, or use \'auto\'.',
    ],
  ] as const)('%j is refused with words', (request, words) => {
    expect(() => bodyOf(request)).toThrow(words)
  })
})
