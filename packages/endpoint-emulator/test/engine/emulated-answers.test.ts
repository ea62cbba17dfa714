import { describe, expect, it } from 'vitest'
import { answerDeterministically } from '../../src/engine/deterministic-engine.ts'
import { embedAll, toBase64 } from '../../src/engine/embedding.ts'
import type { EngineDelta, EngineRequest } from '../../src/engine/engine.ts'
import { findFirstWord } from '../../src/engine/find-first-word.ts'
import { fakeArguments, fakeFromSchema } from '../../src/engine/schema-faker.ts'
import { scriptedOutput } from '../../src/engine/scripted-engine.ts'
import { countTokens, splitTokens } from '../../src/engine/tokens.ts'
import type { ModelFailure } from '../../src/failures/failure.ts'
import { hashText, seededRandom } from '../../src/random/seeded-random.ts'

type Body = Record<string, unknown>

const request: EngineRequest = {
  body: {},
  messages: [{ role: 'user', content: 'One two' }],
  model: 'm',
  stop: [],
  seed: 0,
  tools: [],
  toolChoice: 'auto',
  reasoning: 'off',
  signal: new AbortController().signal,
}
const textOf = (deltas: readonly EngineDelta[]): string => deltas.map(({ text }) => text ?? '').join('')
const answer = (more: Partial<EngineRequest>): EngineDelta[] => answerDeterministically({ ...request, ...more })
const asking = (...content: unknown[]): Partial<EngineRequest> => ({ messages: [{ role: 'user', content }] })
const tool = (name: string): EngineRequest['tools'][number] => ({ name, parameters: {} })
const opening = 'This is the endpoint emulator speaking: no model runs here, the answer is emulated.'

