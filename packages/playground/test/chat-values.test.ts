import { ConfigurationError, EndpointError } from '@azureml-endpoints/core'
import { APICallError, RetryError } from 'ai'
import { describe, expect, it } from 'vitest'
import { mediaKindOf } from '../src/contract/media-kind.ts'
import type { PlaygroundMessage } from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { toChatRequest } from '../src/server/chat/conversation.ts'
import { describeFailure } from '../src/server/chat/describe-failure.ts'
import { StreamedAnswer } from '../src/server/chat/streamed-answer.ts'
import { playgroundTools } from '../src/server/chat/tools.ts'
import { UIStreamBlocks } from '../src/server/chat/ui-stream-blocks.ts'

const plain = { ...initialSettings, system: '', tools: false, schema: '', stop: [] }
type Part = PlaygroundMessage['parts'][number]
const user = (...parts: Part[]): PlaygroundMessage => ({ id: 'u', role: 'user', parts })
const assistant = (outcome: 'answered' | 'failed' | 'stopped', ...parts: Part[]): PlaygroundMessage => ({
  id: 'a',
  role: 'assistant',
  parts,
  metadata: { outcome },
})
const text = (value: string): Part => ({ type: 'text', text: value })

describe('a request of the page', () => {
  it('has only what is set', async () => {
    expect(await toChatRequest([user(text('Hello'))], { ...plain, temperature: undefined })).toEqual({
      messages: [{ role: 'user', content: 'Hello' }],
      temperature: undefined,
      topP: plain.topP,
      maxTokens: plain.maxTokens,
      seed: plain.seed,
      reasoningEffort: plain.reasoningEffort,
    })
  })

  it('has everything that is set', async () => {
    const all = { temperature: 0.5, topP: 0.9, maxTokens: 7, stop: ['x'], seed: 3, reasoningEffort: 'low' } as const
    const settings = { ...plain, ...all, system: 'Be brief.', tools: true, schema: '{"type":"object"}' }
    const request = await toChatRequest([user(text('Hello'))], settings)
    expect(request).toMatchObject({
      ...all,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
      responseFormat: { type: 'json', name: 'answer', schema: { type: 'object' } },
    })
    expect(request.tools?.map(({ name, description, parameters }) => [name, description, parameters])).toEqual([
      ['get_weather', 'Returns the weather in a city.', expect.objectContaining({ required: ['city'] })],
      [
        'collatz_steps',
        'Counts the Collatz steps from a number to 1.',
        expect.objectContaining({ required: ['start'] }),
      ],
    ])
    for (const schema of ['[]', '7', '{']) await expect(toChatRequest([], { ...plain, schema })).rejects.toThrow(Error)
  })

  it('has the turns with their files, reasoning, tool calls and results', async () => {
    const url = 'data:image/png;base64,AAAA'
    const call = {
      type: 'tool-get_weather',
      toolCallId: 'c',
      state: 'output-available',
      input: { city: 'Oslo' },
    } as const
    const messages = [
      user(text('Look'), { type: 'file', mediaType: 'image/png', filename: 'a.png', url }),
      assistant(
        'answered',
        { type: 'reasoning', text: 'Hm, ' },
        { type: 'reasoning', text: 'well.' },
        text('I '),
        text('see.'),
        { ...call, output: { degrees: 18 } },
      ),
      user({ type: 'file', mediaType: 'audio/wav', url: 'data:audio/wav;base64,AAAA' }),
      assistant('answered', text('Yes.')),
    ]
    expect((await toChatRequest(messages, plain)).messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image', url, mediaType: 'image/png', filename: 'a.png' },
        ],
      },
      {
        role: 'assistant',
        content: 'I see.',
        reasoning: 'Hm, well.',
        toolCalls: [{ id: 'c', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      },
      { role: 'tool', toolCallId: 'c', content: '{"degrees":18}' },
      {
        role: 'user',
        content: [{ type: 'audio', url: 'data:audio/wav;base64,AAAA', mediaType: 'audio/wav', filename: undefined }],
      },
      { role: 'assistant', content: 'Yes.', reasoning: undefined },
    ])
  })

  it.each<[what: string, answer: PlaygroundMessage, kept: boolean]>([
    ['failed', assistant('failed', text('Half')), false],
    ['was stopped before anything came', assistant('stopped', { type: 'step-start' }), false],
    ['was stopped later', assistant('stopped', { type: 'step-start' }, text('Half')), true],
    [
      'has a failure',
      assistant('answered', text('Half'), { type: 'data-failure', data: { name: 'x', message: 'y', causes: [] } }),
      false,
    ],
    ['has data alone', assistant('answered', { type: 'data-wire', data: { at: 0, kind: 'end' } }), false],
  ])('leaves out a question whose answer %s: kept %s', async (_what, answer, kept) => {
    const { messages } = await toChatRequest([user(text('One')), answer, user(text('Two'))], plain)
    expect(messages.map(({ content }) => content)).toEqual(kept ? ['One', 'Half', 'Two'] : ['Two'])
  })
})

