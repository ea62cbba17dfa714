import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromFile, toFile } from '../src/page/sharing/conversations-file.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { type Conversation, searchableText, titleOf } from '../src/page/storage/conversation.ts'

const failure = { name: 'EndpointError', message: 'The endpoint is overloaded.', status: 503, causes: [] }
const conversation: Conversation = {
  id: '5f0e',
  title: 'Weather',
  createdAt: 1,
  updatedAt: 2,
  settings: initialSettings,
  messages: [
    {
      id: '1',
      role: 'user',
      parts: [
        { type: 'text', text: 'Will it rain?' },
        { type: 'file', mediaType: 'image/png', filename: 'sky.png', url: 'data:image/png;base64,AAAA' },
      ],
    },
    {
      id: '2',
      role: 'assistant',
      metadata: { outcome: 'answered', totalMs: 12.5, outputTokens: 7 },
      parts: [
        { type: 'step-start' },
        { type: 'reasoning', text: 'Clouds.', state: 'done' },
        { type: 'tool-get_weather', toolCallId: 'c1', state: 'output-available', input: { city: 'Oslo' }, output: 18 },
        { type: 'text', text: 'No.', state: 'done' },
        { type: 'source-url', sourceId: 's', url: 'https://weather.example' },
      ],
    },
    { id: '3', role: 'assistant', metadata: { outcome: 'failed' }, parts: [{ type: 'data-failure', data: failure }] },
  ],
}

describe('a file of conversations', () => {
  it('contains what was exported', async () => {
    const text = toFile([conversation, { ...conversation, id: '2', messages: [] }], new Date(0))
    expect(await read(text)).toEqual([conversation, { ...conversation, id: '2', messages: [] }])
    expect(JSON.parse(text)).toMatchObject({ format: 'azureml-playground-conversations', version: 1 })
  })

  it('keeps any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const messages: Conversation['messages'] = [{ id: '1', role: 'user', parts: [{ type: 'text', text }] }]
        expect((await read(toFile([{ ...conversation, messages }], new Date())))[0]?.messages).toEqual(messages)
      }),
      { numRuns: 50 },
    )
  })

  const withMessages = (messages: unknown): object => ({ ...conversation, messages })
  const part = (one: object): object => withMessages([{ id: '1', role: 'assistant', parts: [one] }])
  const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`

  it.each([
    ['a comma too many', '{"format": 1,}', /is not JSON.*Nothing was imported/],
    ['nothing', '', /is not JSON/],
    ['another program', '[{"id":"1","mapping":{}}]', /was not exported by this playground/],
    ['null', 'null', /was not exported by this playground/],
    ['a newer version', file([], { version: 2 }), /has version 2; this playground reads version 1/],
    ['no list', file({}), /has no list of conversations/],
    ['a conversation without messages', file([{ id: '1' }]), /Conversation 1 of c\.json is not valid.*title/],
    ['a second conversation that is wrong', file([conversation, 5]), /Conversation 2 of c\.json is not valid/],
    ['messages of another shape', file([withMessages([{ role: 'user', content: 'Hi' }])]), /is not valid/],
    ['a message that is null', file([withMessages([null])]), /is not valid/],
    ['settings of another shape', file([{ ...conversation, settings: { tools: 1 } }]), /settings\.endpoint/],
    [
      'a file to fetch',
      file([part({ type: 'file', mediaType: 'image/png', url: 'https://evil.example/x' })]),
      /URL that is not allowed/,
    ],
    [
      'a script as a source',
      file([part({ type: 'source-url', sourceId: '1', url: 'javascript:alert(1)' })]),
      /URL that is not allowed/,
    ],
    ['a failure of another shape', file([part({ type: 'data-failure', data: { name: {} } })]), /is not valid/],
    [
      'metadata of another shape',
      file([withMessages([{ id: '1', role: 'assistant', parts: [], metadata: { outcome: {} } }])]),
      /is not valid/,
    ],
    [
      'a script as the endpoint',
      file([{ ...conversation, endpoint: { url: 'javascript:1', apiType: 'serverless' } }]),
      /endpoint\.url/,
    ],
    [
      'deep nesting',
      file([part({ type: 'tool-x', toolCallId: '1', state: 'input-available', input: 'deep' })]).replace(
        '"deep"',
        deep,
      ),
      /nested deeper/,
    ],
    ['a prototype', file([conversation]).replace('"title"', '"__proto__":{"polluted":1},"title"'), /__proto__/],
  ])('with %s is refused with a message for a person', async (_what, text, message) => {
    const error = await read(text).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message.length).toBeLessThan(800)
    expect({}).not.toHaveProperty('polluted')
  })

  it('that is too large is refused before it is read', async () => {
    const text = (): Promise<string> => Promise.reject(new Error('read'))
    await expect(fromFile({ name: 'c.json', size: 2 ** 30, text })).rejects.toThrow(
      'c.json is 1024 MiB; the limit is 128 MiB.',
    )
  })
})

describe('a conversation', () => {
  it('has its first question as its title', () => {
    expect(titleOf(conversation.messages)).toBe('Will it rain?')
    expect(titleOf([])).toBe('Untitled')
    const [first] = conversation.messages
    expect(titleOf([{ ...first!, parts: [{ type: 'text', text: `  a\n\n${'b'.repeat(200)}` }] }])).toMatch(/^a b{77}…$/)
  })

  it('is found by its title, its questions and its answers', () => {
    const text = searchableText(conversation)
    for (const word of ['weather', 'rain', 'no.']) expect(text).toContain(word)
  })
})

function file(conversations: unknown, more: object = {}): string {
  return JSON.stringify({ format: 'azureml-playground-conversations', version: 1, conversations, ...more })
}

function read(text: string): Promise<Conversation[]> {
  return fromFile({ name: 'c.json', size: text.length, text: () => Promise.resolve(text) })
}
