import { describe, expect, it } from 'vitest'
import type { EndpointEmulatorOptions, EndpointImage } from '../src/index.ts'
import { asking } from './posting.ts'
import { type WireCase, answerText, answerTexts } from './wire-text.ts'

// What each image accepts, as it stands in test/fixtures/wire.

const chat = { model: 'm', messages: asking('Why?'), max_tokens: 1 }

describe('an image', () => {
  const paths: Readonly<Partial<Record<EndpointImage, readonly string[]>>> = {
    classic: ['/chat/completions', '/completions', '/embeddings'],
    foundation: ['/chat/completions', '/completions', '/v1/chat/completions', '/v1/completions', '/v1/embeddings'],
    huggingface: ['/v1/chat/completions', '/v1/completions', '/v1/embeddings'],
    serverless: [
      '/chat/completions',
      '/completions',
      '/v1/chat/completions',
      '/v1/completions',
      '/embeddings',
      '/v1/embeddings',
      '/images/embeddings',
    ],
    foundry: [
      '/models/chat/completions',
      '/models/embeddings',
      '/models/images/embeddings',
      '/openai/v1/chat/completions',
      '/openai/v1/embeddings',
    ],
  }

  it.each(Object.entries(paths))('%s answers at its routes, whole and streamed', async (image, routes) => {
    const cases = routes.flatMap((path): WireCase[] => {
      const options = { image: image as EndpointImage, embeddingDimensions: 1 }
      if (path.includes('embed')) return [{ name: path, path, options, body: { model: 'm', input: 'a' } }]
      const body = path.includes('chat') ? chat : { model: 'm', prompt: 'a', max_tokens: 1 }
      return [body, { ...body, stream: true }].map((one) => {
        return { name: `${path} ${JSON.stringify(one)}`, path, options, body: one }
      })
    })
    const text = await answerTexts(image, cases)
    await expect(text).toMatchFileSnapshot(`fixtures/wire/routes-${image}.txt`)
  })

  const fields: readonly Record<string, unknown>[] = [
    { temperature: 0, top_p: 1 },
    { temperature: -0.1, top_p: 1.1 },
    { temperature: null, top_p: 'a' },
    ...['auto', null, 'none', { type: 'function' }, 5].map((choice) => ({ tool_choice: choice })),
    { tools: [{ function: { name: 'f' } }, { function: { name: 'f', description: '' } }, 5, { function: 5 }] },
    ...['text', 'json_object', 'json_schema'].map((type) => ({ response_format: { type } })),
    { response_format: {} },
    {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a' }, 5, { type: 'text', text: '' }] },
        ...asking('a'),
      ],
    },
    { messages: [{ role: 'user', content: [{ type: 'image_url', text: '', image_url: { url: 'http://h' } }] }] },
    { own: 1, more: 2 },
    { max_completion_tokens: 1, stream_options: {}, n: 1 },
  ]
  const places: readonly [name: string, path: string, options: EndpointEmulatorOptions][] = [
    ['foundation', '/chat/completions', { image: 'foundation' }],
    ['foundation-strict', '/chat/completions', { image: 'foundation', extraParameters: 'error' }],
    ['model-inference', '/chat/completions', { image: 'serverless' }],
    ['unsupported', '/v1/chat/completions', { image: 'serverless', unsupportedParameters: ['own', 'response_format'] }],
    ['foundry', '/openai/v1/chat/completions', { image: 'foundry' }],
  ]

  it.each(places)('checks the fields of a chat: %s', async (name, path, options) => {
    const cases = fields.map((one): WireCase => {
      return { name: JSON.stringify(one), path, options: { replies: ['ok'], ...options }, body: { ...chat, ...one } }
    })
    await expect(await answerTexts(name, cases)).toMatchFileSnapshot(`fixtures/wire/checks-${name}.txt`)
  })

  it('names 100 extra parameters and no more', async () => {
    const extras = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, 1]))
    const text = await answerText({ name: '', path: '/chat/completions', body: { ...chat, ...extras } })
    expect([text.includes("'p98', 'p99']"), text.includes("'p100'")]).toEqual([true, false])
  })

  it('filters prompts that contain a word, as it stands or escaped', async () => {
    const filtered = ['/chat/completions', '/openai/v1/chat/completions']
    const cases = filtered.flatMap((path) =>
      ['a "bad"\nword', 'a good word'].map((said): WireCase => {
        const contentFilter = { prompt: ['none', '"bad"\n'] }
        return {
          name: `${path} ${said}`,
          path,
          options: { replies: ['ok'], contentFilter },
          body: { ...chat, messages: asking(said) },
        }
      }),
    )
    await expect(await answerTexts('filter', cases)).toMatchFileSnapshot('fixtures/wire/checks-filter.txt')
  })
})
