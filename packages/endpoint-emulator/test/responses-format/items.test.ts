import { describe, expect, it } from 'vitest'
import { seal } from '../../src/responses-format/sealed-reasoning.ts'
import { StoredResponses } from '../../src/responses-format/stored-responses.ts'
import { inProcess, wholeAnswer } from '../in-process.ts'
import { missing, type Problem, tooLong, unsupported, wrongType } from './problems.ts'

type Body = Record<string, unknown>
type Row = [item: unknown, message: string, param: string | null, code: string | null, status?: number]

const { send } = inProcess()
const ask = { role: 'user', content: 'Why?' }
const user = (...content: unknown[]): Body => ({
  role: 'user',
  content: [{ type: 'input_text', text: 'x' }, ...content],
})
const assistant = (...content: unknown[]): Body => ({ role: 'assistant', content })
const call = (more: Body = {}): Body => ({ type: 'function_call', call_id: 'a', name: 'f', arguments: '{}', ...more })
const output = (more: Body = {}): Body => ({ type: 'function_call_output', call_id: 'a', output: '1', ...more })
const thought = (more: Body = {}): Body => ({
  type: 'reasoning',
  id: 'rs_7',
  summary: [],
  encrypted_content: seal('rs_7', 'Hm.'),
  ...more,
})

const rowOf = (item: unknown, error: Problem): Row => [item, ...error]
const idStart = (id: string, start: string): Problem => [
  `Invalid 'input[1].id': '${id}'. Expected an ID that begins with '${start}'.`,
  'input[1].id',
  'invalid_value',
]
const notFound = (id: unknown): [string, string, null, number] => [
  `Item with id '${String(id)}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
  'input',
  null,
  404,
]
const unverified = (text: string): [string, null, string] => [
  `The encrypted content ${text} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
  null,
  'invalid_encrypted_content',
]
const uncalled = (id: string): [string, string, null] => [
  `No tool call found for function call output with call_id ${id}.`,
  'input',
  null,
]
const unanswered = (id: string): [string, string, null] => [
  `No tool output found for function call ${id}.`,
  'input',
  null,
]
const lonely = (id: string): [string, string, null] => [
  `Item '${id}' of type 'reasoning' was provided without its required following item.`,
  'input',
  null,
]
const orphan = (id: string, type: string): [string, string, null] => [
  `Item '${id}' of type '${type}' was provided without its required 'reasoning' item: 'rs_7'.`,
  'input',
  null,
]
const types = "'message', 'function_call', 'function_call_output', 'reasoning', and 'item_reference'"
const roles = "'assistant', 'system', 'developer', and 'user'"
const parts = "'input_text', 'input_image', and 'input_file'"
const answerParts = "'output_text', and 'refusal'"
const long = (most: number, start = ''): string => start.padEnd(most + 1, 'x')
const sealed = seal('rs_7', 'Hm.')

/** Rows whose first value is the item after a question, or all items from there. */
const rejects = (rows: readonly Row[]): void =>
  it.each(rows)('%j', async (item, message, param, code, status = 400) => {
    const input = [ask, ...(Array.isArray(item) ? (item as unknown[]) : [item])]
    const error = { message, type: 'invalid_request_error', param, code }
    expect(await wholeAnswer(await send('/openai/v1/responses', { model: 'gpt-5', input }))).toEqual([
      status,
      { error },
    ])
  })

