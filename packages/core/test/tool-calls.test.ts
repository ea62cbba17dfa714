import type { ChatChunk, ChatRequest, ToolCallDelta } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, delta, hello, sse } from './client-of.ts'

interface WireDelta {
  index?: number
  id?: string | null
  function?: { name?: string | null; arguments?: unknown }
}

const call = (name?: string | null, json?: unknown, id?: string | null, index?: number): WireDelta => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id }),
  function: { ...(name !== undefined && { name }), ...(json !== undefined && { arguments: json }) },
})

async function stream(
  events: readonly (readonly WireDelta[])[],
  reason: string | null = 'tool_calls',
  request = hello,
): Promise<ChatChunk[]> {
  const body = sse(
    ...events.map((tool_calls) => delta({ tool_calls })),
    ...(reason === null ? [] : [delta({}, { finish_reason: reason })]),
  )
  const { chunks, error } = await collect(clientOf(() => new Response(body)).stream(request))
  if (error !== undefined) throw error
  return chunks
}

function joined(chunks: readonly ChatChunk[]): { id: string; name: string; arguments: string }[] {
  const calls: { id: string; name: string; arguments: string }[] = []
  for (const { index, id, name, arguments: json } of chunks.flatMap((chunk) => chunk.toolCalls ?? [])) {
    const known = calls[index]
    if (known === undefined) {
      expect(index).toBe(calls.length)
      expect(id).toBeTruthy()
      expect(name).toBeTruthy()
      calls.push({ id: id as string, name: name as string, arguments: json ?? '' })
    } else {
      expect([id, name]).toEqual([undefined, undefined])
      known.arguments += json ?? ''
    }
  }
  return calls
}

const shown = (chunks: readonly ChatChunk[]): string[] =>
  joined(chunks).map(({ name, arguments: json }) => `${name}${json}`)

