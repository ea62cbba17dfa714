import type { ChatMessage, ChatRequest, ToolCall } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, textsOf } from '../../formatters-openai/test/any-history.ts'
import { CohereV2ContentFormatter, type CohereV2FormatterOptions } from '../src/index.ts'

const context = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://x.test/v2/chat'),
  modelKwargs: {},
} as const
const hi = { role: 'user', content: 'Hi' } as const
const call = (id: string, json = '{"a":1}'): ToolCall => ({ id, name: 'f', arguments: json })
const calling = (...calls: ToolCall[]): ChatMessage => ({ role: 'assistant', content: '', toolCalls: calls })
const result = (toolCallId: string, content = 'x'): ChatMessage => ({ role: 'tool', toolCallId, content })

interface Wire {
  readonly role: string
  readonly content?: unknown
  readonly tool_call_id?: string
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[]
}

function bodyOf(request: ChatRequest, options?: CohereV2FormatterOptions): Readonly<Record<string, unknown>> {
  const { serverless } = new CohereV2ContentFormatter(options).codecs
  return serverless.formatRequest(request, context) as Readonly<Record<string, unknown>>
}

const wireOf = (messages: readonly ChatMessage[], options?: CohereV2FormatterOptions): readonly Wire[] =>
  bodyOf({ messages }, options)['messages'] as readonly Wire[]

describe('any history', () => {
  it('becomes one that Cohere accepts, or is rejected with a ConfigurationError', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyHistory({ stray: true }), (messages) => {
        const wire = attempt(() => wireOf(messages))
        if (wire === undefined) return
        accepted += 1
        expectAccepted(wire)
      }),
      { numRuns: 500 },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('keeps its texts, and is not rejected if every result has a call', () => {
    fc.assert(
      fc.property(anyHistory({ stray: false }), (messages) => {
        const sent = JSON.stringify(wireOf(messages))
        for (const text of textsOf(messages)) expect(sent).toContain(JSON.stringify(text).slice(1, -1))
      }),
      { numRuns: 500 },
    )
  })
})

/** The rules of Cohere: no message without content, ids only once, each result behind its call. */
function expectAccepted(wire: readonly Wire[]): void {
  const ids = wire.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).not.toContain('')
  const answered = wire.flatMap(({ role, tool_call_id: id }) => (role === 'tool' ? [id] : []))
  expect(new Set(answered).size).toBe(answered.length)
  for (const [index, message] of wire.entries()) {
    if (message.role === 'system') expect(message.content).toBeTruthy()
    if (message.role === 'assistant') expect(message.content ?? message.tool_calls).toBeTruthy()
    if (message.role !== 'tool') continue
    expect(message.content).toBeTruthy()
    const caller = wire.slice(0, index).findLast(({ role }) => role !== 'tool')
    expect(caller?.tool_calls?.map(({ id }) => id)).toContain(message.tool_call_id)
  }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigurationError' })
    return undefined
  }
}

describe('tool calls', () => {
  it('have unique ids, with results behind them and text for those that are missing or empty', () => {
    const wire = wireOf([
      hi,
      calling(call('1'), call('1')),
      result('1', 'b'),
      hi,
      calling(call('1')),
      result('1', ''),
      hi,
    ])
    expect(wire).toEqual([
      hi,
      { role: 'assistant', tool_calls: [wireCall('1'), wireCall('1_1')] },
      { role: 'tool', tool_call_id: '1', content: 'b' },
      { role: 'tool', tool_call_id: '1_1', content: 'There is no result of this tool call.' },
      hi,
      { role: 'assistant', tool_calls: [wireCall('1_2')] },
      { role: 'tool', tool_call_id: '1_2', content: '{}' },
      hi,
    ])
  })

  it('that are answered twice have both results, and those at the end none', () => {
    const parts = ['x', 'y'].map((text) => ({ type: 'text', text }))
    expect(wireOf([hi, calling(call('1')), result('1', 'x'), result('1', 'y')])[2]?.content).toEqual(parts)
    expect(wireOf([hi, calling(call('1'))])).toHaveLength(2)
  })

  it.each(['', '{"a":', '[1]', '"a"', 'null'])('with the arguments %j have an empty object', (json) => {
    expect(wireOf([hi, calling(call('1', json))])[1]?.tool_calls?.[0]?.function.arguments).toBe('{}')
  })

  it('that share an id have one result each, in their order', () => {
    const wire = wireOf([hi, calling(call('1'), call('1')), result('1', 'x'), result('1', 'y')])
    expect(wire.slice(2).map(({ content }) => content)).toEqual(['x', 'y'])
  })

  it('of which a result names none are rejected', () => {
    const error = { name: 'ConfigurationError', setting: 'messages[1].toolCallId' }
    expect(() => wireOf([hi, result('gone')])).toThrow(expect.objectContaining(error))
  })
})

describe('parameters', () => {
  const tools = ['f', 'g'].map((name) => ({ name, parameters: { type: 'object' } }))
  const ask = (rest: Partial<ChatRequest>): ChatRequest => ({ messages: [hi], tools, ...rest })

  it('send the tool choice, and a tool that has to be called alone', () => {
    expect(bodyOf(ask({ toolChoice: 'auto' }))).not.toHaveProperty('tool_choice')
    expect(bodyOf(ask({ toolChoice: 'none' }))).toMatchObject({ tool_choice: 'NONE', tools: [{}, {}] })
    const named = bodyOf(ask({ toolChoice: { name: 'g' } }))
    expect(named).toMatchObject({ tool_choice: 'REQUIRED', tools: [{ function: { name: 'g' } }] })
    expect(named['tools']).toHaveLength(1)
  })

  it('enforce the schemas of all tools or of none', () => {
    const strict = (...values: (boolean | undefined)[]): unknown =>
      bodyOf(ask({ tools: tools.map(({ name }, index) => ({ name, parameters: {}, strict: values[index] })) }))[
        'strict_tools'
      ]
    expect([strict(), strict(true), strict(true, true), strict(false)]).toEqual([undefined, true, true, false])
    expect(() => strict(true, false)).toThrow('tools[1].strict')
  })

  it('of the formatter are checked', () => {
    const make = (options: object): unknown => new CohereV2ContentFormatter(options)
    expect(() => make({ sendReasoning: 'yes' })).toThrow('`sendReasoning` of the formatter is "yes"')
    expect(() => make({ jsonSchema: 'prompt' })).toThrow('jsonSchema')
  })
})

function wireCall(id: string): object {
  return { id, type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
}