describe('an item is rejected', () => {
  rejects([
    ['x', "Invalid type for 'input[1]': expected an object.", 'input[1]', 'invalid_type'],
    ...['call', 'my_call_x', 'x1_call', 'text'].map((type) => rowOf({ type }, unsupported(type, types, 'input[1]'))),
    [call({ id: 'call_1' }), ...idStart('call_1', 'fc')],
    [call({ id: 1 }), ...wrongType('input[1].id', 'a string')],
    [call({ id: long(64, 'fc') }), ...tooLong('input[1].id', 64)],
    [call({ call_id: undefined }), ...missing('input[1].call_id')],
    [call({ call_id: long(64) }), ...tooLong('input[1].call_id', 64)],
    [call({ name: null }), ...wrongType('input[1].name', 'a string')],
    [call({ name: long(128) }), ...tooLong('input[1].name', 128)],
    [call({ arguments: {} }), ...wrongType('input[1].arguments', 'a string')],
    [output({ call_id: undefined }), ...missing('input[1].call_id')],
    [output({ call_id: long(64) }), ...tooLong('input[1].call_id', 64)],
    [output({ output: undefined }), ...missing('input[1].output')],
    [{ type: 'item_reference', id: 'msg_1' }, ...notFound('msg_1')],
    [{ type: 'item_reference' }, ...notFound(undefined)],
    [thought({ id: undefined }), ...missing('input[1].id')],
    [thought({ id: null }), ...wrongType('input[1].id', 'a string')],
    [thought({ id: 'msg_1' }), ...idStart('msg_1', 'rs')],
    [thought({ id: long(64, 'rs') }), ...tooLong('input[1].id', 64)],
    [thought({ summary: undefined }), ...missing('input[1].summary')],
    [thought({ encrypted_content: null }), ...notFound('rs_7')],
    [thought({ encrypted_content: '0123456789' }), ...unverified('0123...6789')],
    [thought({ id: 'rs_8' }), ...unverified(`${sealed.slice(0, 4)}...${sealed.slice(-4)}`)],
  ])
})

describe('a message is rejected', () => {
  const part = 'input[1].content[1]'
  rejects([
    [{ content: 'x' }, ...unsupported(undefined, roles, 'input[1]')],
    [{ type: 'message', role: 'tool', content: 'x' }, ...unsupported('tool', roles, 'input[1]')],
    [{ ...ask, id: 'x' }, ...idStart('x', 'msg')],
    [{ role: 'user' }, ...missing('input[1].content')],
    ...['user', 'system', 'developer'].map((role) =>
      rowOf({ ...user({ type: 'text', text: 'x' }), role }, unsupported('text', parts, part)),
    ),
    [user('x'), ...unsupported(undefined, parts, part)],
    [user({ type: 'output_text', text: 'x' }), ...unsupported('output_text', parts, part)],
    [assistant({ type: 'input_text', text: 'x' }), ...unsupported('input_text', answerParts, 'input[1].content[0]')],
    [user({ type: 'input_text' }), ...missing(`${part}.text`)],
    [assistant({ type: 'output_text', text: 1 }), ...wrongType('input[1].content[0].text', 'a string')],
    [assistant({ type: 'refusal' }), ...missing('input[1].content[0].refusal')],
    [user({ type: 'input_image' }), ...missing(`${part}.image_url`)],
    ...['x', 'data:text/plain,x', 'an https://url', { url: 'https://a' }].map((url): Row => [
      user({ type: 'input_image', image_url: url }),
      `Invalid '${part}.image_url'. Expected a valid URL, but got a value with an invalid format.`,
      `${part}.image_url`,
      'invalid_value',
    ]),
    [user({ type: 'input_file' }), ...missing(`${part}.file_id`)],
    [user({ type: 'input_file', file_data: 'x' }), ...missing(`${part}.filename`)],
  ])
})

describe('an order of items is rejected', () => {
  rejects([
    [output(), ...uncalled('a')],
    [[output(), call()], ...uncalled('a')],
    [[call(), output({ call_id: 'b' })], ...uncalled('b')],
    [[call(), ask], ...unanswered('a')],
    [[call(), call({ call_id: 'b' }), output({ call_id: 'a' })], ...unanswered('b')],
    [thought(), ...lonely('rs_7')],
    [[thought(), ask], ...lonely('rs_7')],
    [[call(), thought(), output()], ...lonely('rs_7')],
    [[call({ id: 'fc_0_after_7' }), output()], ...orphan('fc_0_after_7', 'function_call')],
    [{ ...assistant(), id: 'msg_1_after_7' }, ...orphan('msg_1_after_7', 'message')],
    [{ ...assistant(), type: 'message', id: 'msg_12_after_7' }, ...orphan('msg_12_after_7', 'message')],
  ])
})