it.each([
  ['image/png', 'image'],
  ['audio/wav', 'audio'],
  ['video/mp4', 'video'],
  ['application/pdf', 'file'],
  ['images', 'file'],
  ['x/image/', 'file'],
])('%s is of the kind %s', (type, kind) => expect(mediaKindOf(type)).toBe(kind))

describe('the tools', () => {
  const run = (name: string, input: unknown): unknown => playgroundTools.find((tool) => tool.name === name)?.run(input)
  it.each([
    ['get_weather', { city: 'Nairobi' }, { city: 'Nairobi', degrees: 18, sky: 'clear, a light wind' }],
    ['get_weather', { city: 'Lisbon' }, { city: 'Lisbon', degrees: 18, sky: 'clear, a light wind' }],
    ['collatz_steps', { start: 1 }, { start: 1, steps: 0, highest: 1 }],
    ['collatz_steps', { start: 6 }, { start: 6, steps: 8, highest: 16 }],
    ['collatz_steps', { start: 27 }, { start: 27, steps: 111, highest: 9232 }],
    ['collatz_steps', { start: 1000 }, { start: 1000, steps: 111, highest: 9232 }],
  ])('%s of %j is %j', (name, input, output) => expect(run(name, input)).toEqual(output))

  it.each([0, 1001, 1.5, '6'])('take no other number: %s', (start) => {
    expect(() => run('collatz_steps', { start })).toThrow(Error)
  })
})

it('an answer that arrives in chunks becomes a message, with its speech', () => {
  const answer = new StreamedAnswer()
  expect(answer.audio).toBeUndefined()
  const raw = null
  answer.add({
    text: 'I ',
    reasoning: 'H',
    raw,
    providerData: 1,
    toolCalls: [{ index: 0, id: 'c', name: 'n', arguments: '{"a"' }],
  })
  answer.add({
    text: 'see',
    reasoning: 'm',
    raw,
    toolCalls: [{ index: 0, arguments: ':1}', providerData: 2 }, { index: 1 }],
  })
  answer.add({ raw, audio: { data: 'AA' } })
  expect(answer.audio).toEqual({ mediaType: 'audio/wav', url: 'data:audio/wav;base64,AA' })
  answer.add({ raw, audio: { data: 'BB', mediaType: 'audio/mp3' } })
  answer.add({ raw, audio: { data: 'CC' }, toolCalls: [{ index: 0 }] })
  expect(answer.audio).toEqual({ mediaType: 'audio/mp3', url: 'data:audio/mp3;base64,AABBCC' })
  expect(answer.message()).toEqual({
    role: 'assistant',
    content: 'I see',
    reasoning: 'Hm',
    providerData: 1,
    toolCalls: [
      { id: 'c', name: 'n', arguments: '{"a":1}', providerData: 2 },
      { id: '', name: '', arguments: '' },
    ],
  })
})

