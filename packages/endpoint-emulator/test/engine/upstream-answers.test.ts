import { describe, expect, it } from 'vitest'
import type { EngineDelta } from '../../src/engine/engine.ts'
import { parseCompletion, parseStream } from '../../src/engine/upstream-answer.ts'
import { gather } from '../posting.ts'

type Body = Record<string, unknown>

const head = { id: 'up', created: 9, model: 'tiny' }
const parsedHead = { ...head, fields: {} }
const nameless = { id: undefined, created: undefined, model: undefined, fields: {} }
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }

function parse(events: readonly unknown[]): Promise<EngineDelta[]> {
  const text = events.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`).join('')
  return gather(parseStream(new Blob([text]).stream() as ReadableStream<Uint8Array>))
}

const calls = (...all: unknown[]): Body => ({ tool_calls: all })
const call = (index: number, fields: Body): EngineDelta => ({
  choice: 0,
  toolCall: { index, id: undefined, name: undefined, arguments: '', ...fields },
})

describe('a part of an upstream’s answer', () => {
  it.each<[part: Body, deltas: EngineDelta[]]>([
    [{ role: 'assistant', content: null, tool_calls: null }, []],
    [{ content: '' }, []],
    [{ content: 'a' }, [{ choice: 0, text: 'a' }]],
    [{ content: 1, reasoning_content: '', refusal: null }, []],
    [{ reasoning_content: 'a', reasoning: 'b' }, [{ choice: 0, reasoning: 'a' }]],
    [
      { reasoning: 'b', content: 'c' },
      [
        { choice: 0, reasoning: 'b' },
        { choice: 0, text: 'c' },
      ],
    ],
    [{ content: '', refusal: 'no', audio: {} }, [{ choice: 0, messageFields: { refusal: 'no', audio: {} } }]],
    [
      calls(
        { index: 1, id: 'a', function: { name: 'f', arguments: '{' } },
        { function: { arguments: { x: 1 } } },
        { index: -1, id: 1, function: {} },
        { index: 2.5, function: { arguments: null } },
        'x',
      ),
      [
        call(1, { id: 'a', name: 'f', arguments: '{' }),
        call(1, { arguments: '{"x":1}' }),
        call(0, {}),
        call(2, { arguments: 'null' }),
        call(4, {}),
      ],
    ],
  ])('%j', async (part, deltas) => {
    expect(await parse([{ ...head, choices: [{ index: 0, delta: part }] }, '[DONE]'])).toEqual([
      { head: parsedHead },
      ...deltas,
    ])
    expect([...parseCompletion({ ...head, choices: [{ index: 0, message: part }] })]).toEqual([
      ...deltas,
      { choice: 0, finishReason: 'stop' },
      { head: parsedHead, usage: undefined },
    ])
  })

  it('gives a call without an id one of its own, by its name and index', async () => {
    const ids = await Promise.all(
      [
        { index: 0, function: { name: 'f' } },
        { index: 1, function: { name: 'f' } },
        { index: 0, function: { name: 'f' } },
      ].map(async (one) => (await parse([{ choices: [{ delta: calls(one) }] }]))[1]?.toolCall?.id),
    )
    expect(ids[0]).toMatch(/^call_[\da-z]+$/)
    expect([ids[0] === ids[2], ids[0] === ids[1]]).toEqual([true, false])
  })
})

describe('a choice of an upstream’s answer', () => {
  it.each<[choice: Body, deltas: EngineDelta[]]>([
    [{}, []],
    [{ index: 2, text: 'a' }, [{ choice: 2, text: 'a' }]],
    [{ index: -1, text: 'a' }, [{ choice: 0, text: 'a' }]],
    [{ index: 1.5, text: 'a' }, [{ choice: 1, text: 'a' }]],
    [{ index: 0, logprobs: null, stop_reason: 7 }, [{ choice: 0, choiceFields: { stop_reason: 7 } }]],
    [{ index: 1, finish_reason: 'length' }, [{ choice: 1, finishReason: 'length' }]],
  ])('%j', async (choice, deltas) => {
    expect(await parse([{ ...head, choices: ['x', choice] }, '[DONE]'])).toEqual([{ head: parsedHead }, ...deltas])
    const whole = [...parseCompletion({ ...head, choices: ['x', choice] })]
    const end = { choice: Math.max(0, Math.trunc(Number(choice['index'] ?? 0))), finishReason: 'stop' }
    expect(whole.slice(0, -1)).toEqual(choice['finish_reason'] ? deltas : [...deltas, end])
  })
})

describe('an upstream’s stream', () => {
  const text = { choices: [{ delta: { content: 'a' } }] }
  const end = { choices: [{ finish_reason: 'stop' }] }

  it.each<[name: string, events: unknown[], deltas: EngineDelta[]]>([
    ['of nothing', [], [{ interrupted: true }]],
    ['that is done', ['[DONE]', text], []],
    [
      'that ends without a finish reason',
      [text],
      [{ head: nameless }, { choice: 0, text: 'a' }, { interrupted: true }],
    ],
    [
      'that ends without [DONE]',
      [text, end],
      [{ head: nameless }, { choice: 0, text: 'a' }, { choice: 0, finishReason: 'stop' }],
    ],
    ['with values that are no chunks', ['1', 'null', '[]', '[DONE]'], []],
    [
      'with one head',
      [{ ...head, service_tier: 'x', choices: [], usage: null }, { id: 'other', choices: [] }, '[DONE]'],
      [{ head: { ...parsedHead, fields: { service_tier: 'x' } } }],
    ],
    [
      'whose head has other types',
      [{ id: 1, created: '9', model: null, object: 'x', choices: [] }, '[DONE]'],
      [{ head: nameless }],
    ],
    ...[{ error: { message: 'x' } }, { error: 'x' }, { object: 'error', message: 'x' }].map(
      (error): [string, unknown[], EngineDelta[]] => [
        `that fails with ${JSON.stringify(error)}`,
        [error, text],
        [{ error }],
      ],
    ),
    ['whose error is null', [{ error: null, choices: [] }, '[DONE]'], [{ head: nameless }]],
    [
      'with usage',
      [
        { usage: { ...usage, total_tokens: 9, prompt_tokens_details: {} } },
        { usage: { prompt_tokens: 3, completion_tokens: 2 } },
        { usage: {} },
        { usage: 'x' },
        '[DONE]',
      ],
      [
        { head: nameless },
        { usage: { ...usage, total_tokens: 9, prompt_tokens_details: {} } },
        { usage },
        { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } },
      ],
    ],
  ])('%s', async (_, events, deltas) => {
    expect(await parse(events)).toEqual(deltas)
  })

  it.each(['{', '['.repeat(100_000)])('that is not JSON is an error', async (json) => {
    await expect(parse([json])).rejects.toThrow(SyntaxError)
  })
})
