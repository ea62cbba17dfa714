import { UnsupportedFunctionalityError } from '@ai-sdk/provider'
import { generateText, jsonSchema, type ModelMessage, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { emulate, routes } from './emulator.ts'
import { hello } from './prompt.ts'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg=='
const pdf = new TextEncoder().encode('%PDF-1.7 made up')

async function sent(messages: ModelMessage[], route: string = routes.serverless) {
  const emulator = await emulate()
  await emulator.reply({ text: 'Seen.' })
  const { warnings } = await generateText({ model: emulator.provider(route)(), messages })
  return { messages: (await emulator.body())['messages'], body: await emulator.body(), warnings }
}

describe('a file in a message', () => {
  it('that is an image is sent as its URL, without being downloaded', async () => {
    const { messages } = await sent([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'file', mediaType: 'image', data: 'https://pictures.example/cat.png?size=1' },
        ],
      },
    ])
    expect(messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'https://pictures.example/cat.png?size=1' } },
        ],
      },
    ])
  })

  it('that is an image without a full media type is recognized by its bytes', async () => {
    const { messages } = await sent([{ role: 'user', content: [{ type: 'file', mediaType: 'image', data: png }] }])
    expect(messages).toEqual([
      { role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } }] },
    ])
  })

  it('that is audio is sent as data', async () => {
    const { messages } = await sent([
      { role: 'user', content: [{ type: 'file', mediaType: 'audio/mpeg', data: new Uint8Array([1, 2, 3]) }] },
    ])
    expect(messages).toMatchObject([
      { content: [{ type: 'input_audio', input_audio: { data: 'AQID', format: 'mp3' } }] },
    ])
  })

  it('that is a PDF is sent as data, with its name', async () => {
    const { messages } = await sent([
      { role: 'user', content: [{ type: 'file', mediaType: 'application/pdf', data: pdf, filename: 'plan.pdf' }] },
    ])
    expect(messages).toMatchObject([
      {
        content: [
          {
            type: 'file',
            file: { filename: 'plan.pdf', file_data: expect.stringMatching(/^data:application\/pdf;base64,JVBERi/) },
          },
        ],
      },
    ])
  })

  it('that is text is sent as text', async () => {
    const { messages } = await sent([
      { role: 'user', content: [{ type: 'file', mediaType: 'text/plain', data: new TextEncoder().encode('Grüße') }] },
    ])
    expect(messages).toEqual([{ role: 'user', content: 'Grüße' }])
  })

  it.each([
    ['as data', new Uint8Array([1, 2]), 'data:video/mp4;base64,AQI='],
    ['by its URL, without being downloaded', 'https://films.example/a.mp4', 'https://films.example/a.mp4'],
  ])('that is a video is sent %s', async (_name, data, url) => {
    const { messages } = await sent([{ role: 'user', content: [{ type: 'file', mediaType: 'video/mp4', data }] }])
    expect(messages).toEqual([{ role: 'user', content: [{ type: 'video_url', video_url: { url } }] }])
  })

  it('of a kind that no endpoint takes is rejected before any request', async () => {
    const emulator = await emulate()
    const call = generateText({
      model: emulator.provider(routes.serverless)(),
      messages: [{ role: 'user', content: [{ type: 'file', mediaType: 'font/woff', data: new Uint8Array([1]) }] }],
    })
    const error = await call.catch((reason: unknown) => reason)
    expect(UnsupportedFunctionalityError.isInstance(error)).toBe(true)
    expect((error as Error).message).toContain('font/woff')
    expect(await emulator.requests()).toEqual([])
  })

  it('that another provider stores is rejected', async () => {
    const emulator = await emulate()
    const call = emulator
      .provider(routes.serverless)()
      .doGenerate({
        prompt: [
          {
            role: 'user',
            content: [
              { type: 'file', mediaType: 'image/png', data: { type: 'reference', reference: { openai: 'f1' } } },
            ],
          },
        ],
      })
    await expect(call).rejects.toSatisfy(UnsupportedFunctionalityError.isInstance)
  })

  it('that the formatter does not support is rejected with its position in the conversation', async () => {
    const emulator = await emulate()
    const call = emulator
      .provider(routes.serverless)()
      .doGenerate({
        prompt: [
          ...hello,
          {
            role: 'user',
            content: [
              {
                type: 'file',
                mediaType: 'application/pdf',
                data: { type: 'url', url: new URL('https://x.example/a.pdf') },
              },
            ],
          },
        ],
      })
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(UnsupportedFunctionalityError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ functionality: expect.stringContaining('messages[1].content[0]') })
  })
})

