import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  entryPoints,
  type PlaygroundMessage,
  type PlaygroundSettings,
  type SimulatedFault,
} from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { findFormatter } from '../src/server/formats/formatter-choices.ts'
import { streamAnswer } from '../src/server/chat/chat-route.ts'
import { Session } from '../src/server/endpoints/sessions.ts'

let embedded: EmbeddedEndpoint
beforeAll(async () => void (embedded = await EmbeddedEndpoint.start()))
afterAll(() => embedded.close())

const image = 'data:image/png;base64,iVBORw0KGgo='
/** A question with a picture, an answer with a tool call, one that was never run, and another question. */
const conversation: readonly PlaygroundMessage[] = [
  {
    id: '1',
    role: 'user',
    parts: [
      { type: 'text', text: 'Look' },
      { type: 'file', mediaType: 'image/png', filename: 'a.png', url: image },
    ],
  },
  {
    id: '2',
    role: 'assistant',
    parts: [
      { type: 'text', text: 'One moment.' },
      {
        type: 'tool-get_weather',
        toolCallId: 'call00001',
        state: 'output-available',
        input: { city: 'Oslo' },
        output: { degrees: 18 },
      },
      { type: 'tool-get_weather', toolCallId: 'call00002', state: 'input-available', input: { city: 'Oslo' } },
    ],
    metadata: { outcome: 'answered' },
  },
  { id: '3', role: 'user', parts: [{ type: 'text', text: 'And now?' }] },
]

const all: PlaygroundSettings = {
  ...initialSettings,
  endpoint: 'own',
  system: 'Be brief.',
  temperature: 0,
  topP: 0.5,
  maxTokens: 50,
  stop: ['END'],
  seed: 0,
  reasoningEffort: 'low',
  tools: false,
  schema: '',
}
const bare: PlaygroundSettings = {
  ...initialSettings,
  endpoint: 'own',
  system: '',
  temperature: undefined,
  topP: undefined,
  maxTokens: undefined,
  stop: [],
  seed: undefined,
  reasoningEffort: undefined,
  tools: false,
  schema: '',
}

async function answerOf(
  emulator: RunningEndpointEmulator,
  settings: PlaygroundSettings,
  messages = conversation,
): Promise<unknown[]> {
  const session = new Session({ url: `${emulator.url}/v1/chat/completions`, apiType: 'serverless', key: 'the-key' })
  return answerThrough(session, settings, messages)
}

async function answerThrough(
  session: Session,
  settings: PlaygroundSettings,
  messages: readonly PlaygroundMessage[],
): Promise<unknown[]> {
  const response = streamAnswer({ messages, settings }, { session, embedded }, new AbortController().signal)
  return partsOf(await response.text())
}

/** The parts of a stream that all clients write: without times, and with numbers for random ids. */
function partsOf(stream: string): unknown[] {
  const ids: unknown[] = []
  return [...stream.matchAll(/^data: (\{.*\})$/gm)].flatMap(([, json = '']): unknown[] => {
    const part = JSON.parse(json) as Record<string, unknown>
    if (part['type'] === 'data-wire') {
      const { kind, finishReason } = part['data'] as Record<string, unknown>
      return kind === 'end' ? [{ end: finishReason }] : []
    }
    // Only the AI SDK ends its steps.
    if (part['type'] === 'finish-step') return []
    const { messageId: _random, sourceId: _other, providerMetadata: _own, dynamic: _flag, id, ...rest } = part
    if (id !== undefined && !ids.includes(id)) ids.push(id)
    return [id === undefined ? rest : { ...rest, id: ids.indexOf(id) }]
  })
}

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Returns the weather in a city.',
    parameters: {
      $schema: expect.any(String) as unknown,
      type: 'object',
      properties: { city: { type: 'string', enum: ['Lisbon', 'Nairobi', 'Oslo'] } },
      required: ['city'],
      additionalProperties: false,
    },
  },
}
const streamed = { stream: true, stream_options: { include_usage: true } }