describe('the numbers that everything is made from', () => {
  it('are those of FNV-1a and of Mulberry32', () => {
    expect(['', 'a', 'foobar'].map(hashText)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
    const [zero, one] = [seededRandom(0), seededRandom(1)]
    expect(zero()).toBe(0.26642920868471265)
    expect([one(), one(), one()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
    expect(seededRandom(-1)()).toBe(seededRandom(0xffffffff)())
  })

  it.each([
    ['', []],
    ['One two', ['One', ' two']],
    ['abcdefgh', ['abcdefg', 'h']],
    [' a\n', [' a', '\n']],
    ['  ', ['  ']],
  ])('split %j into tokens', (text, tokens) => {
    expect(splitTokens(text)).toEqual(tokens)
    expect(countTokens(text)).toBe(tokens.length)
  })

  it.each<[words: string[], at: number | undefined]>([
    [[], undefined],
    [['x', ''], undefined],
    [['two', 'One'], 0],
    [['two', ' two'], 3],
    [['O', 'two'], 0],
  ])('find the first of %j', (words, at) => {
    expect(findFirstWord('One two', words)).toBe(at)
  })
})

describe('an emulated answer', () => {
  it('has every remark for some seed, three of them in each answer', () => {
    const seen = new Set<string>()
    for (let seed = 0; seed < 60; seed += 1) {
      const text = textOf(answer({ seed }))
      const start = `${opening} You asked: "One two". `
      expect(text.startsWith(start)).toBe(true)
      const remarks = text.slice(start.length).match(/[^.]+\./g) ?? []
      expect(new Set(remarks).size).toBe(3)
      for (const remark of remarks) seen.add(remark.trim())
    }
    expect([...seen].toSorted()).toEqual([
      'Ask for fewer tokens and this text will be cut off with the finish reason "length".',
      'Everything around this text has the format that an Azure Machine Learning endpoint would use.',
      'Nothing was sent anywhere; the question and the answer stayed on this machine.',
      'Point your client at a real deployment when you want a real answer.',
      'Send a JSON schema and the emulator will answer with a value that matches it.',
      'Send a stop sequence and the text will end just before that sequence.',
      'Send a tool and the emulator will call it with arguments generated from its schema.',
      'The same question with the same seed always gets the same answer.',
    ])
  })

  it('differs by the messages and the prompt', () => {
    const texts = [{}, { prompt: 'One two' }, { messages: [{ role: 'user', content: 'One two', name: 'me' }] }]
    expect(new Set(texts.map((more) => textOf(answer(more)))).size).toBe(3)
  })

  it.each<[messages: Body[], described: string]>([
    [[{ role: 'user', content: [{ type: 'text', text: 'a' }, 'x', { type: 'text', text: 'b' }] }], 'You asked: "ab".'],
    [
      [
        { role: 'user', content: 'a' },
        { role: 'assistant' },
        { role: 'tool', content: 'b' },
        { role: 'tool', content: 'c' },
      ],
      'You asked: "a". The tool answered: b. The tool answered: c.',
    ],
    [[{ role: 'tool', content: 'b' }, { role: 'user', content: 'a' }, { role: 'assistant' }], 'You asked: "a".'],
    [[{ role: 'system', content: 'b' }], 'You asked: "".'],
    ...(
      [
        [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }, 'image (image/png)'],
        [{ type: 'image_url', image_url: { url: 'data:image/gif,AA' } }, 'image (image/gif)'],
        [{ type: 'image_url', image_url: 'http://a' }, 'image (by URL)'],
        [{ type: 'input_image', input_image: { url: 'https://a' } }, 'image (by URL)'],
        [{ type: 'image_url', image_url: { url: 'see https://a' } }, 'image'],
        [{ type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } }, 'audio clip'],
        [{ type: 'file', file: { file_data: 'AA' } }, 'attachment'],
        [{ type: 'file' }, 'attachment'],
      ] as const
    ).map(([part, shown]): [Body[], string] => [
      [{ role: 'user', content: [part] }],
      `You asked: "". I received one ${shown} and did not analyze it.`,
    ]),
    [[{ role: 'user', content: 'x'.repeat(1000) }], `You asked: "${'x'.repeat(1000)}".`],
    [[{ role: 'user', content: '😀'.repeat(1001) }], `You asked: "${'😀'.repeat(1000)}…".`],
    [[{ role: 'user', content: 'x'.repeat(1001) }], `You asked: "${'x'.repeat(1000)}…".`],
  ])('to %j describes it', (messages, described) => {
    expect(textOf(answer({ messages })).startsWith(`${opening} ${described} `)).toBe(true)
  })

  it('describes at most 64 attachments and 64 results', () => {
    const files = Array.from({ length: 70 }, () => ({ type: 'file' }))
    const results = files.map(() => ({ role: 'tool', content: 'x' }))
    const text = textOf(answer({ messages: [{ role: 'user', content: files }, ...results] }))
    expect([text.match(/I received/g)?.length, text.match(/The tool answered: x\./g)?.length]).toEqual([64, 64])
  })

  it('of text completions quotes the prompt', () => {
    expect(textOf(answer({ prompt: 'Once' }))).toContain(`${opening} You asked: "Once". `)
  })

  it('counts the tokens of the question and of its own, and says how it ended', () => {
    const deltas = answer({})
    const completion = deltas.length - 1
    expect(completion).toBe(countTokens(textOf(deltas)))
    const usage = { prompt_tokens: 2, completion_tokens: completion, total_tokens: completion + 2 }
    expect(deltas.at(-1)).toEqual({ finishReason: 'stop', stopSequence: undefined, usage })
  })

  it.each<[maxTokens: number, cut: boolean]>([
    [0, true],
    [countTokens(textOf(answer({}))) - 1, true],
    [countTokens(textOf(answer({}))), false],
  ])('of at most %i tokens', (maxTokens, cut) => {
    const deltas = answer({ maxTokens })
    expect(deltas).toHaveLength(maxTokens + 1)
    const usage = { prompt_tokens: 2, completion_tokens: maxTokens, total_tokens: maxTokens + 2 }
    expect(deltas.at(-1)).toEqual({ finishReason: cut ? 'length' : 'stop', stopSequence: undefined, usage })
  })

  it.each<[stop: string[], more: Partial<EngineRequest>, text: string, end: Body]>([
    [[' endpoint', 'is'], {}, 'Th', { finishReason: 'stop', stopSequence: 'is' }],
    [['', 'This is', 'This'], {}, '', { finishReason: 'stop', stopSequence: 'This is' }],
    [[' the'], { maxTokens: 1 }, 'This', { finishReason: 'length' }],
    [[' the'], { maxTokens: 2 }, 'This is', { finishReason: 'stop', stopSequence: ' the' }],
  ])('stops before %j', (stop, more, text, end) => {
    const deltas = answer({ stop, ...more })
    expect(textOf(deltas)).toBe(text)
    const { usage: _usage, ...last } = deltas.at(-1) ?? {}
    expect(last).toEqual(end)
  })

  const thoughts = 'I am emulated, so I only pretend to think. The question was "One two". I will quote it.'
  const reasoningOf = (deltas: readonly EngineDelta[]): string =>
    deltas.map(({ reasoning }) => reasoning ?? '').join('')

  it('thinks in a field, in tags or not at all', () => {
    expect(reasoningOf(answer({ reasoning: 'field' }))).toBe(thoughts)
    const tags = answer({ reasoning: 'tags', stop: ['think'] })
    expect(textOf(tags).startsWith(`<think>\n${thoughts}\n</think>\n\n${opening}`)).toBe(true)
    expect(reasoningOf([...tags, ...answer({})])).toBe('')
    const cut = answer({ reasoning: 'field', maxTokens: countTokens(thoughts) })
    expect([reasoningOf(cut), textOf(cut), cut.at(-1)?.finishReason]).toEqual([thoughts, '', 'length'])
    const calling = { reasoning: 'field', tools: [tool('f')] } as const
    expect(reasoningOf(answer(calling))).toBe('')
    expect(reasoningOf(answer({ ...calling, thinksBeforeCalls: true }))).toBe(thoughts)
  })

  it('in JSON has the question and what it came with', () => {
    const free = answer({ jsonSchema: true, ...asking({ type: 'text', text: 'a' }, { type: 'file' }) })
    expect(JSON.parse(textOf(free))).toEqual({
      emulated: true,
      question: 'a',
      answer: 'You asked: "a". I received one attachment and did not analyze it.',
    })
    expect(JSON.parse(textOf(answer({ jsonSchema: { const: 5 } })))).toBe(5)
  })
})

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

  it('is the same for the same seed, and an object as arguments', () => {
    const schema = { type: 'integer', minimum: 0, maximum: 1e9 }
    const [first, second, other] = [-5, -5, 6].map((seed) => fakeFromSchema(schema, seed))
    expect([first === second, first === other]).toEqual([true, false])
    expect(fakeArguments({ type: 'string' }, 1)).toEqual({})
    expect(fakeArguments({ type: 'array' }, 1)).toEqual({})
    expect(fakeArguments({ properties: { a: { const: 1 } } }, 1)).toEqual({ a: 1 })
  })
})

