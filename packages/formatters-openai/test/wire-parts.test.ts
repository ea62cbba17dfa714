import type { ContentPart, MediaPart } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { messagesOf, refusalOf } from './conversation.ts'

describe('an image', () => {
  it.each(['https://example.org/a b.png', 'data:image/svg+xml,<svg/>', 'data:image/png;base64,AAAA'])(
    'is sent as the given URL: %s',
    (url) => {
      expect(partOf({ type: 'image', url })).toEqual({ type: 'image_url', image_url: { url } })
    },
  )

  it('accepts a URL object', () => {
    const url = new URL('https://example.org/a.png?x=1')
    expect(imageUrlOf({ url })).toBe('https://example.org/a.png?x=1')
  })

  it('keeps the given media type', () => {
    expect(imageUrlOf({ data: 'AAAA', mediaType: 'image/jpg' })).toBe('data:image/jpg;base64,AAAA')
  })

  it('encodes bytes', () => {
    expect(imageUrlOf({ data: Uint8Array.of(0, 255, 62), mediaType: 'image/png' })).toBe('data:image/png;base64,AP8+')
  })

  it.each([
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/gif', bytesOf('GIF89a')],
    ['image/webp', bytesOf('RIFF\u0001\u0001\u0001\u0001WEBPVP8 ')],
    ['image/avif', bytesOf('\0\0\0\u001cftypavif\0\0')],
    ['image/heic', bytesOf('\0\0\0\u0018ftypheic\0\0')],
    ['image/heif', bytesOf('\0\0\0\u0018ftypmif1\0\0')],
    ['image/tiff', bytesOf('II*\0\u0008\0\0\0')],
    ['image/tiff', bytesOf('MM\0*\0\0\0\u0008')],
    ['image/bmp', bytesOf('BM6\u0001\0\0\0\0\0\0')],
  ])('is recognised by its bytes: %s', (mediaType, bytes) => {
    const data = Uint8Array.from(bytes)
    const base64 = btoa(String.fromCharCode(...bytes))
    expect(imageUrlOf({ data: longFile(bytes) })).toMatch(`data:${mediaType};base64,`)
    for (const incomplete of [undefined, '', 'image', 'image/*', 'image/', 'application/octet-stream']) {
      expect(imageUrlOf({ data, mediaType: incomplete })).toBe(`data:${mediaType};base64,${base64}`)
      expect(imageUrlOf({ data: base64, mediaType: incomplete })).toBe(`data:${mediaType};base64,${base64}`)
    }
  })

  it('is sent with a type that says nothing if its bytes tell no more', () => {
    expect(imageUrlOf({ data: 'AAAA', mediaType: 'application/octet-stream' })).toBe(
      'data:application/octet-stream;base64,AAAA',
    )
  })

  it.each(['low', 'high', 'auto'])('is sent with its detail: %s', (detail) => {
    const url = 'https://example.org/a.png'
    expect(partOf({ type: 'image', url, detail })).toEqual({ type: 'image_url', image_url: { url, detail } })
    expect(partOf({ type: 'image', data: 'AAAA', mediaType: 'image/png', detail })).toEqual({
      type: 'image_url',
      image_url: { url: 'data:image/png;base64,AAAA', detail },
    })
  })

  it.each(['AAAA', '%%%', '', btoa('RIFF____WAVEfmt '), btoa('%PDF-1.7'), btoa('BMW is a car')])(
    'asks for its media type where neither type nor bytes tell: %j',
    (data) => {
      const refusal = refusalOf(() => partOf({ type: 'image', data }))
      expect(refusal.setting).toBe('messages[0].content[1]')
      expect(refusal.message).toContain("Pass mediaType, such as 'image/png'.")
    },
  )

  it('accepts data that is a data: URL', () => {
    expect(imageUrlOf({ data: 'data:image/png;base64,AAAA', mediaType: 'image/*' })).toBe('data:image/png;base64,AAAA')
    expect(imageUrlOf({ data: 'data:;base64,AAAA', mediaType: 'image/gif' })).toBe('data:image/gif;base64,AAAA')
  })

  it('is rejected if its data is a data: URL that is not base64', () => {
    expect(refusalOf(() => partOf({ type: 'image', data: 'data:image/svg+xml,<svg/>' }))).toMatchInlineSnapshot(`
      {
        "message": "messages[0].content[1] has a data: URL that is not base64. Encode the data as base64.",
        "setting": "messages[0].content[1]",
      }
    `)
  })

  it.each([{}, { url: 'https://example.org/a.png', data: 'AAAA' }])(
    'is rejected unless it has exactly one source: %j',
    (source) => {
      const refusal = refusalOf(() => partOf({ type: 'image', ...source } as unknown as MediaPart))
      expect(refusal.setting).toBe('messages[0].content[1]')
      expect(refusal.message).toMatch(/(neither url nor data|both url and data)\. Pass one of them\.$/)
    },
  )
})