describe('a tool result', () => {
  const lookUp = tool({ inputSchema: jsonSchema({ type: 'object' }) })
  const outputs: [name: string, output: object, text: string][] = [
    ['a text', { type: 'text', value: 'mild' }, 'mild'],
    ['JSON', { type: 'json', value: { degrees: 21 } }, '{"degrees":21}'],
    ['the text of an error', { type: 'error-text', value: 'no such city' }, 'no such city'],
    ['an error as JSON', { type: 'error-json', value: { code: 4 } }, '{"code":4}'],
    ['a refusal with a reason', { type: 'execution-denied', reason: 'not now' }, 'not now'],
    ['a refusal', { type: 'execution-denied' }, 'Tool call execution denied.'],
    [
      'parts of text',
      {
        type: 'content',
        value: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      'a\nb',
    ],
  ]

  function conversation(output: object): ModelMessage[] {
    return [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'lookUp', input: { city: 'Rome' } }],
      },
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: 't1', toolName: 'lookUp', output }],
      } as ModelMessage,
    ]
  }

  it.each(outputs)('can be %s', async (_name, output, text) => {
    const { messages, warnings } = await sent(conversation(output))
    expect(messages).toEqual([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 't1', type: 'function', function: { name: 'lookUp', arguments: '{"city":"Rome"}' } }],
      },
      { role: 'tool', tool_call_id: 't1', content: text },
    ])
    expect(warnings).toEqual([])
    expect(lookUp).toBeDefined()
  })

  it('can contain an image, which follows in a user message', async () => {
    const { messages, warnings } = await sent(
      conversation({
        type: 'content',
        value: [
          { type: 'text', text: 'Here:' },
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data: png }, filename: 'map.png' },
        ],
      }),
    )
    expect(messages).toMatchObject([
      {},
      {},
      { role: 'tool', content: 'Here:' },
      { role: 'user', content: [{ type: 'text' }, { text: 'map.png of lookUp' }, { type: 'image_url' }] },
    ])
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'files in tool results' }])
  })

  it('can be sent to a dedicated endpoint', async () => {
    const { body } = await sent(conversation({ type: 'text', value: 'mild' }), routes.dedicated)
    expect(body).toMatchObject({ input_data: { input_string: [{}, {}, { role: 'tool', content: 'mild' }] } })
  })
})

describe('reasoning in the history', () => {
  const history: ModelMessage[] = [
    { role: 'user', content: 'Is it?' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm.' },
        { type: 'text', text: 'Yes.' },
      ],
    },
    { role: 'user', content: 'Sure?' },
  ]

  it('is not sent by default, as most models require', async () => {
    const { messages } = await sent(history)
    expect(messages).toMatchObject([{}, { role: 'assistant', content: 'Yes.' }, {}])
    expect(JSON.stringify(messages)).not.toContain('Hm.')
  })
})

describe('options in the wrong place', () => {
  it('are reported with a warning', async () => {
    const { warnings } = await sent([
      { role: 'user', content: 'Hi', providerOptions: { azureML: { cache: true }, openai: { other: 'not ours' } } },
    ])
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'providerOptions.azureML on a user message' }])
  })
})
