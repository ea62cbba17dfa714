import { describe, expect, it } from 'vitest'
import type { EndpointEmulatorOptions } from '../src/index.ts'
import { inProcess, wholeAnswer } from './in-process.ts'

const user = { role: 'user', content: 'Why?' }
const assistant = { role: 'assistant', content: 'So.' }
const prefixed = { ...assistant, prefix: true }
const system = { role: 'system', content: 'Be brief.' }
const developer = { role: 'developer', content: 'Be brief.' }
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
  const { send } = inProcess({ conversationRules, replies: ['Fine.'] })
  return wholeAnswer(await send('/v1/chat/completions', { messages, ...more }))
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
    [[assistant], order('Conversation must start with a user message or system message')],
    [[result(first)], order('Conversation must start with a user message or system message')],
    ...(
      [
        [user, 'tool'],
        [system, 'tool'],
        [developer, 'tool', 'system'],
        [assistant, 'system'],
        [assistant, 'developer', 'system'],
        [call(first), 'system'],
      ] as const
    ).map(([before, role, shown]): [unknown[], unknown] => [
      [user, before, { role, content: 'x' }],
      order(
        before.role === 'developer'
          ? "Unexpected role 'tool' after role 'system'"
          : `Unexpected role '${shown ?? role}' after role '${before.role}'`,
      ),
    ]),
    ...(['user', 'system'] as const).map((role): [unknown[], unknown] => [
      [user, call(first), result(first), { role, content: 'x' }],
      order(`Unexpected role '${role}' after role 'tool'`),
    ]),
    [[user, call(first), result(first), result(first)], order(`Duplicate tool call id ${first} in tool results`)],
    [[user, call(first, second, first), user], order(`Duplicate tool call id ${first} in assistant message`)],
    [[user, call(first), user], order('Not the same number of function calls and responses')],
    [[user, call(first), prefixed], order('Not the same number of function calls and responses')],
    [
      [user, call(first, second), result(first), prefixed],
      order('Not the same number of function calls and responses'),
    ],
    ...['abcdefgh', 'abcdefghij', 'abcdefg-1', ''].map((id): [unknown[], unknown] => [
      [user, call(id), result(id)],
      format(`Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`),
    ]),
    [
      [user, { role: 'assistant', tool_calls: ['x'] }, { role: 'tool', tool_call_id: 'null', content: 'x' }],
      format('Tool call id was null but must be a-z, A-Z, 0-9, with a length of 9.'),
    ],
    ...['', 'a b', 'x'.repeat(65)].map((name): [unknown[], unknown] => [
      [user, { role: 'assistant', tool_calls: [{ id: first, function: { name } }] }, result(first)],
      format(
        `Function name was ${name} but must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64.`,
      ),
    ]),
    [
      [user, prefixed, user],
      {
        ...order('Assistant message with prefix True must be last message'),
        type: 'invalid_request_error',
        code: null,
      },
    ],
    ...[null, undefined, []].map((content): [unknown[], unknown] => [
      [user, { role: 'assistant', content, tool_calls: [] }, user],
      {
        ...order('Assistant message must have either content or tool_calls, but not none.'),
        type: 'invalid_request_error',
        code: null,
      },
    ]),
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
    for (const messages of [
      [user],
      [system],
      [system, system, developer, user, user, system, assistant, prefixed],
      [system, assistant, assistant, user],
      [user, call('ABCxyz019'), result('ABCxyz019'), prefixed],
      [
        user,
        { role: 'assistant', tool_calls: [{ id: first, function: { name: `Az_-9${'x'.repeat(59)}` } }] },
        result(first),
      ],
      [user, { role: 'assistant', content: ['x'] }, user],
    ])
      expect(await ask('mistral', messages)).toEqual([200, expect.anything()])
  })
})

describe('the rules of DeepSeek', () => {
  const refusal = (message: unknown) => [
    400,
    { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' } },
  ]
  const { reasoning_content: _thought, ...thoughtless } = call('a')
  const called = "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
  const empty = 'Invalid assistant message: content or tool_calls must be set'
  const unanswered =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. (insufficient tool messages following tool_calls message)"

  it.each<[messages: unknown[], message: unknown, more?: object]>([
    [[user, call('a', 'b'), result('a')], unanswered],
    [[user, call('a')], unanswered],
    [[user, call('a'), user, result('a')], unanswered],
    [[user, call('a'), assistant], unanswered],
    [[result('a'), user], called],
    [[user, call('a'), result('a'), assistant, result('a')], called],
    [[{ ...call('a'), role: 'user' }, result('a')], called],
    ...[null, undefined, []].map((content): [unknown[], unknown] => [[user, { role: 'assistant', content }], empty]),
    [[user, result('a')], called],
    [[user, { role: 'assistant', content: '' }, user], empty],
    [
      [user, thoughtless, result('a')],
      'The `reasoning_content` in the thinking mode must be passed back to the API.',
      { reasoning_effort: 'high' },
    ],
    [
      [user, { ...thoughtless, reasoning_content: null }, result('a')],
      'The `reasoning_content` in the thinking mode must be passed back to the API.',
      { reasoning_effort: 'high' },
    ],
    ...[
      [user, user],
      [user, assistant, assistant],
    ].map((messages): [unknown[], unknown, object] => [
      messages,
      `deepseek-reasoner does not support successive user or assistant messages (messages[${messages.length - 2}] and messages[${messages.length - 1}] in your input). You should interleave the user/assistant messages in the message sequence.`,
      { model: 'deepseek-reasoner' },
    ]),
  ])('%j', async (messages, message, more) => {
    expect(await ask('deepseek', messages, more)).toEqual(refusal(message))
    expect((await ask(undefined, messages, more))[0]).toBe(200)
  })

  it('allow a conversation with tools, with its thoughts or without thinking', async () => {
    const done = [user, call('a', 'b'), result('b'), result('a'), assistant, user]
    expect((await ask('deepseek', done, { reasoning_effort: 'high' }))[0]).toBe(200)
    expect((await ask('deepseek', [user, thoughtless, result('a')]))[0]).toBe(200)
    const reasoner = { model: 'deepseek-reasoner' }
    const turns = [system, system, user, assistant, user, call('a', 'b'), result('a'), result('b')]
    expect((await ask('deepseek', turns, reasoner))[0]).toBe(200)
    expect((await ask('deepseek', [user, user, assistant, assistant]))[0]).toBe(200)
  })

  it('are no rules for text completions', async () => {
    for (const conversationRules of ['mistral', 'deepseek'] as const) {
      const { send } = inProcess({ conversationRules })
      expect((await send('/v1/completions', { prompt: 'x' })).status).toBe(200)
    }
  })
})