describe('a recording', () => {
  it.each([
    ['audio/mpeg', 'mp3'],
    ['audio/mp3', 'mp3'],
    ['AUDIO/MPEG; rate=1', 'mp3'],
    ['audio/wav', 'wav'],
    ['audio/x-wav', 'wav'],
    ['audio/wave', 'wav'],
    ['audio/vnd.wave', 'wav'],
    ['audio/flac', 'flac'],
    ['audio/x-flac', 'flac'],
    ['audio/ogg', 'ogg'],
    ['audio/webm', 'webm'],
    ['audio/mp4', 'm4a'],
    ['audio/x-m4a', 'm4a'],
    ['audio/aac', 'aac'],
    ['audio/opus', 'opus'],
  ])('of type %s is %s', (mediaType, format) => {
    expect(partOf({ type: 'audio', data: 'AAAA', mediaType })).toEqual({
      type: 'input_audio',
      input_audio: { data: 'AAAA', format },
    })
  })

  it.each([
    ['mp3', bytesOf('ID3\u0004')],
    ['mp3', [0xff, 0xfb, 0x90, 0x00]],
    ['mp3', [0xff, 0xf3, 0x90, 0x00]],
    ['wav', bytesOf('RIFF\u0001\u0001\u0001\u0001WAVEfmt ')],
    ['flac', bytesOf('fLaC')],
    ['ogg', bytesOf('OggS')],
    ['m4a', bytesOf('\0\0\0\u001cftypM4A \0\0')],
    ['webm', [0x1a, 0x45, 0xdf, 0xa3]],
  ])('is recognised by its bytes as %s', (format, bytes) => {
    expect(partOf({ type: 'audio', data: longFile(bytes) })).toMatchObject({ input_audio: { format } })
    for (const mediaType of [undefined, 'audio', 'audio/*', 'application/octet-stream']) {
      expect(partOf({ type: 'audio', data: Uint8Array.from(bytes), mediaType })).toMatchObject({
        input_audio: { format },
      })
    }
  })

  it.each([[[]], [[0xff]], [[0xff, 0xf1, 0x50]], [[0xff, 0xd8, 0xff]]])(
    'asks for its media type where the bytes do not tell: %j',
    (bytes) => {
      const refusal = refusalOf(() => partOf({ type: 'audio', data: Uint8Array.from(bytes) }))
      expect(refusal.setting).toBe('messages[0].content[1]')
      expect(refusal.message).toContain("'audio/mpeg'")
    },
  )

  it('accepts data that is a data: URL', () => {
    expect(partOf({ type: 'audio', data: 'data:audio/wav;base64,AAAA' })).toEqual({
      type: 'input_audio',
      input_audio: { data: 'AAAA', format: 'wav' },
    })
  })

  it('accepts a URL that is a data: URL, which OpenAI takes only as data', () => {
    expect(partOf({ type: 'audio', url: 'data:audio/mpeg;base64,AAAA' })).toEqual({
      type: 'input_audio',
      input_audio: { data: 'AAAA', format: 'mp3' },
    })
    expect(refusalOf(() => partOf({ type: 'audio', url: 'data:audio/mpeg,AAAA' })).message).toContain('not base64')
  })

  it('is sent as its URL', () => {
    const url = new URL('https://example.org/a.ogg')
    expect(partOf({ type: 'audio', url })).toEqual({ type: 'audio_url', audio_url: { url: url.href } })
  })
})

describe('a video', () => {
  it.each(['https://example.org/a.mp4', 'data:video/mp4;base64,AAAA'])('is sent as the given URL: %s', (url) => {
    expect(partOf({ type: 'video', url })).toEqual({ type: 'video_url', video_url: { url } })
    expect(partOf({ type: 'video', url: new URL(url) })).toEqual({ type: 'video_url', video_url: { url } })
  })

  it('is sent with its bytes', () => {
    expect(partOf({ type: 'video', data: Uint8Array.of(0, 255, 62), mediaType: 'video/mp4' })).toEqual({
      type: 'video_url',
      video_url: { url: 'data:video/mp4;base64,AP8+' },
    })
    expect(partOf({ type: 'video', data: 'data:video/webm;base64,AAAA' })).toEqual({
      type: 'video_url',
      video_url: { url: 'data:video/webm;base64,AAAA' },
    })
  })

  it.each([
    ['video/mp4', bytesOf('\0\0\0\u0020ftypisom\0\0')],
    ['video/mp4', bytesOf('\0\0\0\u0020ftypmp42\0\0')],
    ['video/quicktime', bytesOf('\0\0\0\u0014ftypqt  \0\0')],
    ['video/quicktime', bytesOf('\0\0\0\u0008wide\0\0')],
    ['video/3gpp', bytesOf('\0\0\0\u0018ftyp3gp5\0\0')],
    ['video/webm', [0x1a, 0x45, 0xdf, 0xa3]],
    ['video/x-msvideo', bytesOf('RIFF\u0001\u0001\u0001\u0001AVI LIST')],
    ['video/mpeg', [0, 0, 1, 0xba]],
    ['video/x-flv', bytesOf('FLV\u0001')],
  ])('is recognised by its bytes: %s', (mediaType, bytes) => {
    expect(partOf({ type: 'video', data: longFile(bytes) })).toMatchObject({
      video_url: { url: expect.stringContaining(`data:${mediaType};base64,`) },
    })
    for (const incomplete of [undefined, 'video/*', 'application/octet-stream']) {
      const part = partOf({ type: 'video', data: Uint8Array.from(bytes), mediaType: incomplete })
      expect(part).toEqual({
        type: 'video_url',
        video_url: { url: `data:${mediaType};base64,${btoa(String.fromCharCode(...bytes))}` },
      })
    }
  })

  it.each(['AAAA', '', btoa('\0\0\0\u001cftypavif'), btoa('\0\0\0\u001cftypM4A ')])(
    'asks for its media type where neither type nor bytes tell: %j',
    (data) => {
      const refusal = refusalOf(() => partOf({ type: 'video', data }))
      expect(refusal.setting).toBe('messages[0].content[1]')
      expect(refusal.message).toContain("Pass mediaType, such as 'video/mp4'.")
    },
  )
})

