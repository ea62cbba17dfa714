import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { post, readEvents } from './posting.ts'

type Body = Record<string, unknown>

const version = { 'anthropic-version': '2023-06-01' }
const user = { role: 'user', content: 'Why?' }
const tools = [{ name: 'weather', input_schema: { type: 'object' } }]
const result = (id: string): Body => ({ type: 'tool_result', tool_use_id: id, content: 'rain' })
const assistant = (...content: Body[]): Body => ({ role: 'assistant', content })
const results = (...content: Body[]): Body => ({ role: 'user', content })

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator()
})

afterAll(() => emulator.close())

function send(body: Body, headers: Record<string, string> = version): Promise<Response> {
  return post(`${emulator.url}/anthropic/v1/messages`, { model: 'claude', max_tokens: 4096, ...body }, headers)
}

async function rejection(body: Body, headers?: Record<string, string>): Promise<string> {
  const response = await send(body, headers)
  const { error, ...rest } = (await response.json()) as { error?: { type: string; message: string } }
  expect([response.status, rest, error?.type]).toEqual([
    400,
    { type: 'error', request_id: response.headers.get('request-id') },
    'invalid_request_error',
  ])
  expect(response.headers.get('request-id')).toMatch(/^req_[\da-f]{32}$/)
  return error?.message ?? ''
}

describe('the Messages API rejects', () => {
  it('a request without its version', async () => {
    expect(await rejection({ messages: [user] }, {})).toBe('anthropic-version: header is required')
  })
})

describe('thoughts', () => {
  const thinking = { type: 'enabled', budget_tokens: 1024 }
  const asked = { messages: [user], tools, thinking }

  async function answerTo(body: Body): Promise<Body[]> {
    return ((await (await send(body)).json()) as { content: Body[] }).content
  }

  function loopOf(content: readonly Body[]): Body {
    const ids = content.filter(({ type }) => type === 'tool_use').map(({ id }) => String(id))
    return { ...asked, messages: [user, assistant(...content), results(...ids.map(result))] }
  }

  it('come back as they were', async () => {
    const content = await answerTo(asked)
    expect(content.map(({ type }) => type)).toEqual(['thinking', 'tool_use'])
    expect((await send(loopOf(content))).status).toBe(200)
  })

  it.each<[name: string, change: (thought: Body) => Body, message: string]>([
    ['other words', (thought) => ({ ...thought, thinking: 'Other.' }), 'messages.1.content.0: Invalid `signature` in'],
    [
      'another signature',
      (thought) => ({ ...thought, signature: 'c2ln' }),
      'messages.1.content.0: Invalid `signature`',
    ],
    [
      'no signature',
      (thought) => ({ ...thought, signature: undefined }),
      'messages.1.content.0.thinking.signature: Field required',
    ],
  ])('with %s are rejected', async (_, change, message) => {
    const [thought = {}, ...rest] = await answerTo(asked)
    expect(await rejection(loopOf([change(thought), ...rest]))).toContain(message)
  })

  it('that are missing are rejected', async () => {
    const content = await answerTo(asked)
    expect(await rejection(loopOf(content.slice(1)))).toContain('Expected `thinking` or `redacted_thinking`, but found')
  })

  it.each([true, false])('without words have a signature, streamed: %s', async (stream) => {
    const response = await send({ messages: [user], thinking: { type: 'adaptive', display: 'omitted' }, stream })
    const blocks = stream
      ? blocksOf(await readEvents(response))
      : ((await response.json()) as { content: Body[] }).content
    expect(blocks[0]).toEqual({ type: 'thinking', thinking: '', signature: expect.stringMatching(/\w/) })
    expect((await send({ messages: [user, assistant(...blocks), user] })).status).toBe(200)
  })

  it.each([true, false])('can be redacted, streamed: %s', async (stream) => {
    const question = { role: 'user', content: 'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING' }
    const response = await send({ messages: [question], tools, thinking, stream })
    const blocks = stream
      ? blocksOf(await readEvents(response))
      : ((await response.json()) as { content: Body[] }).content
    expect(blocks.map(({ type }) => type)).toEqual(['redacted_thinking', 'tool_use'])
    expect((await send(loopOf(blocks))).status).toBe(200)
    const [thought = {}, ...rest] = blocks
    expect(await rejection(loopOf([{ ...thought, data: 'b3Ro' }, ...rest]))).toContain('Invalid `data` in')
  })
})

describe('answers', () => {
  it.each<[reply: Body, reason: string]>([
    [{ text: 'x' }, 'end_turn'],
    [{ text: 'x', finishReason: 'length' }, 'max_tokens'],
    [{ text: '', finishReason: 'content_filter' }, 'refusal'],
    [{ text: 'x', finishReason: 'pause_turn' }, 'pause_turn'],
    [{ toolCalls: [{ name: 'weather', arguments: {} }] }, 'tool_use'],
  ])('of the script %j stop with %s', async (reply, reason) => {
    for (const one of [reply, reply]) emulator.reply(one)
    const whole = (await (await send({ messages: [user] })).json()) as Body
    expect(whole['stop_reason']).toBe(reason)
    const events = await readEvents(await send({ messages: [user], stream: true }))
    expect(events.at(-2)).toMatchObject({ type: 'message_delta', delta: { stop_reason: reason } })
  })

  it('name the stop sequence that ended them', async () => {
    const made = (await (await send({ messages: [user], stop_sequences: ['emulator', 'endpoint'] })).json()) as Body
    expect(made).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'endpoint' })
  })

  it('send the failure of a script as an error of the API', async () => {
    emulator.reply({ error: { status: 529, message: 'Overloaded' } })
    const response = await send({ messages: [user] })
    expect(response.status).toBe(529)
    expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } })
  })
})

/** Joins the events of a stream to the blocks of a message. */
function blocksOf(events: readonly Body[]): Body[] {
  const blocks: Record<string, string>[] = []
  for (const { type, index, content_block: block, delta } of events) {
    if (type === 'content_block_start') blocks.push({ ...(block as Record<string, string>) })
    const open = blocks[Number(index)]
    if (type !== 'content_block_delta' || open === undefined) continue
    const { type: kind, ...pieces } = delta as Record<string, string>
    for (const [name, piece] of Object.entries(pieces))
      open[name === 'partial_json' ? 'json' : name] = `${open[name] ?? ''}${piece}`
    if (kind === 'input_json_delta' && open['json'] === undefined) open['json'] = ''
  }
  return blocks.map((block) => Object.fromEntries(Object.entries(block).filter(([name]) => name !== 'json')))
}
