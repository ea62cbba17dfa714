import { describe, expect, it } from 'vitest'
import { chunksOf, delta, joined, readerOf } from './joined-stream.ts'

describe('an event of a stream', () => {
  it.each([
    ['a text', delta({ role: null, content: 'a', tool_calls: null }), { text: 'a' }],
    ['an empty text', delta({ content: '' }), {}],
    ['no content', delta({ content: null }), {}],
    [
      'parts',
      delta({
        content: [
          { type: 'text', text: 'a' },
          { type: 'thinking', thinking: 'b' },
        ],
      }),
      { text: 'a', reasoning: 'b', providerData: { reasoningField: 'thinking' } },
    ],
    [
      'reasoning',
      delta({ reasoning_content: 'a' }),
      { reasoning: 'a', providerData: { reasoningField: 'reasoning_content' } },
    ],
    [
      'reasoning under its short name',
      delta({ reasoning: 'a', reasoning_content: null }),
      { reasoning: 'a', providerData: { reasoningField: 'reasoning' } },
    ],
    [
      'a function call whose values are empty',
      delta({ content: 'a', function_call: { name: '', arguments: '' } }),
      { text: 'a' },
    ],
    ['no choices', { id: 'c', model: 'm', choices: [] }, { id: 'c', model: 'm' }],
    ['choices that are null', { id: '', model: '', choices: null }, {}],
    ['nothing known', { prompt_filter_results: [] }, {}],
    ['no delta', { choices: [{ index: 0, finish_reason: null, content_filter_offsets: {} }] }, {}],
    [
      'a delta that is null',
      { choices: [{ index: 0, delta: null, finish_reason: 'length' }] },
      { finishReason: 'length', rawFinishReason: 'length' },
    ],
    ['a choice without index', { choices: [{ delta: { content: 'a' } }] }, { text: 'a' }],
    ['another choice', { choices: [{ index: 1, delta: { content: 'b' } }] }, {}],
    [
      'another choice first',
      {
        choices: [
          { index: 1, delta: { content: 'b' } },
          { index: 0, delta: { content: 'a' } },
        ],
      },
      { text: 'a' },
    ],
    [
      'usage with a choice',
      { ...(delta({ content: 'a' }) as object), usage: { total_tokens: 1 } },
      { text: 'a', usage: { totalTokens: 1, raw: { total_tokens: 1 } } },
    ],
    ['usage alone', { usage: { total_tokens: 1 } }, { usage: { totalTokens: 1, raw: { total_tokens: 1 } } }],
    ['no usage yet', { choices: [], usage: null }, {}],
    ['the end', delta({}, { finish_reason: 'eos' }), { finishReason: 'stop', rawFinishReason: 'eos' }],
    [
      'the end with the last text',
      delta({ content: 'a' }, { finish_reason: 'stop' }),
      { text: 'a', finishReason: 'stop', rawFinishReason: 'stop' },
    ],
    ['an empty finish reason', delta({ content: 'a' }, { finish_reason: '' }), { text: 'a' }],
  ])('with %s', (_, event, chunk) => {
    expect(readerOf()(event)).toStrictEqual(chunk)
  })

  it('with a complete message is parsed as one', () => {
    const message = {
      content: 'a',
      tool_calls: [
        { id: 'c', function: { name: 'f', arguments: { x: 1 } } },
        { id: '', function: { name: 'g', arguments: '' } },
      ],
    }
    const chunk = readerOf()({ choices: [{ index: 0, message, finish_reason: 'tool_calls' }] })
    expect(chunk).toEqual({
      text: 'a',
      toolCalls: [
        { index: 0, id: 'c', name: 'f', arguments: '{"x":1}' },
        { index: 1, name: 'g', arguments: '{}' },
      ],
      finishReason: 'tool-calls',
      rawFinishReason: 'tool_calls',
    })
  })

  it.each(['text', '', 5, null, [], true])('cannot be %j', (event) => {
    expect(() => readerOf()(event)).toThrow('Expected an event of a chat completion stream')
  })

  it.each([
    [{ content: 5 }, 'The content of the response is of type number, neither text nor an array of parts.'],
    [{ tool_calls: {} }, 'The tool calls of the response are of type object, not an array.'],
    [{ tool_calls: ['f'] }, 'A tool call in the stream is not an object.'],
  ])('cannot contain %j', (fields, words) => {
    expect(() => readerOf()(delta(fields))).toThrow(new Error(words))
  })
})

