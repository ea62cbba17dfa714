import {
  InvalidArgumentError,
  type LanguageModelV4FilePart,
  type LanguageModelV4Prompt,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callWith } from './picky-formatter.ts'
import { hello } from './prompt.ts'

type Message = LanguageModelV4Prompt[number]
type Content = Extract<Message, { role: 'user' }>['content']

const text = (words: string) => ({ type: 'text' as const, text: words })
const user = (...content: Content): Message => ({ role: 'user', content })
const said: Message = { role: 'assistant', content: [text('Seen.')] }
const file = (mediaType: string, data: LanguageModelV4FilePart['data']): LanguageModelV4FilePart => ({
  type: 'file',
  mediaType,
  data,
})
const call = (toolCallId: string, input: unknown = {}) => ({
  type: 'tool-call' as const,
  toolCallId,
  toolName: 'look',
  input,
})
const result = (toolCallId: string) => ({
  type: 'tool-result' as const,
  toolCallId,
  toolName: 'look',
  output: { type: 'text' as const, value: 'Rain.' },
})
const url = new URL('https://made-up.example/file')

async function sent(...prompt: LanguageModelV4Prompt) {
  const { request, warnings } = await callWith(undefined, { prompt })
  return { messages: request.messages, warnings }
}

const hi = { role: 'user', content: 'Hello' }
const seen = { role: 'assistant', content: 'Seen.' }

describe('a message is converted', () => {
  it.each<[string, LanguageModelV4Prompt, object[]]>([
    ['without parts', [user(), said, ...hello], [{ role: 'user', content: '' }, seen, hi]],
    ['now, without parts', [...hello, said, user()], [hi, seen, { role: 'user', content: '' }]],
    ['with an empty text', [user(text(''))], [{ role: 'user', content: '' }]],
    ['with two texts', [user(text('a'), text('b'))], [{ role: 'user', content: [text('a'), text('b')] }]],
    ['with a text file', [user(file('TEXT/csv', { type: 'data', data: 'YSxi' }))], [{ role: 'user', content: 'a,b' }]],
    [
      'with a text file beside text',
      [user(text('a'), file('text/csv', { type: 'data', data: new TextEncoder().encode('ü') }))],
      [{ role: 'user', content: [text('a'), text('ü')] }],
    ],
    [
      'with an image that is text',
      [user(file('image/svg+xml', { type: 'text', text: '<svg/>' }))],
      [{ role: 'user', content: '<svg/>' }],
    ],
    [
      'with files by URL, of which the original is sent',
      [user(file('image/png', { type: 'url', url }), file('Audio/wav', { type: 'url', url, originalUrl: 'http://a' }))],
      [
        {
          role: 'user',
          content: [
            { type: 'image', mediaType: 'image/png', filename: undefined, detail: undefined, url },
            { type: 'audio', mediaType: 'Audio/wav', filename: undefined, url: 'http://a' },
          ],
        },
      ],
    ],
    [
      'with a document and its name',
      [user({ ...file('application/pdf', { type: 'data', data: 'JVBERi0=' }), filename: 'a.pdf' })],
      [
        {
          role: 'user',
          content: [{ type: 'file', mediaType: 'application/pdf', filename: 'a.pdf', data: 'JVBERi0=' }],
        },
      ],
    ],
    ['with an empty answer', [...hello, { role: 'assistant', content: [] }], [hi, { role: 'assistant', content: '' }]],
    [
      'with an answer of empty texts',
      [...hello, { role: 'assistant', content: [text(''), text('')] }],
      [hi, { role: 'assistant', content: '' }],
    ],
    [
      'with a call, whose arguments are empty text',
      [...hello, { role: 'assistant', content: [call('1', '')] }, { role: 'tool', content: [result('1')] }],
      [
        hi,
        { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'look', arguments: '{}' }] },
        { role: 'tool', toolCallId: '1', content: 'Rain.' },
      ],
    ],
    ['of the system', [{ role: 'system', content: 'a' }, ...hello], [{ role: 'system', content: 'a' }, hi]],
  ])('%s', async (_what, prompt, messages) => {
    expect(await sent(...prompt)).toEqual({ messages, warnings: [] })
  })
})