describe.each(entryPoints)('through %s', (entryPoint) => {
  it('a request has the whole conversation and all settings, also those that are 0', async () => {
    await using emulator = await startEndpointEmulator()
    await answerOf(emulator, { ...all, entryPoint })
    const call = { id: 'call00001', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }
    expect(emulator.requests.map(({ body }) => body)).toEqual([
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look' },
              { type: 'image_url', image_url: { url: image } },
            ],
          },
          { role: 'assistant', content: 'One moment.', tool_calls: [call] },
          { role: 'tool', content: '{"degrees":18}', tool_call_id: 'call00001' },
          { role: 'user', content: 'And now?' },
        ],
        temperature: 0,
        top_p: 0.5,
        max_tokens: 50,
        stop: ['END'],
        seed: 0,
        reasoning_effort: 'low',
        ...streamed,
      },
    ])
  })

  it('a request has nothing that is not set', async () => {
    await using emulator = await startEndpointEmulator()
    await answerOf(emulator, { ...bare, entryPoint }, conversation.slice(2))
    expect(emulator.requests.map(({ body }) => body)).toEqual([
      { messages: [{ role: 'user', content: 'And now?' }], ...streamed },
    ])
  })

  it('a request has the schema', async () => {
    await using emulator = await startEndpointEmulator({ replies: [{ text: '{}' }] })
    await answerOf(emulator, { ...bare, entryPoint, schema: '{"type":"object"}' }, conversation.slice(2))
    expect(emulator.requests[0]?.body).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
    })
  })

  it('each request of a call with tools has the schema', async () => {
    const toolCalls = [{ name: 'get_weather', arguments: { city: 'Oslo' } }]
    await using emulator = await startEndpointEmulator({ replies: [{ toolCalls, times: 1 }, { text: '{}' }] })
    const settings = { ...bare, entryPoint, tools: true, schema: '{"type":"object"}' }
    expect(await answerOf(emulator, settings, conversation.slice(2))).toContainEqual({ end: 'stop' })
    const format = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } }
    const sent = { tools: [weather, expect.anything()], response_format: format }
    expect(emulator.requests.map(({ body }) => body)).toMatchObject([sent, sent])
  })

  it('tools are offered, run, and their results sent', async () => {
    const call = { id: 'call00003', name: 'get_weather', arguments: { city: 'Oslo' } }
    const replies = [
      { reasoning: 'Hm.', toolCalls: [call], times: 1 },
      { text: 'Clear.', finishReason: 'length' as const },
    ]
    await using emulator = await startEndpointEmulator({ replies })
    const parts = await answerOf(emulator, { ...bare, entryPoint, tools: true }, conversation.slice(2))
    const output = { city: 'Oslo', degrees: 18, sky: 'clear, a light wind' }
    const input = (inputTextDelta: string): object => ({
      type: 'tool-input-delta',
      toolCallId: call.id,
      inputTextDelta,
    })
    expect(parts).toEqual([
      { type: 'start' },
      { type: 'start-step' },
      { type: 'reasoning-start', id: 0 },
      { type: 'reasoning-delta', id: 0, delta: 'Hm.' },
      { type: 'reasoning-end', id: 0 },
      { type: 'tool-input-start', toolCallId: call.id, toolName: call.name },
      ...['{"city"', ':"Oslo"', '}'].map(input),
      { type: 'tool-input-available', toolCallId: call.id, toolName: call.name, input: call.arguments },
      { type: 'tool-output-available', toolCallId: call.id, output },
      { type: 'start-step' },
      { type: 'text-start', id: 1 },
      { type: 'text-delta', id: 1, delta: 'Clear.' },
      { type: 'text-end', id: 1 },
      { end: 'length' },
      { type: 'finish' },
    ])
    const [first, second] = emulator.requests.map(({ body }) => body as Record<string, unknown[]>)
    expect([first?.['tools']?.length, first?.['tools']?.[0]]).toEqual([2, weather])
    expect(second?.['messages']).toEqual([
      { role: 'user', content: 'And now?' },
      {
        role: 'assistant',
        content: '',
        reasoning_content: 'Hm.',
        tool_calls: [{ id: call.id, type: 'function', function: { name: call.name, arguments: '{"city":"Oslo"}' } }],
      },
      { role: 'tool', content: JSON.stringify(output), tool_call_id: call.id },
    ])
  })
})

