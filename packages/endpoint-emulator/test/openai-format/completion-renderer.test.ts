import { describe, expect, it } from 'vitest'
import type { EngineResult } from '../../src/engine/engine.ts'
import {
  type ChatDialect,
  engineRoutes,
  foundationRoutes,
  foundryV1,
  modelInference,
  serverlessV1,
} from '../../src/openai-format/chat-dialect.ts'
import { renderChatCompletion, renderTextCompletion } from '../../src/openai-format/completion-renderer.ts'
import { inProcess } from '../in-process.ts'
import { gather } from '../posting.ts'

type Body = Record<string, unknown>

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const identity = { id: 'x-1', created: 5, model: 'm' }
const choice = { text: '', toolCalls: [], finishReason: 'stop', messageFields: {}, choiceFields: {} }
const result: EngineResult = { ...choice, others: [], usage }
const chat = (choices: Body[], more: Body = {}): Body => {
  return { ...identity, object: 'chat.completion', choices, usage, ...more }
}
const calls = [
  { id: 'a', name: 'f', arguments: '{"x":1}' },
  { id: 'b', name: 'g', arguments: '{"cut' },
]
const wireCalls = (more: Body = {}, given: unknown[] = calls.map((one) => one.arguments)): Body[] =>
  calls.map(({ id, name }, index) => ({ id, type: 'function', function: { name, arguments: given[index], ...more } }))
const filtered = { violence: { filtered: true, severity: 'medium' } }

describe('a whole chat completion', () => {
  it.each<[name: string, dialect: ChatDialect, message: Body, calling: Body, more: Body, cut: Body]>([
    [
      'modelInference',
      modelInference,
      { content: 'Hi', tool_calls: null },
      { content: '', tool_calls: wireCalls({ call_id: null }) },
      { logprobs: null },
      { content_filter_result: filtered },
    ],
    [
      'serverlessV1',
      serverlessV1,
      { content: 'Hi' },
      { content: '', tool_calls: wireCalls() },
      {},
      { content_filter_result: filtered },
    ],
    [
      'engineRoutes',
      engineRoutes,
      { content: 'Hi' },
      { content: null, tool_calls: wireCalls() },
      { logprobs: null },
      { content_filter_result: filtered },
    ],
    [
      'foundationRoutes',
      foundationRoutes,
      { content: 'Hi', tool_calls: null },
      { content: '', tool_calls: wireCalls({ call_id: null }, [{ x: 1 }, '{"cut']) },
      {},
      { content_filter_result: filtered },
    ],
    [
      'foundryV1',
      foundryV1,
      { content: 'Hi', refusal: null },
      { content: null, refusal: null, tool_calls: wireCalls() },
      { content_filter_results: {} },
      { content_filter_results: filtered },
    ],
  ])('of %s', (_, dialect, message, calling, more, cut) => {
    const role = { role: 'assistant' }
    expect(renderChatCompletion({ ...result, text: 'Hi', reasoning: '' }, dialect, identity)).toEqual(
      chat([{ index: 0, message: { ...role, ...message, reasoning_content: '' }, finish_reason: 'stop', ...more }]),
    )
    const made = { ...result, toolCalls: calls, finishReason: 'content_filter' }
    expect(renderChatCompletion(made, dialect, identity)).toEqual(
      chat([{ index: 0, message: { ...role, ...calling }, finish_reason: 'content_filter', ...more, ...cut }]),
    )
    const both = renderChatCompletion({ ...result, text: 'Hi', toolCalls: calls }, dialect, identity)
    expect(both).toMatchObject({ choices: [{ message: { content: 'Hi' } }] })
  })

  const head = { id: 'up', created: 9, model: 'tiny', fields: { system_fingerprint: 'fp' } }
  const fields = { messageFields: { refusal: 'no' }, choiceFields: { stop_reason: 7 } }
  const upstream = { ...result, ...fields, text: 'a', head, others: [{ ...choice, text: 'b', finishReason: 'length' }] }
  const message = { role: 'assistant', content: 'a' }

  it('has the choices and the fields of an upstream', () => {
    const second = { index: 1, message: { ...message, content: 'b' }, finish_reason: 'length' }
    const first = { index: 0, message: { ...message, refusal: 'no' }, finish_reason: 'stop', stop_reason: 7 }
    expect(renderChatCompletion(upstream, serverlessV1, identity)).toEqual(
      chat([first, second], { id: 'up', created: 9, model: 'tiny', system_fingerprint: 'fp' }),
    )
    const named = renderChatCompletion(upstream, serverlessV1, { ...identity, fixedModel: 'mine' })
    expect(named).toMatchObject({ id: 'up', model: 'mine' })
    const bare = renderChatCompletion({ ...result, head: { fields: {} } }, serverlessV1, identity)
    expect(bare).toMatchObject(identity)
    const known = { ...serverlessV1, knownFieldsOnly: true }
    expect(renderChatCompletion(upstream, known, identity)).toEqual(
      chat([{ index: 0, message, finish_reason: 'stop' }, second], { id: 'up', created: 9, model: 'tiny' }),
    )
  })

  it('of text has the same around its choices', () => {
    const around = { id: 'up', created: 9, model: 'tiny', object: 'text_completion', usage }
    const first = { index: 0, text: 'a', finish_reason: 'stop', logprobs: null }
    const second = { index: 1, text: 'b', finish_reason: 'length', logprobs: null }
    expect(renderTextCompletion(upstream, engineRoutes, identity)).toEqual({
      ...around,
      system_fingerprint: 'fp',
      choices: [{ ...first, stop_reason: 7 }, second],
    })
    expect(renderTextCompletion(upstream, foundationRoutes, identity)).toEqual({ ...around, choices: [first, second] })
    expect(renderTextCompletion(result, modelInference, identity)).toEqual({
      ...identity,
      object: 'text_completion',
      usage,
      choices: [{ ...first, text: '' }],
    })
  })
})