describe('items are accepted', () => {
  it.each<[input: unknown[]]>([
    [
      [
        ask,
        { role: 'system', content: 'x' },
        { role: 'developer', content: 'x' },
        { role: 'assistant', content: 'x' },
        ask,
      ],
    ],
    [[user({ type: 'input_image', image_url: 'http://a' }), user({ type: 'input_image', file_id: 'f' })]],
    [[user({ type: 'input_image', image_url: 'data:image/png;base64,AA==' })]],
    [[user({ type: 'input_image', image_url: 'https://a', detail: 'low' })]],
    [[user({ type: 'input_file', file_url: 'https://a' }), user({ type: 'input_file', file_id: 'f' })]],
    [[user({ type: 'input_file', file_data: 'x', filename: 'a.pdf' })]],
    [[ask, assistant({ type: 'output_text', text: '' }, { type: 'refusal', refusal: 'No.' }), { ...ask, id: null }]],
    [[call({ id: 'fc_1', call_id: long(63), name: long(127) }), output({ call_id: long(63), output: [] })]],
    [[call(), call({ call_id: 'b' }), output({ call_id: 'b' }), output()]],
    ...'web_search_call computer_call_output mcp_list_tools mcp_approval_request mcp_approval_response custom_tool_output'
      .split(' ')
      .map((type): [unknown[]] => [[ask, { type }]]),
    [[ask, thought(), assistant()]],
    [[ask, thought(), call({ id: 'fc_1_after_7' }), output()]],
    [[ask, thought(), thought(), call(), output()]],
    [[call({ id: 'fc_x_after_7' }), output(), { ...ask, id: 'msg_1_after_7x' }]],
    [[call({ id: 'fc_11' }), output()]],
  ])('%j', async (input) => {
    expect((await send('/openai/v1/responses', { model: 'gpt-5', input })).status).toBe(200)
  })
})

describe('stored items', () => {
  const body = { model: 'gpt-5', reasoning: { effort: 'low' } }

  it('are found by their ids and by the response that they belong to, unless nothing was stored', async () => {
    const local = inProcess()
    const ask1 = async (more: Body): Promise<Body> => {
      const response = await local.send('/openai/v1/responses', { ...body, ...more })
      return (await response.json()) as Body
    }
    const first = await ask1({ input: 'One.' })
    const [reasoning, message] = first['output'] as Body[]
    const reference = { type: 'item_reference', id: message?.['id'] }
    const input = ['One.', 'Two.'].map((content) => ({ role: 'user', content }))
    const bare = { type: 'reasoning', id: reasoning?.['id'], summary: [] }
    for (const items of [
      [input[0], reasoning, reference, input[1]],
      [input[0], bare, message, input[1]],
      [input[0], reasoning, message, input[1]],
    ])
      expect(await ask1({ input: items })).toMatchObject({ status: 'completed' })
    const next = await ask1({ previous_response_id: first['id'], input: 'Two.' })
    expect(next).toMatchObject({ status: 'completed', previous_response_id: first['id'] })
    const hidden = await ask1({ previous_response_id: next['id'], input: 'Three.', store: false })
    const unknown = await ask1({ previous_response_id: hidden['id'], input: 'Four.' })
    expect(unknown).toMatchObject({ error: { code: 'previous_response_not_found' } })
  })

  it('are those of one endpoint', async () => {
    const [local, other] = [inProcess(), inProcess()]
    const first = (await (await local.send('/openai/v1/responses', { ...body, input: 'One.' })).json()) as Body
    const next = { ...body, input: 'Two.', previous_response_id: first['id'] }
    expect((await local.send('/openai/v1/responses', next)).status).toBe(200)
    expect((await other.send('/openai/v1/responses', next)).status).toBe(400)
  })

  it('are the latest thousand', () => {
    const stored = new StoredResponses()
    const itemOf = (index: number): Body => ({ type: 'item_reference', id: `msg_${index}` })
    for (let index = 0; index <= 1000; index += 1) stored.add({ id: index, output: [itemOf(index)] }, [ask])
    expect([0, 1, 1000].map((id) => stored.conversation(id))).toEqual([
      undefined,
      [ask, itemOf(1)],
      [ask, itemOf(1000)],
    ])
    expect([0, 1].map((index) => stored.has(stored.resolve(itemOf(index))))).toEqual([false, true])
  })
})
