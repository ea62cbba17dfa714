import { describe, expect, it } from 'vitest'
import { answerDeterministically } from '../../src/engine/deterministic-engine.ts'
import type { EngineDelta, EngineRequest } from '../../src/engine/engine.ts'
import { fakeArguments, fakeFromSchema } from '../../src/engine/schema-faker.ts'
import { request, textOf } from './question.ts'

type Body = Record<string, unknown>

const answer = (more: Partial<EngineRequest>): EngineDelta[] => answerDeterministically({ ...request, ...more })
const tool = (name: string): EngineRequest['tools'][number] => ({ name, parameters: {} })

describe('the tools that are called', () => {
  const named = (deltas: readonly EngineDelta[]): unknown[] =>
    deltas.flatMap(({ toolCall }) => (toolCall?.name === undefined ? [] : [toolCall.name]))
  const tools = ['f', 'g', 'h'].map(tool)
  const user = { role: 'user', content: 'Do it' }
  const called = (...names: string[]): Body => ({
    role: 'assistant',
    tool_calls: [...names.map((name) => ({ function: { name } })), 'x', {}],
  })
  const result = { role: 'tool', content: 'x' }

  it.each<[more: Partial<EngineRequest>, names: string[]]>([
    [{ tools: [] }, []],
    [{}, ['f']],
    [{ toolChoice: 'none' }, []],
    [{ toolChoice: { name: 'g' } }, ['g']],
    [{ toolChoice: { name: 'x' } }, []],
    [{ toolChoice: { name: 'f' }, tools: [tool('f'), tool('f')] }, ['f']],
    [{ messages: [{ role: 'user', content: 'Use h, then g' }] }, ['g', 'h']],
    [{ messages: [user, called('f'), result] }, []],
    [{ messages: [user, called('f'), result, { role: 'user', content: 'h' }] }, ['h']],
    [{ messages: [user, called('f'), result], toolChoice: 'required' }, ['g']],
    [{ messages: [user, called('f', 'g'), result], toolChoice: 'required' }, ['h']],
    [{ messages: [user, called('f', 'g', 'h'), result], toolChoice: 'required' }, ['h']],
    [{ messages: [called('f'), user], toolChoice: 'required' }, ['f']],
    [{ messages: [user, result], toolChoice: 'required' }, ['f']],
    [{ messages: [user, called('f')], toolChoice: 'auto' }, ['g']],
    [{ messages: [{ role: 'user', content: `${'x'.repeat(9_999)}gh` }] }, ['g']],
    [
      {
        tools: Array.from({ length: 40 }, (_, index) => tool(`t${index}`)),
        messages: [{ role: 'user', content: Array.from({ length: 40 }, (_, index) => `t${index}`).join(' ') }],
      },
      Array.from({ length: 32 }, (_, index) => `t${index}`),
    ],
  ])('for %j', (more, names) => {
    const deltas = answer({ messages: [user], tools, ...more })
    expect(named(deltas)).toEqual(names)
    expect(deltas.at(-1)?.finishReason).toBe(names.length > 0 ? 'tool_calls' : 'stop')
    expect(textOf(deltas) === '').toBe(names.length > 0)
  })

  it('have their own ids, and arguments in pieces that are cut at the limit', () => {
    const parameters = { properties: { city: { const: 'Oslo' } }, required: ['city'] }
    const more = { tools: [{ name: 'f', parameters }, tool('g')], messages: [{ role: 'user', content: 'f g' }] }
    const deltas = answer(more)
    const ids = deltas.flatMap(({ toolCall }) => (toolCall?.id === undefined ? [] : [toolCall.id]))
    expect(ids).toEqual([expect.stringMatching(/^call_n?[\da-z]+0$/), expect.stringMatching(/^call_n?[\da-z]+1$/)])
    expect(ids[0]?.slice(0, -1)).not.toBe(ids[1]?.slice(0, -1))
    expect(deltas).toEqual([
      { toolCall: { index: 0, id: ids[0], name: 'f', arguments: '' } },
      ...['{"city"', ':"Oslo"', '}'].map((piece) => ({ toolCall: { index: 0, arguments: piece } })),
      { toolCall: { index: 1, id: ids[1], name: 'g', arguments: '' } },
      { toolCall: { index: 1, arguments: '{}' } },
      {
        finishReason: 'tool_calls',
        stopSequence: undefined,
        usage: { prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 },
      },
    ])
    expect(answer({ ...more, maxTokens: 2 }).slice(0, 3)).toEqual(deltas.slice(0, 3))
    expect(answer({ ...more, maxTokens: 2 }).at(-1)?.finishReason).toBe('length')
  })
})

describe('a value for a schema', () => {
  it.each<[schema: Body, value: unknown]>([
    [{ const: 'x' }, 'x'],
    [{ type: 'x' }, {}],
    [{ type: 'array', items: { const: 1 }, minItems: 9_999 }, {}],
    [{ type: 'string', minLength: 10_001 }, {}],
    [{ type: 'object', minProperties: 1e5 }, {}],
    [{ type: 'array', contains: { const: 1 }, minContains: 1e5 }, {}],
    [{ allOf: Array.from({ length: 101 }, () => ({})) }, {}],
    [
      { type: 'object', properties: { a: { const: 1 }, b: { const: 2 } } },
      { a: 1, b: 2 },
    ],
  ])('%j', (schema, value) => {
    expect(fakeFromSchema(schema, 1)).toEqual(value)
  })

  it('is generated on a machine that is busy with something else', () => {
    let uses = 0
    const schema = {
      type: 'object',
      get properties() {
        uses += 1
        // After the estimate of its cost, generating it is held up without any processor time.
        if (uses === 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200)
        return { a: { const: 1 } }
      },
    }
    expect(fakeFromSchema(schema, 1)).toEqual({ a: 1 })
    expect(uses).toBeGreaterThan(2)
  })

  it('is the same for the same seed, and an object as arguments', () => {
    const schema = { type: 'integer', minimum: 0, maximum: 1e9 }
    const [first, second, other] = [-5, -5, 6].map((seed) => fakeFromSchema(schema, seed))
    expect([first === second, first === other]).toEqual([true, false])
    expect(fakeArguments({ type: 'string' }, 1)).toEqual({})
    expect(fakeArguments({ type: 'array' }, 1)).toEqual({})
    expect(fakeArguments({ properties: { a: { const: 1 } } }, 1)).toEqual({ a: 1 })
  })
})