describe('the routes of chat completions', () => {
  const question = { messages: [{ role: 'user', content: 'x' }] }

  it.each([
    // This route refuses `stream_options`.
    ['serverless', '/chat/completions', modelInference, { usages: [1, 0], writes: 4 }],
    ['serverless', '/v1/chat/completions', serverlessV1, { usages: [1, 1], writes: 4 }],
    ['huggingface', '/v1/chat/completions', engineRoutes, { usages: [0, 1], writes: 4 }],
    ['foundation', '/v1/chat/completions', engineRoutes, { usages: [0, 1], writes: 1 }],
    ['foundation', '/chat/completions', foundationRoutes, { usages: [0, 0], writes: 1 }],
    ['foundry', '/openai/v1/chat/completions', foundryV1, { usages: [0, 1], writes: 5 }],
  ] as const)('of %s at %s speak their dialect', async (image, path, dialect, { usages, writes }) => {
    const reply = { text: 'Hi', usage: { inputTokens: 3, outputTokens: 2 }, pace: { eventsPerWrite: 1 } }
    const { send } = inProcess({ image, replies: [reply, reply, reply] })
    const body = { ...question, model: 'm' }
    const whole = (await (await send(path, body)).json()) as Body
    const expected = renderChatCompletion({ ...result, text: 'Hi' }, dialect, { ...identity, id: 'chatcmpl-1' })
    expect(whole).toEqual({ ...expected, created: whole['created'] })
    expect(Math.abs(Number(whole['created']) - Date.now() / 1000)).toBeLessThan(60)
    const streamed = await send(path, { ...body, stream: true })
    const parts = await gather(streamed.body as AsyncIterable<Uint8Array>)
    expect(parts).toHaveLength(writes)
    const text = Buffer.concat(parts).toString()
    const options = { stream_options: { include_usage: true } }
    const asked = await (await send(path, { ...body, stream: true, ...options })).text()
    expect([text, asked].map((one) => one.match(/"usage": ?\{/g)?.length ?? 0)).toEqual(usages)
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(text.startsWith('data: {"choices":[],"created":0')).toBe(image === 'foundry')
  })

  it.each([
    ['foundation', '/chat/completions', 256],
    ['foundation', '/v1/chat/completions', undefined],
  ] as const)('of %s at %s cut an answer after %s tokens', async (image, path, limit) => {
    const { send } = inProcess({ image })
    const content = 'word '.repeat(390)
    const made = (await (await send(path, { messages: [{ role: 'user', content }] })).json()) as {
      usage: { completion_tokens: number }
      choices: { finish_reason: string }[]
    }
    expect(made.choices[0]?.finish_reason).toBe(limit === undefined ? 'stop' : 'length')
    if (limit === undefined) expect(made.usage.completion_tokens).toBeGreaterThan(256)
    else expect(made.usage.completion_tokens).toBe(limit)
  })
})
