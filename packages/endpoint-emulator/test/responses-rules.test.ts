import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { post, readEvents } from './posting.ts'

type Body = Record<string, unknown>

const user = { role: 'user', content: 'How is the weather?' }
const tools = [{ type: 'function', name: 'weather', parameters: { type: 'object' } }]
const output = { type: 'function_call_output', call_id: 'call_1', output: 'rain' }
const stateless = { store: false, include: ['reasoning.encrypted_content'], reasoning: { effort: 'low' } }

let emulator: RunningEndpointEmulator

beforeAll(async () => {
  emulator = await startEndpointEmulator()
})

afterAll(() => emulator.close())

function send(body: Body): Promise<Response> {
  return post(`${emulator.url}/openai/v1/responses`, { model: 'gpt-5', input: [user], ...body })
}

async function rejection(body: Body, status = 400): Promise<{ message: string; code: unknown; param: unknown }> {
  const response = await send(body)
  const { error } = (await response.json()) as { error: { message: string; code: unknown; param: unknown } }
  expect([response.status, error]).toEqual([status, expect.objectContaining({ type: 'invalid_request_error' })])
  return error
}

describe('reasoning', () => {
  async function answerTo(body: Body): Promise<Body[]> {
    return ((await (await send(body)).json()) as { output: Body[] }).output
  }

  function loopOf(items: readonly Body[]): Body {
    const outputs = items.flatMap(({ call_id: id }) => (id === undefined ? [] : [{ ...output, call_id: id }]))
    return { ...stateless, tools, input: [user, ...items, ...outputs] }
  }

  it('comes back encrypted, as it was', async () => {
    const items = await answerTo({ ...stateless, tools })
    expect(items.map(({ type }) => type)).toEqual(['reasoning', 'function_call'])
    expect(items[0]).toMatchObject({ encrypted_content: expect.stringMatching(/^gAAAAA/), summary: [] })
    expect((await send(loopOf(items))).status).toBe(200)
  })

  it.each<[name: string, change: (items: Body[]) => Body[], error: Body, status?: number]>([
    [
      'that was changed',
      ([thought, ...rest]) => [{ ...thought, encrypted_content: 'gAAAAAb3RoZXI.x' }, ...rest],
      { code: 'invalid_encrypted_content', message: expect.stringContaining('could not be verified') },
    ],
    [
      'under another id',
      ([thought, ...rest]) => [{ ...thought, id: 'rs_999' }, ...rest],
      { code: 'invalid_encrypted_content' },
    ],
    [
      'without its content',
      ([thought, ...rest]) => [{ ...thought, encrypted_content: undefined }, ...rest],
      { message: expect.stringContaining('not found. Items are not persisted') },
      404,
    ],
    ['that is missing', (items) => items.slice(1), { message: expect.stringContaining("required 'reasoning' item") }],
    [
      'that nothing follows',
      (items) => items.slice(0, 1),
      { message: expect.stringContaining('without its required following item') },
    ],
  ])('%s is rejected', async (_, change, error, status) => {
    const items = await answerTo({ ...stateless, tools })
    expect(await rejection(loopOf(change(items)), status)).toMatchObject(error)
  })

  it('is not needed by items without ids', async () => {
    const [, { id: _id, ...called } = {}] = await answerTo({ ...stateless, tools })
    expect((await send(loopOf([called]))).status).toBe(200)
  })
})

it('streams the events of the API in their order, with the response at the end', async () => {
  const body = { ...stateless, reasoning: { summary: 'auto' }, tools }
  const events = await readEvents(await send({ ...body, stream: true }))
  const types = events.map(({ type }) => String(type).replace('response.', ''))
  expect(types.filter((type, index) => types.indexOf(type) === index)).toEqual([
    'created',
    'in_progress',
    'output_item.added',
    'reasoning_summary_part.added',
    'reasoning_summary_text.delta',
    'reasoning_summary_text.done',
    'reasoning_summary_part.done',
    'output_item.done',
    'function_call_arguments.delta',
    'function_call_arguments.done',
    'completed',
  ])
  expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, index) => index))
  const done = events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item)
  expect(events.at(-1)).toMatchObject({ response: { status: 'completed', output: done } })
})
