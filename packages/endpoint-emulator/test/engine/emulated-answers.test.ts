import { describe, expect, it } from 'vitest'
import { answerDeterministically } from '../../src/engine/deterministic-engine.ts'
import type { EngineDelta, EngineRequest } from '../../src/engine/engine.ts'
import { countTokens } from '../../src/engine/tokens.ts'
import { request, textOf } from './question.ts'

type Body = Record<string, unknown>

const answer = (more: Partial<EngineRequest>): EngineDelta[] => answerDeterministically({ ...request, ...more })
const asking = (...content: unknown[]): Partial<EngineRequest> => ({ messages: [{ role: 'user', content }] })
const opening = 'This is the endpoint emulator speaking: no model runs here, the answer is emulated.'

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
    const calling = { reasoning: 'field', tools: [{ name: 'f', parameters: {} }] } as const
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