describe('what no endpoint takes is an error in the current message', () => {
  it.each<[string, Message, string, string]>([
    [
      'a text file by URL',
      user(file('text/plain', { type: 'url', url })),
      'text file by URL (text/plain)',
      'Endpoints do not download text files. Pass the text, or its bytes as data.',
    ],
    [
      'a file that another provider stores',
      user(file('image/png', { type: 'reference', reference: { openai: 'file-1' } })),
      'file by reference',
      'Endpoints do not store files, so there are no file references. Pass the bytes as data.',
    ],
    [
      'a file of another kind',
      user(file('model/stl', { type: 'data', data: 'AAAA' })),
      'file of media type model/stl',
      'Files of media type model/stl cannot be sent. Pass text, images, audio, videos or documents.',
    ],
    [
      'a part of a newer type',
      user({ type: 'hologram' } as never),
      'part of type hologram',
      "'part of type hologram' functionality not supported.",
    ],
    [
      'a message of a newer role',
      { role: 'judge', content: [] } as never,
      'message with role judge',
      "'message with role judge' functionality not supported.",
    ],
  ])('%s', async (_what, message, functionality, words) => {
    const error = await sent(message).catch((thrown: unknown) => thrown)
    expect(error).toSatisfy(UnsupportedFunctionalityError.isInstance)
    expect(error).toMatchObject({ functionality, message: words })
  })

  it('text that is not base64', async () => {
    const error = await sent(user(file('text/plain', { type: 'data', data: '%' }))).catch((thrown: unknown) => thrown)
    expect(error).toSatisfy(InvalidArgumentError.isInstance)
    const message = 'The data of a text file is not valid base64. Pass its bytes, or its text as data of type text.'
    expect(error).toMatchObject({ argument: 'data', message })
  })
})

describe('the detail of an image', () => {
  const image = file('image/png', { type: 'data', data: 'iVBORw0KGgo=' })
  const options = (azureML: object) => ({ providerOptions: { azureML: azureML as never } })

  it.each([
    [{ imageDetail: 'low', detail: 'high' }, {}, 'low'],
    [{ detail: 'high' }, { detail: 'low' }, 'low'],
    [{ imageDetail: 'high' }, {}, 'high'],
    [{}, {}, undefined],
  ])('of a message %j, of its part %j', async (ofMessage, ofPart, detail) => {
    const { messages } = await sent({
      role: 'user',
      content: [{ ...image, ...options(ofPart) }],
      ...options(ofMessage),
    })
    expect(messages).toEqual([
      {
        role: 'user',
        content: [{ type: 'image', mediaType: 'image/png', filename: undefined, detail, data: 'iVBORw0KGgo=' }],
      },
    ])
  })

  it('of a message is that of its images alone', async () => {
    const sound = file('audio/wav', { type: 'data', data: 'UklGRg==' })
    const { messages, warnings } = await sent({ role: 'user', content: [sound, image], ...options({ detail: 'low' }) })
    expect(messages).toMatchObject([{ content: [{ type: 'audio' }, { type: 'image', detail: 'low' }] }])
    expect(messages[0]?.content[0]).not.toHaveProperty('detail')
    expect(warnings).toEqual([])
  })

  it('has no meaning for another file', async () => {
    const { warnings } = await sent(
      user({ ...file('audio/wav', { type: 'data', data: '' }), ...options({ detail: 'low' }) }),
    )
    const details = 'Only images have it; the file is of media type audio/wav.'
    expect(warnings).toEqual([{ type: 'unsupported', feature: 'imageDetail', details }])
  })

  it.each([
    [{ imageDetail: 3 }, 'imageDetail', '3'],
    [{ imageDetail: '' }, 'imageDetail', '""'],
    [{ detail: ['low'] }, 'detail', '["low"]'],
  ])('is checked: %j', async (azureML, name, shown) => {
    const argument = `providerOptions.azureML.${name}`
    const message = `${argument} of an image is ${shown}; it must be 'low', 'high' or 'auto'.`
    for (const prompt of [user({ ...image, ...options(azureML) }), { ...user(image), ...options(azureML) }]) {
      await expect(sent(prompt)).rejects.toMatchObject({ argument, message })
    }
  })
})