describe('a setting that a format does not support', () => {
  it.each([
    ['anthropic', { seed: 7 }, 'seed', 'seed is not supported by the Messages API of Claude. Leave it out.'],
    ['openai-responses', { stop: ['END'] }, 'stop', "OpenAI's Responses API has no such parameter."],
    [
      'cohere',
      { reasoningEffort: 'low' as const },
      'reasoningEffort',
      "Cohere's chat does not support reasoningEffort.",
    ],
    ['mlflow', { tools: true }, 'tools', '`tools` are not supported by text-generation models.'],
  ])('is rejected through every client: %s', async (formatter, part, setting, message) => {
    const apiType = findFormatter(formatter).summary.apiTypes[0]
    for (const entryPoint of entryPoints) {
      const asked = {
        ...bare,
        endpoint: 'embedded' as const,
        formatter,
        apiType,
        entryPoint,
        ...part,
      } as PlaygroundSettings
      const parts = await answerThrough(new Session(undefined), asked, conversation.slice(2))
      const failure = expect.objectContaining({
        setting,
        message: expect.stringContaining(message) as unknown,
      }) as unknown
      expect([entryPoint, ...parts.slice(-3)]).toEqual([
        entryPoint,
        { type: 'data-failure', data: failure },
        { end: 'failed' },
        { type: 'finish' },
      ])
    }
  })
})

it('a setting that the AI SDK left out ends the request', async () => {
  let isEnded = false
  const replies = [{ pieces: Array.from({ length: 300 }, () => 'A word. ') }]
  const onAnswer = (): void => void (isEnded = true)
  await using emulator = await startEndpointEmulator({ pace: { delayMs: 100 }, replies, onAnswer })
  const session = new Session({ url: `${emulator.url}/anthropic/v1/messages`, apiType: 'serverless', key: 'the-key' })
  const settings = {
    ...bare,
    formatter: 'anthropic',
    entryPoint: 'AI SDK' as const,
    deploymentName: 'my-claude',
    seed: 7,
  }
  expect(await answerThrough(session, settings, conversation.slice(2))).toContainEqual({ end: 'failed' })
  await expect.poll(() => isEnded, { timeout: 10_000 }).toBe(true)
})

it('core runs tools in five turns at most', async () => {
  const toolCalls = [{ name: 'get_weather', arguments: { city: 'Oslo' } }]
  await using emulator = await startEndpointEmulator({ replies: [{ toolCalls, times: Infinity }] })
  await answerOf(emulator, { ...bare, entryPoint: 'core', tools: true }, conversation.slice(2))
  expect(emulator.requests).toHaveLength(5)
})

it('a call that the user stops ends as stopped, without a failure', async () => {
  const session = new Session({ url: 'http://127.0.0.1/v1/chat/completions', apiType: 'serverless', key: 'the-key' })
  const asked = { messages: conversation, settings: { ...bare, endpoint: 'own' as const } }
  const response = streamAnswer(asked, { session, embedded }, AbortSignal.abort())
  expect(partsOf(await response.text())).toEqual([
    { type: 'start' },
    { type: 'start-step' },
    { end: 'stopped' },
    { type: 'finish' },
  ])
})

describe('the embedded endpoint', () => {
  const asked = async (fault: SimulatedFault, text = 'Hello'): Promise<unknown[]> => {
    const messages: PlaygroundMessage[] = [{ id: '1', role: 'user', parts: [{ type: 'text', text }] }]
    const settings = { ...bare, endpoint: 'embedded' as const, fault }
    const { signal } = new AbortController()
    return partsOf(await streamAnswer({ messages, settings }, { session: new Session(), embedded }, signal).text())
  }

  it.each<[SimulatedFault, string, object]>([
    ['wrong-key', 'EndpointError', { status: 401 }],
    ['model-error', 'EndpointError', { status: 400 }],
  ])('simulates the fault %s for one call', async (fault, name, expected) => {
    expect(await asked(fault)).toContainEqual({
      type: 'data-failure',
      data: expect.objectContaining({ name, ...expected }) as unknown,
    })
    expect((await asked('none')).at(-2)).toEqual({ end: 'stop' })
  })

  it('answers in Markdown where it is asked to', async () => {
    const text = (await asked('none', 'Show Markdown.'))
      .map((part) => (part as { delta?: string }).delta ?? '')
      .join('')
    expect(text).toMatch(/^## An emulated answer in Markdown\n[^]*\n```\n$/)
  })
})