it('the blocks of an answer have a start and an end each', () => {
  const written: Record<string, unknown>[] = []
  const blocks = new UIStreamBlocks({ write: (part: never) => void written.push(part) } as never)
  blocks.step()
  for (const piece of ['', undefined, 'a', 'b']) blocks.text(piece)
  for (const piece of ['', undefined, 'c']) blocks.reasoning(piece)
  blocks.toolInput({ id: '', name: 'n' }, 'x')
  blocks.toolInput({ id: 'i', name: '' }, 'x')
  blocks.toolInput({ id: 'i', name: 'n' }, '')
  blocks.text('d')
  blocks.toolInput({ id: 'i', name: 'n' }, '{}')
  blocks.toolCall('i', 'n', {})
  blocks.toolResult('i', 7)
  blocks.source({ url: 'u' })
  blocks.source({ url: 'u', title: 't', text: 'x' })
  blocks.source({ text: 'y'.repeat(90) })
  blocks.source({})
  blocks.file({ mediaType: 'm', url: 'u' })
  blocks.end()
  blocks.end()
  const ids = [...new Set(written.flatMap(({ id }) => (id === undefined ? [] : [id])))]
  expect(ids).toHaveLength(3)
  expect(
    written.map(({ sourceId: _random, ...part }) =>
      part['id'] === undefined ? part : Object.assign(part, { id: ids.indexOf(part['id']) }),
    ),
  ).toEqual([
    { type: 'start-step' },
    { type: 'text-start', id: 0 },
    { type: 'text-delta', id: 0, delta: 'a' },
    { type: 'text-delta', id: 0, delta: 'b' },
    { type: 'text-end', id: 0 },
    { type: 'reasoning-start', id: 1 },
    { type: 'reasoning-delta', id: 1, delta: 'c' },
    { type: 'reasoning-end', id: 1 },
    { type: 'tool-input-start', toolCallId: 'i', toolName: 'n' },
    { type: 'text-start', id: 2 },
    { type: 'text-delta', id: 2, delta: 'd' },
    { type: 'tool-input-delta', toolCallId: 'i', inputTextDelta: '{}' },
    { type: 'text-end', id: 2 },
    { type: 'tool-input-available', toolCallId: 'i', toolName: 'n', input: {} },
    { type: 'tool-output-available', toolCallId: 'i', output: 7 },
    { type: 'source-url', url: 'u' },
    { type: 'source-url', url: 'u', title: 't' },
    { type: 'source-document', mediaType: 'text/plain', title: 'y'.repeat(80) },
    { type: 'source-document', mediaType: 'text/plain', title: 'Document' },
    { type: 'file', mediaType: 'm', url: 'u' },
  ])
})

describe('a failure', () => {
  const none = { status: undefined, modelStatus: undefined, code: undefined, requestId: undefined, setting: undefined }
  const details = { status: 424, modelStatus: 500, code: 'c', requestId: 'r' }

  it('is the error of this library in a chain, with the rest as causes', () => {
    const own = new EndpointError('It broke.', { ...details, cause: new Error('Reset.') })
    const call = new APICallError({ message: 'It broke.', url: 'u', requestBodyValues: {}, cause: own })
    const retried = new RetryError({
      message: 'Failed 3 times: It broke.',
      reason: 'maxRetriesExceeded',
      errors: [call],
    })
    expect(describeFailure(retried)).toEqual({
      ...none,
      ...details,
      name: 'EndpointError',
      message: 'It broke.',
      causes: ['AI_RetryError: Failed 3 times:', 'Error: Reset.'],
    })
  })

  it('names the setting, and is any other error if there is none of this library', () => {
    expect(describeFailure(new ConfigurationError('No.', { setting: 's' }))).toEqual({
      ...none,
      name: 'ConfigurationError',
      message: 'No.',
      setting: 's',
      causes: [],
    })
    expect(describeFailure('Oh.')).toEqual({ ...none, name: 'Error', message: 'Oh.', causes: [] })
    expect(describeFailure(new TypeError('A', { cause: new RangeError('B') }))).toEqual({
      ...none,
      name: 'TypeError',
      message: 'A',
      causes: ['RangeError: B'],
    })
  })

  it('has at most 20 causes, however long or cyclic their chain is', () => {
    let chain = new Error('0')
    for (let index = 1; index < 30; index++) chain = new Error(`x${index}x`, { cause: chain })
    expect(describeFailure(chain).causes).toHaveLength(19)
  })
})