describe('a result without its call', () => {
  const stray = {
    type: 'unsupported',
    feature: 'result of look without its call',
    details: 'Endpoints reject a result without its call, so it is left out.',
  }
  const second = {
    type: 'unsupported',
    feature: 'second result of look',
    details: 'Endpoints reject a call with two results, so the later one is left out.',
  }
  const calls: Message = { role: 'assistant', content: [call('1')] }
  const results: Message = { role: 'tool', content: [result('1')] }

  it.each<[string, LanguageModelV4Prompt, object[]]>([
    ['in a tool message', [...hello, said, results], [stray]],
    ['in a tool message, twice with one warning', [...hello, said, results, results], [stray]],
    ['in an answer', [...hello, { role: 'assistant', content: [text('Seen.'), result('1')] }], [stray]],
    ['that is the second one', [...hello, calls, results, results], [second]],
    [
      'in an answer after a call with the same id that has none',
      [...hello, calls, results, calls, { role: 'assistant', content: [text('Seen.'), result('1')] }],
      [stray],
    ],
  ])('is left out with a warning: %s', async (_where, prompt, warnings) => {
    const outcome = await sent(...prompt)
    expect(outcome.warnings).toEqual(warnings)
    const counts = outcome.messages.filter(({ role }) => role === 'tool').length
    expect(counts).toBe(prompt.includes(calls) ? 1 : 0)
  })
})

describe('a warning about tools', () => {
  const tool = { type: 'function' as const, name: 'look', inputSchema: {} }
  const provided = { type: 'provider' as const, id: 'openai.web_search' as const, name: 'search', args: {} }
  const examples = [{ input: {} }]
  const noTools = {
    type: 'unsupported',
    feature: 'toolChoice',
    details: 'The call has no tools. Pass some, or remove toolChoice.',
  }

  it.each([
    [
      'that an endpoint would have to run',
      { tools: [provided, tool] },
      [
        {
          type: 'unsupported',
          feature: 'provider-defined tool openai.web_search',
          details: 'Endpoints do not run tools. Pass a tool with an inputSchema.',
        },
      ],
    ],
    [
      'with examples',
      { tools: [{ ...tool, inputExamples: examples }] },
      [
        {
          type: 'unsupported',
          feature: 'inputExamples',
          details: 'The input examples of tool look are not sent. Add them to its description.',
        },
      ],
    ],
    ['with an empty list of examples', { tools: [{ ...tool, inputExamples: [] }] }, []],
    ['of which none is there, but required', { toolChoice: { type: 'required' as const } }, [noTools]],
    ['of which none is there, but chosen', { toolChoice: { type: 'tool' as const, toolName: 'look' } }, [noTools]],
    ['of which none is there', { toolChoice: { type: 'none' as const } }, []],
  ])('%s', async (_which, options, warnings) => {
    const outcome = await callWith(undefined, options)
    expect(outcome.warnings).toEqual(warnings)
    expect(outcome.request.tools?.map(({ name }) => name)).toEqual('tools' in options ? ['look'] : undefined)
    expect(outcome.request.toolChoice).toBeUndefined()
  })
})

it('a schema of a library is refused even if another setting is wrong', async () => {
  const schema = z.object({ city: z.string() }) as never
  const failed = callWith(undefined, { temperature: NaN, responseFormat: { type: 'json', schema } })
  await expect(failed).rejects.toMatchObject({ argument: 'responseFormat.schema' })
})