describe('a scripted output', () => {
  it.each<[reply: Parameters<typeof scriptedOutput>[0], deltas: EngineDelta[], usage: [number, number], end?: string]>([
    [{}, [], [2, 0]],
    [{ text: 'One two' }, [{ text: 'One' }, { text: ' two' }], [2, 2]],
    [{ text: 'x', pieces: ['One two', ''] }, [{ text: 'One two' }, { text: '' }], [2, 2]],
    [{ reasoning: 'a b', text: 'c' }, [{ reasoning: 'a' }, { reasoning: ' b' }, { text: 'c' }], [2, 3]],
    [
      { toolCalls: [{ name: 'f' }, { name: 'g', id: 'x', arguments: '{"a":' }, { name: 'h', arguments: { a: 1 } }] },
      [
        { toolCall: { index: 0, id: 'call_1', name: 'f', arguments: '' } },
        { toolCall: { index: 0, arguments: '{}' } },
        { toolCall: { index: 1, id: 'x', name: 'g', arguments: '' } },
        { toolCall: { index: 1, arguments: '{"a":' } },
        { toolCall: { index: 2, id: 'call_3', name: 'h', arguments: '' } },
        { toolCall: { index: 2, arguments: '{"a":1}' } },
      ],
      [2, 6],
      'tool_calls',
    ],
    [{ toolCalls: [] }, [], [2, 0]],
    [{ text: 'a', finishReason: 'x', usage: { inputTokens: 0, outputTokens: 0 } }, [{ text: 'a' }], [0, 0], 'x'],
  ])('of %j', (reply, deltas, [prompt, completion], finishReason = 'stop') => {
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
    for (let time = 0; time < 2; time += 1)
      expect(scriptedOutput(reply, request)).toEqual([...deltas, { finishReason, usage }])
  })
})

