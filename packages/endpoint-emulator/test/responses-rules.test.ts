import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { post, readEvents } from './posting.ts'

type Body = Record<string, unknown>

const user = { role: 'user', content: 'How is the weather?' }
const tools = [{ type: 'function', name: 'weather', parameters: { type: 'object' } }]
const call = { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' }
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

describe('the Responses API rejects', () => {
  it.each<[name: string, body: Body, error: Body]>([
    ['no input', { input: undefined }, { code: 'missing_required_parameter', param: 'input' }],
    ['an unknown parameter', { stop: 'x' }, { code: 'unknown_parameter', message: "Unknown parameter: 'stop'." }],
    ['a parameter of chat', { max_tokens: 5 }, { code: 'unsupported_parameter', param: 'max_tokens' }],
    ['a format of chat', { response_format: {} }, { message: expect.stringContaining("moved to 'text.format'") }],
    ['few tokens', { max_output_tokens: 5 }, { code: 'integer_below_min_value' }],
    ['a high temperature', { temperature: 3 }, { code: 'decimal_above_max_value' }],
    ['a tool of chat', { tools: [{ type: 'function', function: { name: 'x' } }] }, { param: 'tools[0].name' }],
    ['an unknown include', { include: ['reasoning'] }, { param: 'include[0]', code: 'invalid_value' }],
    [
      'encryption by a model without reasoning',
      { model: 'gpt-4o', include: ['reasoning.encrypted_content'] },
      { message: 'Encrypted content is not supported with this model.', param: 'include' },
    ],
    ['a forced tool without tools', { tool_choice: 'required' }, { param: 'tool_choice' }],
    [
      'an open schema that is strict',
      { tools: [{ ...tools[0], strict: true }] },
      { message: expect.stringContaining("'additionalProperties' is required") },
    ],
    ['JSON without the word', { text: { format: { type: 'json_object' } } }, { param: 'input' }],
    [
      'a schema without a name',
      { text: { format: { type: 'json_schema', schema: {} } } },
      { param: 'text.format.name' },
    ],
    ['a role of chat', { input: [user, { role: 'tool', content: 'x' }] }, { param: 'input[1]', code: 'invalid_value' }],
    [
      'parts of chat',
      { input: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }] },
      { message: expect.stringContaining("Invalid value: 'text'. Supported values are: 'input_text'") },
    ],
    [
      'parts of the user in an answer',
      { input: [user, { role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }, user] },
      { message: "Invalid value: 'input_text'. Supported values are: 'output_text', and 'refusal'." },
    ],
    [
      'a file without a name',
      { input: [{ role: 'user', content: [{ type: 'input_file', file_data: 'data:application/pdf;base64,AA==' }] }] },
      { param: 'input[0].content[0].filename' },
    ],
    [
      'a call without output',
      { input: [user, call, user] },
      { message: 'No tool output found for function call call_1.' },
    ],
    [
      'an output without call',
      { input: [user, output] },
      { message: 'No tool call found for function call output with call_id call_1.' },
    ],
    ['an item id of another kind', { input: [user, { ...call, id: 'call_1' }, output] }, { param: 'input[1].id' }],
    [
      'a long call id',
      { input: [user, { ...call, call_id: 'x'.repeat(65) }] },
      { code: 'string_above_max_length', param: 'input[1].call_id' },
    ],
    ['an unknown response', { previous_response_id: 'resp_x' }, { code: 'previous_response_not_found' }],
  ])('%s', async (_, body, error) => {
    expect(await rejection(body)).toMatchObject(error)
  })
})

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
