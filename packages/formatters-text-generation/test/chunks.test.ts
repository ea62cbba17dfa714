import type { ChatStreamReader } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  HFContentFormatter,
  PromptFlowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

type Chunks = readonly (object | undefined)[]

/** Reads events; the last chunk is that of the end of the stream. */
function chunksOf(read: ChatStreamReader, events: readonly unknown[]): Chunks {
  return [...events, undefined].map((event) => read(event))
}

describe('the chunks of a streamed completion', () => {
  const open = (options = {}, sent?: unknown): ChatStreamReader =>
    new CustomOpenAIContentFormatter(options).codecs.serverless.openStream(sent)
  const piece = (index: unknown, text: unknown, finish_reason?: string): object => ({
    choices: [{ index, text, finish_reason }],
  })
  const usage = { prompt_tokens: 1, completion_tokens: 2 }

  it.each<[what: string, events: readonly object[], chunks: Chunks]>([
    [
      'pieces, a reason and the counts',
      [
        { ...piece(0, 'a'), id: 'i', model: 'm' },
        piece(0, ''),
        piece(0, 5),
        piece(0, 'b', 'length'),
        { choices: [], usage },
      ],
      [
        { text: 'a', id: 'i', model: 'm' },
        { text: '' },
        {},
        { text: 'b', finishReason: 'length', rawFinishReason: 'length' },
        { usage: { inputTokens: 1, outputTokens: 2, raw: usage } },
        undefined,
      ],
    ],
    [
      'nothing of events beside the text',
      [
        { type: 'ping' },
        {},
        { object: 'text_completion' },
        { prompt_filter_results: [] },
        { prompt_annotations: [] },
      ].concat([{ usage: null }, { choices: [] }, piece(0, 'a')]),
      [{}, {}, {}, {}, {}, {}, {}, { text: 'a' }, undefined],
    ],
    [
      'those of choice 0, before and after it starts',
      [piece(1, 'x'), { choices: [piece(2, 'y'), 5, null] }, piece(0, 'a'), piece(1, 'x'), piece(undefined, 'b')],
      [{}, {}, { text: 'a' }, {}, { text: 'b' }, undefined],
    ],
    [
      'the lowest choice at the end, if there is no choice 0',
      [piece(3, 'x'), piece(2, 'a'), piece(3, 'y'), piece(2, 5), piece(2, 'b', 'stop')],
      [{}, {}, {}, {}, {}, { text: 'ab', finishReason: 'stop', rawFinishReason: 'stop' }],
    ],
    [
      'those of the lowest choice once 33 pieces are held back, and none of choice 0 after that',
      [...Array.from({ length: 33 }, (_, index) => piece(index === 5 ? 2 : 1, 'a')), piece(1, 'b'), piece(0, 'x')],
      [...Array.from({ length: 32 }, () => ({})), { text: 'a'.repeat(32) }, { text: 'b' }, {}, undefined],
    ],
    [
      'none of other choices, however many pieces they have',
      [piece(0, 'a'), ...Array.from({ length: 40 }, () => piece(1, 'x')), piece(0, 'b')],
      [{ text: 'a' }, ...Array.from({ length: 40 }, () => ({})), { text: 'b' }, undefined],
    ],
    [
      'an end in the format of a chat, if it has nothing else',
      [
        piece(0, 'a'),
        { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
        { choices: [{ text: 'b', delta: { content: 'x' }, message: {} }] },
      ],
      [{ text: 'a' }, { finishReason: 'stop', rawFinishReason: 'stop' }, { text: 'b' }, undefined],
    ],
    ['nothing of a stream without events', [], [undefined]],
  ])('are %s', (_what, events, chunks) => {
    expect(chunksOf(open(), events)).toEqual(chunks)
  })

  it.each<[pieces: readonly string[], texts: readonly (string | undefined)[]]>([
    [
      ['pro', 'mpt', 'a'],
      [undefined, undefined, 'a', undefined],
    ],
    [
      ['prompta', 'b'],
      ['a', 'b', undefined],
    ],
    [
      ['prompt', 'prompt'],
      [undefined, 'prompt', undefined],
    ],
    [
      ['pro', 'pa', 'b'],
      [undefined, 'propa', 'b', undefined],
    ],
    [
      ['', 'promp'],
      [undefined, undefined, 'promp'],
    ],
    [
      ['promptly', ''],
      ['ly', undefined, undefined],
    ],
    [['xprompt'], ['xprompt', undefined]],
    [
      ['promtp', 'x'],
      ['promtp', 'x', undefined],
    ],
  ])('of an echo are what follows it: %j', (pieces, texts) => {
    const read = open({ stripPrompt: true }, { prompt: 'prompt' })
    const chunks = chunksOf(
      read,
      pieces.map((text) => piece(0, text)),
    )
    expect(chunks.map((chunk) => (chunk as { readonly text?: string } | undefined)?.text)).toEqual(texts)
    const whole = open({ stripPrompt: true }, { prompt: 'prompt' })
    const ended = [...pieces.map((text) => piece(0, text)), piece(0, '', 'stop')].map(
      (event) => whole(event)?.text ?? '',
    )
    expect(ended.join('')).toBe(texts.join(''))
  })

  it.each([{ echo: true, prompt: 'a' }, { echo: false, prompt: 'a' }, { prompt: 5 }, { prompt: '' }, 'a', undefined])(
    'keep what begins like the prompt, if the request was %j',
    (sent) => {
      expect(open({ stripPrompt: true }, sent)(piece(0, 'ab'))?.text).toBe('ab')
      expect(open({}, { prompt: 'a' })(piece(0, 'ab'))?.text).toBe('ab')
    },
  )

  const none = 'Expected a streamed completion (choices with text), but an event has none.'
  it.each<[event: unknown, message: string]>([
    ...[null, 'x', 5].map((event): [unknown, string] => [
      event,
      'Expected an event of a streamed completion, but it is not an object.',
    ]),
    ...[{ x: 1 }, { choices: [{ message: {} }] }, { choices: [{ delta: { content: 'a' } }] }].map(
      (event): [unknown, string] => [event, none],
    ),
    [{ choices: [{ text: 'a' }, { message: {} }] }, none],
  ])('are not in %j', (event, message) => {
    expect(() => open()(event)).toThrow(new Error(message))
  })

  it('are not in a stream of metadata alone', () => {
    const read = open()
    read({ usage })
    expect(() => read(undefined)).toThrow(new Error(none))
  })
})

describe('the chunks of a stream on /score', () => {
  const open = (): ChatStreamReader => new HFContentFormatter().codecs.dedicated.openStream({ inputs: ['prompt'] })
  const usage = { prompt_tokens: 1 }
  const counts = { usage: { inputTokens: 1, raw: usage } }

  it.each<[what: string, events: readonly unknown[], chunks: Chunks]>([
    [
      'pieces of text, and `stop` at the end',
      ['a', { output: 'b' }, [{ '0': 'c' }], '', '{ d', ' {} "', '["e"]', '"f"', `x{"a"`],
      ['a', 'b', 'c', undefined, '{ d', ' {} "', '["e"]', '"f"', 'x{"a"']
        .map((text): object => ({ text }))
        .concat([{ finishReason: 'stop' }]),
    ],
    [
      'JSON in text',
      [
        '{"output":"a"}',
        ` \n{ 'not JSON'`.replace(`'not JSON'`, '"output" : "b" }'),
        `${' '.repeat(99)}{"output":"c"}`,
      ],
      [{ text: 'a' }, { text: 'b' }, { text: 'c' }, { finishReason: 'stop' }],
    ],
    [
      'a reason and counts of their own',
      [{ output: 'a', id: 'i', model: 'm' }, { usage }, { finish_reason: 'length' }],
      [{ text: 'a', id: 'i', model: 'm' }, counts, { finishReason: 'length', rawFinishReason: 'length' }, {}],
    ],
    [
      'no counts until the server has counted',
      [{ usage: { prompt_tokens: 0, completion_tokens: 0 } }, 'a'],
      [{}, { text: 'a' }, { finishReason: 'stop' }],
    ],
    ['without the prompt', ['pro', 'mpt', 'a'], [{}, {}, { text: 'a' }, { finishReason: 'stop' }]],
    ['held back to the end', ['pro'], [{}, { text: 'pro', finishReason: 'stop' }]],
    ['nothing of a stream without events', [], [undefined]],
  ])('are %s', (_what, events, chunks) => {
    expect(chunksOf(open(), events)).toEqual(chunks)
  })

  it.each<[events: readonly unknown[], message: string]>([
    ...Object.entries({ 'an object with "x"': { x: 1 }, 'an empty object': {}, null: null, 'a number': 5 }).map(
      ([shown, event]): [unknown[], string] => [
        [event],
        `Expected a piece of generated text, but the event is ${shown}.`,
      ],
    ),
    [[[]], 'Expected a piece of generated text, but the event is an array of length 0.'],
    [['{"x":1}'], 'Expected a piece of generated text, but the event is the text "{"x":1}".'],
    [[" { 'x' "], `Expected a piece of generated text, but the event is the text " { 'x' ".`],
    [[{ finish_reason: 'stop' }, { usage }, undefined], 'Expected generated text, but the stream has none.'],
  ])('are not in %j', (events, message) => {
    const read = open()
    for (const event of events.slice(0, -1)) read(event)
    expect(() => read(events.at(-1))).toThrow(new Error(message))
  })
})

describe('the chunks of Text Generation Inference', () => {
  const open = (sent?: unknown): ChatStreamReader => new TGIContentFormatter().codecs.dedicated.openStream(sent)
  const token = (text: unknown, more: object = {}): object => ({ token: { text }, generated_text: null, ...more })
  const end = { token: { text: '</s>', special: true }, generated_text: 'prompt ab' }
  const details = { finish_reason: 'eos_token', generated_tokens: 2, input_length: 1 }

  it('are tokens, and the details of the last one', () => {
    const events = [token('a'), token(''), token(5), token('b', { details: 'x' }), { ...end, details }, end]
    expect(chunksOf(open(), events)).toEqual([
      { text: 'a' },
      {},
      {},
      { text: 'b' },
      {
        finishReason: 'stop',
        rawFinishReason: 'eos_token',
        usage: { inputTokens: 1, outputTokens: 2, raw: details },
      },
      { finishReason: 'stop' },
      undefined,
    ])
    expect(open()({ ...end, details: { finish_reason: 'length' } })).toMatchObject({ finishReason: 'length' })
  })

  it('have the prompt in front, if the request asked for it', () => {
    const sent = { inputs: 'prompt ', parameters: { return_full_text: true } }
    expect(chunksOf(open(sent), [token(''), token('a'), token('b')])).toEqual([
      {},
      { text: 'prompt a' },
      { text: 'b' },
      undefined,
    ])
    expect(open(sent)(end)).toEqual({ text: 'prompt ', finishReason: 'stop' })
    for (const other of [
      { inputs: 'prompt ' },
      { ...sent, parameters: { return_full_text: 1 } },
      { ...sent, inputs: ['prompt '] },
      'x',
    ]) {
      expect(open(other)(token('a'))).toEqual({ text: 'a' })
    }
  })

  it.each([null, 'x', {}, { token: 'a' }, { generated_text: 'a' }])('are not in %j', (event) => {
    expect(() => open()(event)).toThrow(new Error('Expected a Text Generation Inference event, but it has no token.'))
  })
})

describe('the chunks of a flow', () => {
  const open = (options = {}): ChatStreamReader => new PromptFlowContentFormatter(options).codecs.dedicated.openStream()
  const expected = 'Expected the answer as text in the output "answer" or "output" of the flow, but'
  const remedy = 'Name the output with the option `chatOutput` of the formatter.'

  it('are other outputs, then pieces of the answer, then its end', () => {
    const events = [{ url: 'u' }, { answer: 'a' }, { answer: '' }, { output: 'b' }, { answer: null }]
    expect(chunksOf(open(), events)).toEqual([
      {},
      { text: 'a' },
      undefined,
      { text: 'b' },
      {},
      { finishReason: 'stop' },
    ])
    expect(open()({ answer: 'a', output: 'b' })).toEqual({ text: 'a' })
    expect(open({ chatOutput: 'c' })({ answer: 'a', c: 'b' })).toEqual({ text: 'b' })
  })

  it.each<[events: readonly unknown[], message: string]>([
    [[undefined], `${expected} there are no outputs.`],
    [['x'], `${expected} there are no outputs.`],
    [[{ answer: 5, url: 'u' }], `${expected} the outputs are "answer", "url". ${remedy}`],
    [[{ url: 'u' }, { score: 1 }, { url: 'v' }, undefined], `${expected} the outputs are "url", "score". ${remedy}`],
    [
      [Object.fromEntries(Array.from('abcdefghijkl', (name) => [name.repeat(41), 1])), undefined],
      `${expected} the outputs are ${Array.from('abcdefghij', (name) => `"${name.repeat(40)}"`).join(', ')}. ${remedy}`,
    ],
  ])('are not in %j', (events, message) => {
    const read = open()
    for (const event of events.slice(0, -1)) read(event)
    expect(() => read(events.at(-1))).toThrow(new Error(message))
  })
})