describe('vectors', () => {
  const product = (left: readonly number[] = [], right: readonly number[] = []): number =>
    left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)

  it.each([1, 64, 65, 1536])('of %i components have the length 1, and are closer if they share words', (size) => {
    const [one, same, near, far, empty] = embedAll(['red Coat', 'RED, coat!', 'red hat', 'two', ''], size)
    for (const vector of [one, same, near, far, empty]) {
      expect(vector).toHaveLength(size)
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1)
    }
    expect(one).toEqual(same)
    if (size > 1) expect(product(one, near)).toBeGreaterThan(product(one, far) + 0.1)
    expect(one).toEqual(embedAll(['red Coat'], size)[0])
    // A word of a large vector changes 64 components of it.
    if (size > 1000) expect(far?.filter((value) => value !== 0).length).toBeLessThanOrEqual(64)
    if (size > 1000) expect(far?.filter((value) => value !== 0).length).toBeGreaterThan(50)
  })

  it('of no components are empty', () => {
    expect(embedAll(['a'], 0)).toEqual([[]])
  })

  const failureOf = (texts: string[], dimensions: number): unknown => {
    try {
      return embedAll(texts, dimensions).length
    } catch (error) {
      return (error as ModelFailure).failure
    }
  }
  const refused = (msg: string, more: Body = {}): unknown => {
    const problem = { type: 'too_long', loc: ['body', 'input'], msg, input: null, ...more }
    return { kind: 'invalid', problems: [problem] }
  }
  const texts = (count: number): string[] => Array.from({ length: count }, () => 'a')

  it.each<[name: string, texts: string[], dimensions: number, result: unknown]>([
    ['as many texts as a model takes', texts(2048), 1, 2048],
    [
      'more',
      texts(2049),
      1,
      refused('List should have at most 2048 items after validation, not 2049', {
        ctx: { field_type: 'List', max_length: 2048, actual_length: 2049 },
      }),
    ],
    ['many words', ['a '.repeat(150_000), 'a '.repeat(150_000)], 1, 2],
    [
      'too many words',
      ['a '.repeat(150_000), 'a '.repeat(150_001)],
      1,
      refused('The input has 300001 words. Send at most 300000 at once'),
    ],
    ['many numbers', texts(500), 8_000, 500],
    [
      'too many numbers',
      texts(500),
      8_001,
      refused('The answer would have 4000500 numbers. Ask for at most 4000000 at once'),
    ],
  ])('of %s', (_, given, dimensions, result) => {
    expect(failureOf(given, dimensions)).toEqual(result)
  })

  it('in base64 are floats of 32 bits, the lowest byte first', () => {
    expect(toBase64([])).toBe('')
    expect(toBase64([1, -2])).toBe('AACAPwAAAMA=')
  })
})