describe('a file', () => {
  it('is sent with its bytes and its name', () => {
    const part = { type: 'file', data: 'JVBERg==', mediaType: 'application/pdf', filename: 'plan.pdf' } as const
    expect(partOf(part)).toMatchInlineSnapshot(`
      {
        "file": {
          "file_data": "data:application/pdf;base64,JVBERg==",
          "filename": "plan.pdf",
        },
        "type": "file",
      }
    `)
  })

  it('has a default name', () => {
    expect(partOf({ type: 'file', data: 'AAAA', mediaType: 'text/plain' })).toMatchObject({
      file: { filename: 'file' },
    })
    expect(partOf({ type: 'file', data: encoded('GIF89a') })).toMatchObject({
      file: { filename: 'file', file_data: `data:image/gif;base64,${btoa('GIF89a')}` },
    })
    expect(partOf({ type: 'file', data: longFile(bytesOf('%PDF-1.7')) })).toMatchObject({
      file: { filename: 'file.pdf' },
    })
    expect(refusalOf(() => partOf({ type: 'file', data: encoded('A text about %PDF-1.7') }))).toMatchObject({
      setting: 'messages[0].content[1]',
      message: expect.stringContaining('has no complete media type'),
    })
    expect(partOf({ type: 'file', data: encoded('%PDF-1.7') })).toEqual({
      type: 'file',
      file: { filename: 'file.pdf', file_data: `data:application/pdf;base64,${btoa('%PDF-1.7')}` },
    })
  })

  it('is rejected if it has a URL other than a data: URL', () => {
    const refusal = refusalOf(() => partOf({ type: 'file', url: 'https://example.org/plan.pdf' }))
    expect(refusal).toMatchInlineSnapshot(`
      {
        "message": "messages[0].content[1] is a file at "https://example.org/plan.pdf", but a file must be sent in the request. Pass its bytes as data.",
        "setting": "messages[0].content[1]",
      }
    `)
    expect(partOf({ type: 'file', url: 'data:text/plain;base64,AAAA' })).toMatchObject({
      file: { file_data: 'data:text/plain;base64,AAAA' },
    })
  })
})

describe('a part', () => {
  it('is rejected if its type is unknown', () => {
    const part = { type: 'smell', url: 'https://example.org/a.mp4' } as unknown as ContentPart
    expect(refusalOf(() => partOf(part))).toMatchInlineSnapshot(`
      {
        "message": "messages[0].content[1] has the type "smell". Use text, image, audio, video or file.",
        "setting": "messages[0].content[1]",
      }
    `)
  })
})

/** Returns the part as sent, after a text part. */
function partOf(part: ContentPart): unknown {
  const [message] = messagesOf({ messages: [{ role: 'user', content: [{ type: 'text', text: 'See:' }, part] }] }) as [
    { content: [unknown, unknown] },
  ]
  expect(message.content[0]).toEqual({ type: 'text', text: 'See:' })
  return message.content[1]
}

function imageUrlOf(source: Omit<MediaPart, 'type'>): string {
  return (partOf({ type: 'image', ...source } as MediaPart) as { image_url: { url: string } }).image_url.url
}

function bytesOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0))
}

function encoded(text: string): Uint8Array {
  return Uint8Array.from(bytesOf(text))
}

/** A file as long as a real one, whose length is no multiple of three. */
function longFile(head: readonly number[]): string {
  return btoa(String.fromCharCode(...head, ...Array.from({ length: 1000 }, (_, index) => index % 256), head.length))
}
