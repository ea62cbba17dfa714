import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  PromptFlowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

describe('a whole answer on /score', () => {
  const { parseResponse } = new DollyContentFormatter().codecs.dedicated
  const usage = { prompt_tokens: 1, completion_tokens: 2 }
  const counts = { usage: { inputTokens: 1, outputTokens: 2, raw: usage } }
  const details = { finish_reason: 'length', ...usage }
  const cut = { finishReason: 'length', rawFinishReason: 'length' }
  const nested = (depth: number): unknown => (depth === 0 ? 'a' : [nested(depth - 1)])

  it.each<[body: unknown, answer: object]>([
    [
      { output: 'a', id: 'i', model: 'm', finish_reason: 'length', usage },
      { id: 'i', model: 'm', ...cut, ...counts },
    ],
    [{ output: 'a', id: '', model: 5, finish_reason: null, usage: 'x' }, {}],
    [[{ generated_text: 'a', details }], { ...cut, usage: { inputTokens: 1, outputTokens: 2, raw: details } }],
    [
      { predictions: [{ '0': 'a', id: 'inner' }], id: 'outer', model: 'm' },
      { id: 'inner', model: 'm' },
    ],
    [{ predictions: [{ '0': 'a', id: null, details: { id: 'deep' } }], id: 'outer' }, { id: 'deep' }],
    [{ '0': 'a', generated_text: 'b', output: 'c', predictions: 'd' }, {}],
    [{ generated_text: 'a', output: 'c', predictions: 'd' }, {}],
    [{ output: 'a', predictions: 'd' }, {}],
    [['a', 'b'], {}],
    [' ["a"]', {}],
    ['{"output":"a"}', {}],
    [nested(16), {}],
  ])('%j is parsed with everything it has', (body, answer) => {
    expect(parseResponse(body)).toEqual({ text: 'a', ...answer })
  })

  it.each<[body: unknown, shown: string]>([
    [null, 'null'],
    [5, 'a number'],
    [true, 'a boolean'],
    [[], 'an array of length 0'],
    [[5, 6], 'an array of length 2'],
    [{}, 'an empty object'],
    [{ x: 'a', '\n': 1 }, 'an object with "x", " "'],
    [{ output: null }, 'an object with "output"'],
    [
      Object.fromEntries(Array.from('abcdefghij', (name) => [name.repeat(41), 1])),
      `an object with ${Array.from('abcdefghij', (name) => `"${name.repeat(40)}"`).join(', ')}`,
    ],
    [
      Object.fromEntries(Array.from('abcdefghijk', (name) => [name, 1])),
      `an object with ${Array.from('abcdefghij', (name) => `"${name}"`).join(', ')}, …`,
    ],
    ['a page', 'the text "a page"'],
    [`{ broken${'x'.repeat(100)}`, `the text "{ broken${'x'.repeat(92)}"`],
    ['{"x":1}', 'an object with "x"'],
    [nested(17), 'an array of length 1'],
  ])('cannot be %j', (body, shown) => {
    expect(() => parseResponse(body)).toThrow(new Error(`Expected generated text, but the body is ${shown}.`))
  })
})

describe('a whole completion', () => {
  const { parseResponse } = new CustomOpenAIContentFormatter().codecs.serverless
  const usage = { prompt_tokens: 1 }

  it('is parsed with everything it has', () => {
    expect(parseResponse({ id: 'i', model: 'm', usage, choices: [{ text: 'a', finish_reason: 'STOP' }] })).toEqual({
      text: 'a',
      finishReason: 'stop',
      rawFinishReason: 'STOP',
      usage: { inputTokens: 1, raw: usage },
      id: 'i',
      model: 'm',
    })
    expect(parseResponse({ choices: [{ text: '', finish_reason: '' }] })).toEqual({ text: '' })
  })

  it.each([null, 'x', {}, { choices: 'x' }, { choices: [] }, { choices: ['a'] }, { choices: [{ text: 5 }] }])(
    'cannot be %j',
    (body) => {
      expect(() => parseResponse(body)).toThrow(
        new Error('Expected a completion (choices with text), but the body has none.'),
      )
    },
  )
})

describe('a prompt that is repeated', () => {
  const input = { input_string: ['Hi'] }
  it.each([
    ['GPT-2', new GPT2ContentFormatter(), { inputs: input }, 'parameters', true],
    ['a pipeline', new HFContentFormatter(), { inputs: ['Hi'] }, 'parameters', true],
    ['MLflow', new MLflowContentFormatter(), { input_data: ['Hi'] }, 'params', true],
    [
      'a table',
      new MLflowContentFormatter({ input: 'pandas-split' }),
      { input_data: { data: [['Hi']] } },
      'params',
      true,
    ],
    ['Dolly', new DollyContentFormatter(), { input_data: input }, 'parameters', false],
    ['TGI', new TGIContentFormatter(), { inputs: 'Hi' }, 'parameters', false],
  ] as const)('is removed by default from the answer of %s, or not: %j', (_name, formatter, sent, field, echoes) => {
    const { parseResponse } = formatter.codecs.dedicated
    const textOf = (body: unknown, parameters?: unknown): string =>
      parseResponse(body, { ...sent, ...(parameters !== undefined && { [field]: parameters }) }).text
    const [full, rest] = ['Hi there', echoes ? ' there' : 'Hi there']
    expect(textOf([full])).toBe(rest)
    for (const unset of [{}, { return_full_text: null }, { echo: undefined }, 'x'])
      expect(textOf([full], unset)).toBe(rest)
    for (const asked of [true, false]) {
      expect(textOf([full], { return_full_text: asked })).toBe(full)
      expect(textOf([full], { echo: asked })).toBe(full)
    }
    expect(textOf({ output: full, finish_reason: 'stop' })).toBe(full)
    expect(textOf(['Oh Hi'])).toBe('Oh Hi')
    for (const foreign of [undefined, 'x', {}, { inputs: 5, input_data: 5 }]) {
      expect(parseResponse([full], foreign).text).toBe(full)
    }
  })

  it('is removed as the option says, unless the request asked for it', () => {
    const sent = { input_data: input }
    const strip = new DollyContentFormatter({ stripPrompt: true }).codecs.dedicated
    expect(strip.parseResponse(['Hi there'], sent).text).toBe(' there')
    expect(strip.parseResponse(['Hi there'], { ...sent, parameters: { return_full_text: true } }).text).toBe('Hi there')
    const keep = new GPT2ContentFormatter({ stripPrompt: false }).codecs.dedicated
    expect(keep.parseResponse(['Hi there'], { inputs: input }).text).toBe('Hi there')
  })
})

describe('the outputs of a flow', () => {
  const { parseResponse } = new PromptFlowContentFormatter().codecs.dedicated
  const expected = 'Expected the answer as text in the output "answer" or "output" of the flow, but'

  it('are a text, or have it', () => {
    expect(parseResponse('a')).toEqual({ text: 'a' })
    expect(parseResponse(' a <html>')).toEqual({ text: ' a <html>' })
    expect(parseResponse({ output: 'b', answer: 'a' })).toEqual({ text: 'a' })
  })

  it.each(['<html>', ' \n<!DOCTYPE html>', '<HTML lang="en">'])('are not the page %j', (page) => {
    expect(() => parseResponse(page)).toThrow(new Error(`${expected} there are no outputs.`))
  })
})
