import { AzureMLEndpointClient, type ContentPart } from '@azureml-endpoints/core'
import { fakeFetch } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { TGIContentFormatter } from '../src/index.ts'

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
const base64 = btoa(String.fromCharCode(...png))

async function promptOf(content: readonly ContentPart[]): Promise<unknown> {
  const fetch = fakeFetch([{ generated_text: 'ok' }])
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.westeurope.inference.ml.azure.com/',
    endpointApiType: 'dedicated',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: TGIContentFormatter,
    fetch,
  })
  await client.chat({ messages: [{ role: 'user', content }] })
  return (fetch.requests[0]?.body as { readonly inputs?: unknown } | undefined)?.inputs
}

/** The expression with which the router finds images in a prompt, and what it accepts inside. */
const found = /!\[\]\(([^)]*)\)/g

describe('an image is sent inside the prompt', () => {
  it.each([
    ['by URL', { url: 'https://x.test/a.png' }, 'https://x.test/a.png'],
    ['by a URL with parentheses', { url: 'https://x.test/a(1).png?b=)' }, 'https://x.test/a(1%29.png?b=%29'],
    ['by a URL object', { url: new URL('https://x.test/a b.png') }, 'https://x.test/a%20b.png'],
    ['as a data: URL', { url: `data:image/gif;base64,${base64}` }, `data:image/gif;base64,${base64}`],
    ['as bytes', { data: png }, `data:image/png;base64,${base64}`],
    ['as bytes of a type', { data: png, mediaType: 'image/x-icon' }, `data:image/x-icon;base64,${base64}`],
    ['as base64 of an incomplete type', { data: base64, mediaType: 'image/*' }, `data:image/png;base64,${base64}`],
    ['as data with a data: URL', { data: `data:image/gif;base64,${base64}` }, `data:image/gif;base64,${base64}`],
  ] as const)('%s', async (_name, media, url) => {
    const image = { type: 'image', ...media } as ContentPart
    const prompt = await promptOf([{ type: 'text', text: 'What is this?' }, image])
    expect(prompt).toBe(`What is this?\n![](${url})`)
    expect([...String(prompt).matchAll(found)].map(([, inside]) => inside)).toEqual([url])
  })

  it('of more than a megabyte', async () => {
    const data = new Uint8Array(3_000_000).fill(7)
    const prompt = String(await promptOf([{ type: 'image', data, mediaType: 'image/png' }]))
    expect(prompt).toBe(`![](data:image/png;base64,${Buffer.from(data).toString('base64')})`)
  })
})

it.each([
  ['image/png', '\x89PNG\r\n\x1A\n'],
  ['image/jpeg', '\xFF\xD8\xFF'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF'],
])('the type %s is told by the first bytes', async (type, start) => {
  const data = btoa(`${start}\x01\x02\x03\x04\x05`)
  for (const mediaType of [undefined, 'image/*', 'image', '*/png', 'image/png; x']) {
    expect(await promptOf([{ type: 'image', data, mediaType }])).toBe(`![](data:${type};base64,${data})`)
  }
  await expect(promptOf([{ type: 'image', data: `AAAA${data}` }])).rejects.toThrow('the data is not PNG')
})

describe('what the router would refuse is a ConfigurationError', () => {
  const at = 'messages[0].content[0]'
  const noUrl = 'is neither an http URL nor a data: URL with base64. Pass one of these, or the bytes of the image.'
  it.each([
    ...['ftp://x.test/a.png', 'data:image/png,abc', 'data:base64,abc'].map(
      (url) => [{ type: 'image', url }, `${at}.url`, noUrl] as const,
    ),
    [
      { type: 'image', data: 'AAAA' },
      `${at}.mediaType`,
      "is missing, and the data is not PNG, JPEG, GIF or WebP. Pass it, such as 'image/tiff'.",
    ],
    ...['audio', 'video', 'file'].map(
      (type) =>
        [
          { type, data: 'AAAA' },
          at,
          `is of type ${type}, but a text-generation model accepts only text and images. Remove it.`,
        ] as const,
    ),
    [
      { type: 'image', url: 'https://x.test/a.png', detail: 'high' },
      `${at}.detail`,
      'cannot be sent inside a prompt. Leave it out.',
    ],
  ] as const)('%j', async (part, setting, problem) => {
    const message = `${setting} ${problem}`
    const sent = promptOf([part as ContentPart])
    await expect(sent).rejects.toMatchObject({ name: 'ConfigurationError', setting, message })
  })
})