describe('a whole message that closes a stream', () => {
  const call = { id: 'c', function: { name: 'f', arguments: '{"x":1}' } }
  const message = { content: 'ab', tool_calls: [call] }
  const closing = { choices: [{ index: 0, message, finish_reason: 'stop' }] }
  const pieces: Readonly<Record<string, readonly object[]>> = {
    'text alone': [{ content: 'a' }, { content: 'b' }],
    'a tool call alone': [
      { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"x"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
    ],
    'text and a tool call': [{ content: 'ab' }, { tool_calls: [{ index: 0, ...call }] }],
    'a function call of the older format': [{ function_call: { name: 'f', arguments: '{"x":1}' } }],
    'text that is held back, since it may begin a tag': [{ content: '<thi' }, { content: 'ng' }],
  }

  it.each(Object.entries(pieces))('repeats nothing that came in pieces: %s', (_what, deltas) => {
    const events = deltas.map((fields) => delta(fields))
    const { finishReason, rawFinishReason, ...withClosing } = joined(chunksOf([...events, closing]))
    expect(withClosing).toEqual(joined(chunksOf(events)))
    expect([finishReason, rawFinishReason]).toEqual(['stop', 'stop'])
  })

  it.each([{ role: 'assistant', content: '' }, { content: null }, { tool_calls: [] }, { reasoning_content: 'r' }])(
    'is the answer if all before it was %j',
    (fields) => {
      const { reasoning: _reasoning, providerData: _data, ...rest } = joined(chunksOf([delta(fields), closing]))
      expect(rest).toEqual({ ...joined(chunksOf([closing])) })
    },
  )

  it('may come with an empty delta, but is no answer beside a delta', () => {
    const [{ message: _message, ...choice }] = closing.choices as [(typeof closing.choices)[0]]
    const beside = (fields: object): object => ({ choices: [{ ...choice, message, delta: fields }] })
    expect(joined(chunksOf([beside({})]))).toEqual(joined(chunksOf([closing])))
    expect(joined(chunksOf([beside({ content: 'x' })])).text).toBe('x')
  })
})

describe('the text that Grok repeats while it thinks', () => {
  const thinking = delta({ reasoning_content: 'Thinking... ' })

  it('is emitted once', () => {
    const events = [thinking, thinking, delta({ reasoning_content: 'Rain?' }), thinking, delta({ content: 'Yes.' })]
    expect(joined(chunksOf(events))).toMatchObject({ reasoning: 'Thinking... Rain?', text: 'Yes.' })
  })

  it('is no reason to drop other reasoning that repeats', () => {
    const events = [' no', ' no', ' no'].map((reasoning_content) => delta({ reasoning_content }))
    expect(joined(chunksOf(events))).toMatchObject({ reasoning: ' no no no' })
  })
})

describe('a stream without a choice', () => {
  it.each([
    [{ object: 'chat.completion.chunk', usage: { total_tokens: 1 } }],
    [{ choices: [], prompt_filter_results: [] }],
    [{}],
  ])('is no answer: %j', (event) => {
    const read = readerOf()
    expect(() => read(event)).not.toThrow()
    expect(() => read(undefined)).toThrow('Expected a chat completion stream, with choices, but the body is an')
  })
})

describe('a tool call delta', () => {
  it.each([
    [
      { index: 2, id: 'c', type: 'function', function: { name: 'f', arguments: '' } },
      { index: 2, id: 'c', name: 'f' },
    ],
    [
      { index: 0, function: { arguments: '{"a' } },
      { index: 0, arguments: '{"a' },
    ],
    [{ id: '', function: { name: '', arguments: ' ' } }, { arguments: ' ' }],
    [{ id: null, function: { name: null, arguments: null } }, {}],
    [
      { index: 0, function: { name: 'f', arguments: { a: 1 } } },
      { index: 0, name: 'f', arguments: '{"a":1}' },
    ],
    [{ index: '1', function: null }, { index: 1 }],
    [{ index: 'one', function: null }, {}],
    [{ index: -1, id: 'c' }, { id: 'c' }],
    [{ index: 0.5, id: 'c' }, { id: 'c' }],
  ])('%j is %j', (call, piece) => {
    expect(readerOf()(delta({ tool_calls: [call] }))).toStrictEqual({ toolCalls: [piece] })
  })

  it('is parsed from the older format', () => {
    const event = delta({ content: null, function_call: { name: 'f', arguments: '{' } })
    expect(readerOf()(event)).toStrictEqual({ toolCalls: [{ index: 0, name: 'f', arguments: '{' }] })
  })

  it('is absent if the array is empty', () => {
    expect(readerOf()(delta({ content: 'a', tool_calls: [] }))).toStrictEqual({ text: 'a' })
  })
})

it('the result of a tool that an agent has run is no text', () => {
  const result = { role: 'tool', name: 'f', tool_call_id: 'c1', content: '{"temp": -3}' }
  const events = [delta({ role: 'assistant', content: 'So: ' }), delta(result), delta({ content: 'a coat.' })]
  expect(joined(chunksOf(events)).text).toBe('So: a coat.')
})

describe('a think block in a stream', () => {
  it('is split as soon as possible', () => {
    const texts = [' <th', 'ink>', '\n so', ' it is ', ' </', 'thi', 'nk> ', '\n', 'Yes', ' </think>']
    expect(chunksOf(texts.map((content) => delta({ content })))).toEqual([
      {},
      {},
      { reasoning: 'so', providerData: { reasoningField: 'none' } },
      { reasoning: ' it is' },
      {},
      {},
      {},
      {},
      { text: 'Yes' },
      { text: ' </think>' },
    ])
  })

  it('holds back only what may begin its end', () => {
    const texts = ['<think>if', ' a <b', ' or a < b', ' <', '/th', 'x', '</think>so']
    expect(
      chunksOf(texts.map((content) => delta({ content }))).map(({ reasoning, text }) => reasoning ?? text),
    ).toEqual(['if', ' a <b', ' or a < b', undefined, undefined, ' </thx', 'so'])
  })

  it('is no longer expected after other text, and the whitespace before it is emitted', () => {
    expect(chunksOf([delta({ content: ' ' }), delta({ content: '<t' }), delta({ content: 'ag>' })])).toEqual([
      {},
      {},
      { text: ' <tag>' },
    ])
  })

  it('flushes its buffer with the finish reason', () => {
    const events = [delta({ content: '<think>a </th' }), delta({}, { finish_reason: 'length' })]
    expect(chunksOf(events)).toEqual([
      { reasoning: 'a', providerData: { reasoningField: 'none' } },
      { reasoning: ' </th', finishReason: 'length', rawFinishReason: 'length' },
    ])
    expect(chunksOf([delta({ content: ' <' }, { finish_reason: 'length' })])).toEqual([
      { text: ' <', finishReason: 'length', rawFinishReason: 'length' },
    ])
  })

  it('flushes its buffer at the end if there is no finish reason', () => {
    expect(chunksOf([delta({ content: ' \n' })])).toEqual([{}, { text: ' \n' }])
    const tagged = { reasoning: 'a', providerData: { reasoningField: 'none' } }
    expect(chunksOf([delta({ content: '<think>a\n' })])).toEqual([tagged, { reasoning: '\n' }])
  })

  it('is not expected after the finish reason', () => {
    const events = [delta({ content: ' ' }, { finish_reason: 'stop' }), delta({ content: '<think>a' })]
    expect(joined(chunksOf(events)).text).toBe(' <think>a')
  })

  it('emits nothing at the end otherwise', () => {
    const read = readerOf()
    read(delta({ content: 'a' }))
    expect(read(undefined)).toBeUndefined()
    expect(readerOf()(undefined)).toBeUndefined()
  })

  it.each(['field', 'off'] as const)("stays in the text with '%s'", (reasoning) => {
    const events = [delta({ content: ' <think>a' }), delta({ content: '</think>b', reasoning_content: 'r' })]
    const { text, reasoning: thought } = joined(chunksOf(events, { reasoning }))
    expect([text, thought]).toEqual([' <think>a</think>b', reasoning === 'field' ? 'r' : undefined])
  })
})

describe('zero values in a stream', () => {
  const zeroCall = { index: 0, id: '', type: '', function: { name: '', arguments: '' } }
  it.each(['', 'null', 'None'])('are no tool call, and the reason %j none', (finish_reason) => {
    const events = ['<thi', 'nk>a</think>', 'b'].map((content) =>
      delta({ content, tool_calls: [zeroCall] }, { finish_reason }),
    )
    expect(joined(chunksOf([...events, delta({}, { finish_reason: 'stop' })]))).toMatchObject({
      text: 'b',
      reasoning: 'a',
      finishReason: 'stop',
    })
    expect(joined(chunksOf(events))).not.toHaveProperty('finishReason')
    expect(joined(chunksOf(events))).not.toHaveProperty('toolCalls')
  })
})

describe('a refusal in a stream', () => {
  it('becomes the text, with the reason content-filter, if there is no content', () => {
    const events = [
      delta({ role: 'assistant', content: '', refusal: 'I will ' }),
      delta({ refusal: 'not.' }),
      delta({}, { finish_reason: 'stop' }),
    ]
    expect(joined(chunksOf(events))).toEqual({
      text: 'I will not.',
      refusal: 'I will not.',
      finishReason: 'content-filter',
      rawFinishReason: 'stop',
    })
    const unfinished = joined(chunksOf(events.slice(0, 2)))
    expect(unfinished).toEqual({ text: 'I will not.', refusal: 'I will not.', finishReason: 'content-filter' })
  })

  it('is emitted once, and not in addition to content', () => {
    const end = delta({}, { finish_reason: 'stop' })
    expect(joined(chunksOf([delta({ refusal: 'no' }), end, end])).text).toBe('no')
    expect(joined(chunksOf([delta({ content: 'Yes' }), delta({ refusal: 'no' }), end]))).toEqual({
      text: 'Yes',
      refusal: 'no',
      finishReason: 'stop',
      rawFinishReason: 'stop',
    })
  })
})

it('processes a long run of spaces in linear time', () => {
  const events = ['<think>a', ...Array.from({ length: 100_000 }, () => ' '), 'b</think>c'].map((content) =>
    delta({ content }),
  )
  const started = process.cpuUsage()
  const { text, reasoning } = joined(chunksOf(events))
  expect([text, reasoning?.length]).toEqual(['c', 100_002])
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
})

describe('the whitespace inside of a think block', () => {
  const spaces = ' '.repeat(64 * 1024)
  const textsOf = (...pieces: readonly string[]): unknown => {
    const read = readerOf()
    const events = pieces.map((content) => ({ choices: [{ index: 0, delta: { content } }] }))
    return [...events, undefined].map((event) => {
      const { text = '', reasoning = '' } = read(event) ?? {}
      return [text.length, reasoning.length]
    })
  }

  it('is held back up to 64 KiB', () => {
    expect(textsOf('<think>a', spaces, '</think>b')).toEqual([
      [0, 1],
      [0, 0],
      [1, 0],
      [0, 0],
    ])
    expect(textsOf('<think>a', `${spaces} `, '</think>b')).toEqual([
      [0, 1],
      [0, spaces.length + 1],
      [1, 0],
      [0, 0],
    ])
  })

  it('before it is held back up to 64 KiB too', () => {
    expect(textsOf(spaces, '<think>a')).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ])
    expect(textsOf(`${spaces} `, '<think>a')).toEqual([
      [spaces.length + 1, 0],
      ['<think>a'.length, 0],
      [0, 0],
    ])
  })
})
