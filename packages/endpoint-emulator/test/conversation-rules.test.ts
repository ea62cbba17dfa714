import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, createEndpointEmulator } from '../src/index.ts'

const user = { role: 'user', content: 'Why?' }
const assistant = { role: 'assistant', content: 'So.' }
const call = (...ids: string[]) => ({
  role: 'assistant',
  content: '',
  reasoning_content: 'Hm.',
  tool_calls: ids.map((id) => ({ id, type: 'function', function: { name: 'look', arguments: '{}' } })),
})
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'Done.' })
const [first, second] = ['abcdefgh1', 'abcdefgh2']

async function ask(
  conversationRules: EndpointEmulatorOptions['conversationRules'],
  messages: unknown,
  more: object = {},
): Promise<[number, unknown]> {
  const { fetch: send } = createEndpointEmulator({ conversationRules, auth: { mode: 'none' }, replies: ['Fine.'] })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ messages, ...more })
  const response = await send('http://h/v1/chat/completions', { method: 'POST', headers, body })
  return [response.status, await response.json()]
}

const order = (message: string) => ({
  object: 'error',
  message,
  type: 'invalid_request_message_order',
  param: null,
  code: '3230',
})
const format = (message: string) => ({
  object: 'error',
  message,
  type: 'invalid_function_call',
  param: null,
  code: '3280',
})

describe('the rules of Mistral', () => {
  it.each<[messages: unknown[], body: unknown]>([
    [
      [user, assistant],
      order('Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant'),
    ],
    [[user, call(first), result(first), user], order("Unexpected role 'user' after role 'tool'")],
    [[user, result(first)], order("Unexpected role 'tool' after role 'user'")],
    [[user, call(first, second), result(first)], order('Not the same number of function calls and responses')],
    [[user, call(first), result(second)], order(`Unexpected tool call id ${second} in tool results`)],
    [
      [user, call('call_1'), result('call_1')],
      format('Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.'),
    ],
    [
      [user, { role: 'assistant', content: '' }, user],
      {
        ...order('Assistant message must have either content or tool_calls, but not none.'),
        type: 'invalid_request_error',
        code: null,
      },
    ],
  ])('%j', async (messages, body) => {
    expect(await ask('mistral', messages)).toEqual([400, body])
    expect((await ask(undefined, messages))[0]).toBe(200)
  })

  it('allow a conversation with tools, and an answer that has begun', async () => {
    const done = [{ role: 'system', content: 'Be brief.' }, user, call(first, second), result(second), result(first)]
    expect((await ask('mistral', done))[0]).toBe(200)
    expect((await ask('mistral', [...done, assistant, user]))[0]).toBe(200)
    expect((await ask('mistral', [user, { ...assistant, prefix: true }]))[0]).toBe(200)
  })
})

describe('the rules of DeepSeek', () => {
  const refusal = (message: unknown) => [
    400,
    { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' } },
  ]
  const { reasoning_content: _thought, ...thoughtless } = call('a')

  it.each<[messages: unknown[], message: unknown, more?: object]>([
    [[user, call('a', 'b'), result('a')], expect.stringContaining('insufficient tool messages')],
    [[user, call('a'), user, result('a')], expect.stringContaining('insufficient tool messages')],
    [[user, result('a')], "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'"],
    [[user, { role: 'assistant', content: '' }, user], 'Invalid assistant message: content or tool_calls must be set'],
    [
      [user, thoughtless, result('a')],
      'The `reasoning_content` in the thinking mode must be passed back to the API.',
      { reasoning_effort: 'high' },
    ],
    [
      [user, user],
      expect.stringContaining('(messages[0] and messages[1] in your input)'),
      { model: 'deepseek-reasoner' },
    ],
  ])('%j', async (messages, message, more) => {
    expect(await ask('deepseek', messages, more)).toEqual(refusal(message))
    expect((await ask(undefined, messages, more))[0]).toBe(200)
  })

  it('allow a conversation with tools, with its thoughts or without thinking', async () => {
    const done = [user, call('a', 'b'), result('b'), result('a'), assistant, user]
    expect((await ask('deepseek', done, { reasoning_effort: 'high' }))[0]).toBe(200)
    expect((await ask('deepseek', [user, thoughtless, result('a')]))[0]).toBe(200)
  })
})
