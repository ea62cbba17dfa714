import type { ContentPart } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { messagesOf } from './body-of.ts'

describe('a part', () => {
  it.each<[type: string, data: string]>([
    ['image/png', '\x89PNG\r\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF\x01\x01\x01\x01WEBPVP8 '],
  ])('of type %s is told by its bytes or by its data URL, with the detail auto', (type, bytes) => {
    const data = btoa(bytes + 'x'.repeat(1000))
    const block = { type: 'image', source: { type: 'base64', media_type: type, data } }
    const vague = ['', 'image/*', 'png', 'Application/Octet-Stream'].map((mediaType) => ({ data, mediaType }))
    const links = [{ data: `data:;base64,${data}` }, { url: `DATA:${type};base64,${data}` }]
    const typed = { data: `data:;base64,${data}`, mediaType: `${type.toUpperCase()} ; x=y` }
    for (const part of [{ data }, ...vague, ...links, typed]) {
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

  it.each([
    ['image/png', undefined, 'an image'],
    ['Image/x', undefined, 'an image'],
    ['application/pdf', 'a.pdf', 'a document'],
    [undefined, '', 'a document'],
  ])('that is a file of type %s with a link, named %s, is %s', (mediaType, filename, what) => {
    const source = { type: 'url', url: 'https://a.test/a' }
    const content = [{ type: 'file', url: source.url, mediaType, filename }] as const
    const title = filename ? { title: filename } : {}
    const block = what === 'an image' ? { type: 'image', source } : { type: 'document', source, ...title }
    expect(messagesOf([{ role: 'user', content }])).toEqual([{ role: 'user', content: [block] }])
  })

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