describe('streamed tool calls', () => {
  const cases: [name: string, events: WireDelta[][], expected: string[]][] = [
    [
      'as OpenAI sends them',
      [[call('f', '', 'a', 0)], [call(undefined, '{"x"', undefined, 0)], [call(undefined, ':1}', undefined, 0)]],
      ['f{"x":1}'],
    ],
    [
      'two of them',
      [
        [call('f', '', 'a', 0)],
        [call(undefined, '{}', undefined, 0)],
        [call('g', '', 'b', 1)],
        [call(undefined, '{"y":2}', undefined, 1)],
      ],
      ['f{}', 'g{"y":2}'],
    ],
    [
      'interleaved',
      [
        [call('f', '', 'a', 0), call('g', '', 'b', 1)],
        [call(undefined, '{"x"', undefined, 0)],
        [call(undefined, '{"y"', undefined, 1)],
        [call(undefined, ':1}', undefined, 0)],
        [call(undefined, ':2}', undefined, 1)],
      ],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    [
      'without any index',
      [[call('f', '{"x"', 'a')], [call(undefined, ':1}')], [call('g', '{"y":2}', 'b')]],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    [
      'without index and id',
      [[call('f', '{"x":1}')], [call('g', '{"y"')], [call(undefined, ':2}')]],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    ['all with index 0', [[call('f', '{"x":1}', 'a', 0)], [call('f', '{"y":2}', 'b', 0)]], ['f{"x":1}', 'f{"y":2}']],
    [
      'all with index 0 and no ids',
      [[call('f', '{"x":1}', undefined, 0)], [call('g', '{"y":2}', '', 0)]],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    [
      'all with the same id',
      [[call('f', '{"x":1}', 'call_0', 0)], [call('g', '{"y":2}', 'call_0', 1)]],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    [
      'with a fresh id on every piece',
      [[call('f', '', 'a', 0)], [call(undefined, '{"x"', 'b', 0)], [call(null, ':1}', 'c', 0)]],
      ['f{"x":1}'],
    ],
    [
      'with a fresh id on every piece and no index',
      [[call('f', '', 'a')], [call(undefined, '{"x"', 'b')], [call(undefined, ':1}', 'c')]],
      ['f{"x":1}'],
    ],
    [
      'with the name on every piece',
      [[call('f', '', 'a', 0)], [call('f', '{"x"', 'a', 0)], [call('f', ':1}', 'a', 0)]],
      ['f{"x":1}'],
    ],
    [
      'with the name in pieces',
      [[call('get_', undefined, 'a', 0)], [call('weather', '', undefined, 0)], [call(undefined, '{}', undefined, 0)]],
      ['get_weather{}'],
    ],
    [
      'with the name after the arguments',
      [[call(undefined, '{"x"', 'a', 0)], [call('f', ':1}', undefined, 0)]],
      ['f{"x":1}'],
    ],
    ['with the id after the name', [[call('f', '', undefined, 0)], [call(undefined, '{}', 'late', 0)]], ['f{}']],
    ['with arguments as an object', [[call('f', { x: 1 }, 'a', 0)]], ['f{"x":1}']],
    ['without arguments', [[call('f', '', 'a', 0)], [call('g', undefined, 'b', 1)]], ['f{}', 'g{}']],
    ['whole, in one event', [[call('f', '{"x":1}', 'a'), call('g', '{"y":2}', 'b')]], ['f{"x":1}', 'g{"y":2}']],
  ]
  it.each(cases)('%s are joined correctly', async (_name, events, expected) => {
    const chunks = await stream(events)
    expect(shown(chunks)).toEqual(expected)
    expect(chunks.at(-1)?.finishReason).toBe('tool-calls')
  })

  it('keep the id of the endpoint if it is new', async () => {
    expect(
      joined(await stream([[call('f', '', 'late-or-not', 0)], [call(undefined, '{}', undefined, 0)]]))[0]?.id,
    ).toBe('late-or-not')
    expect(joined(await stream([[call('f', '', undefined, 0)], [call(undefined, '{}', 'late', 0)]]))[0]?.id).toBe(
      'late',
    )
  })

  it('get a new id if theirs is empty or already used in the request or the answer', async () => {
    const request: ChatRequest = {
      messages: [
        ...hello.messages,
        { role: 'assistant', content: '', toolCalls: [{ id: 'call_0', name: 'f', arguments: '{}' }] },
        { role: 'tool', content: 'done', toolCallId: 'call_0' },
      ],
    }
    const calls = joined(
      await stream(
        [
          [call('f', '{}', 'call_0', 0)],
          [call('g', '{}', 'x', 1)],
          [call('h', '{}', 'x', 2)],
          [call('i', '{}', '', 3)],
        ],
        'tool_calls',
        request,
      ),
    )
    const ids = calls.map(({ id }) => id)
    expect(new Set([...ids, 'call_0']).size).toBe(5)
    expect(ids[1]).toBe('x')
    for (const id of [ids[0], ids[2], ids[3]]) expect(id).toMatch(/^[A-Za-z0-9]{9}$/)
  })

  it('join to the original arguments, however they are split', async () => {
    const json = fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })).map((value) => JSON.stringify(value))
    await fc.assert(
      fc.asyncProperty(
        fc.array(json, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, size) => {
          const events = all.flatMap((text, index) => [
            [call(`f${index}`, '', `id${index}`, index)],
            ...(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).map((piece) => [
              call(undefined, piece, undefined, index),
            ]),
          ])
          expect(joined(await stream(events)).map((one) => one.arguments)).toEqual(all)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('the finish reason', () => {
  const whole = [[call('f', '{"x":1}', 'a', 0)]]
  const cut = [[call('f', '{"x":', 'a', 0)]]
  it.each([
    ['stop', whole, 'tool-calls'],
    ['eos_token', whole, 'tool-calls'],
    ['some_new_word', whole, 'tool-calls'],
    [null, whole, 'tool-calls'],
    ['length', whole, 'length'],
    ['content_filter', whole, 'content-filter'],
    ['length', cut, 'length'],
    ['stop', cut, 'stop'],
  ])('%s becomes what a person can act on', async (reason, events, expected) => {
    expect((await stream(events, reason)).at(-1)?.finishReason).toBe(expected)
  })

  it('is accompanied by the raw one', async () => {
    expect((await stream(whole, 'eos_token')).at(-1)?.rawFinishReason).toBe('eos_token')
  })

  it('length does not add arguments to a call without any', async () => {
    const deltas: ToolCallDelta[] = (await stream([[call('f', '', 'a', 0)]], 'length')).flatMap(
      (chunk) => chunk.toolCalls ?? [],
    )
    expect(deltas).toEqual([{ index: 0, id: 'a', name: 'f' }])
  })
})

describe('tool calls of a whole answer', () => {
  it('have ids, JSON text and the finish reason tool-calls', async () => {
    const message = {
      content: null,
      tool_calls: [
        { id: '', type: 'function', function: { name: 'f', arguments: { x: 1 } } },
        { id: 'same', type: 'function', function: { name: 'g', arguments: '' } },
        { id: 'same', type: 'function', function: { name: 'h', arguments: '{"y":2}' } },
      ],
    }
    const { toolCalls, finishReason, text } = await clientOf(() =>
      Response.json({ choices: [{ message, finish_reason: 'stop' }] }),
    ).chat(hello)
    expect(toolCalls.map(({ name, arguments: json }) => name + json)).toEqual(['f{"x":1}', 'g{}', 'h{"y":2}'])
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(3)
    expect(toolCalls.every(({ id }) => id !== '')).toBe(true)
    expect([finishReason, text]).toEqual(['tool-calls', ''])
  })
})

describe('the time to process arguments', () => {
  it('grows linearly with their length', async () => {
    const time = async (kilobytes: number): Promise<number> => {
      const pieces = Array.from({ length: kilobytes * 256 }, () => [call(undefined, 'abcd', undefined, 0)])
      const body = sse(
        ...[[call('f', '{"text":"', 'a', 0)], ...pieces, [call(undefined, '"}', undefined, 0)]].map((tool_calls) =>
          delta({ tool_calls }),
        ),
      )
      const start = process.cpuUsage()
      const { chunks } = await collect(clientOf(() => new Response(body)).stream(hello))
      expect(joined(chunks)[0]?.arguments).toHaveLength(kilobytes * 1024 + 11)
      return process.cpuUsage(start).user
    }
    await time(20)
    // Quadratic time would be a hundred times as long, not ten; the bound leaves room for a busy machine.
    expect((await time(200)) / (await time(20))).toBeLessThan(40)
  })
})

describe('unusual tool calls', () => {
  const cases: [name: string, events: WireDelta[][], expected: string[]][] = [
    [
      'end in white space',
      [[call('f', '{"x":1}\n', 'a', 0)], [call('g', '{"y":2}', 'b', 0)]],
      ['f{"x":1}\n', 'g{"y":2}'],
    ],
    [
      'share an index and have ids',
      [
        [call('f', '', 'a', 0)],
        [call('g', '', 'b', 0)],
        [call(undefined, '{"x":1}', 'a', 0)],
        [call(undefined, '{"y":2}', 'b', 0)],
      ],
      ['f{"x":1}', 'g{"y":2}'],
    ],
    ['have the name on each piece, and neither index nor id', [[call('f', '{"x"')], [call('f', ':1}')]], ['f{"x":1}']],
    ['begin with a placeholder', [[call('f', {}, 'a', 0)], [call(undefined, '{"x":1}', undefined, 0)]], ['f{"x":1}']],
    [
      'begin with a placeholder and the name again',
      [[call('f', '{}', 'a', 0)], [call('f', '{"x":1}', 'a', 0)]],
      ['f{"x":1}'],
    ],
    ['are placeholders only', [[call('f', {}, 'a', 0)], [call('g', {}, 'b', 1)]], ['f{}', 'g{}']],
    ['are repeated', [[call('f', '{"x":1}', 'a', 0)], [call('f', '{"x":1}', 'a', 0)]], ['f{"x":1}']],
    ['have blank arguments', [[call('f', ' ', 'a', 0)]], ['f{}']],
    ['are zero values', [[call('', '', '', 0)], [call('f', '{}', 'a', 0)], [call('', '', '', 1)]], ['f{}']],
    [
      'have indexes as strings',
      [
        [
          { ...call('f', '{"x"', 'a'), index: '0' as unknown as number },
          { ...call('g', '{"y"', 'b'), index: '1' as unknown as number },
        ],
        [
          { ...call(undefined, ':1}'), index: '0' as unknown as number },
          { ...call(undefined, ':2}'), index: '1' as unknown as number },
        ],
      ],
      ['f{"x":1}', 'g{"y":2}'],
    ],
  ]
  it.each(cases)('that %s are joined correctly', async (_name, events, expected) => {
    expect(shown(await stream(events))).toEqual(expected)
  })

  it('without a name cause a FormatError', async () => {
    await expect(stream([[call(undefined, '{}', 'a', 0)]])).rejects.toThrow('a tool call has no name')
  })
})
