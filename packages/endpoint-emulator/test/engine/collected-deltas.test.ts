import { describe, expect, it } from 'vitest'
import { type EngineDelta, type EngineResult, collect } from '../../src/engine/engine.ts'

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }

describe('deltas are joined', () => {
  const choice = {
    text: '',
    reasoning: undefined,
    toolCalls: [],
    finishReason: 'stop',
    stopSequence: undefined,
    messageFields: {},
    choiceFields: {},
  }
  const nothing = { prompt_tokens: 0, total_tokens: 0, completion_tokens: 0 }
  const whole: EngineResult = { ...choice, others: [], usage: nothing, head: undefined }

  it.each<[name: string, deltas: EngineDelta[], result: Partial<EngineResult>]>([
    ['none', [], {}],
    ['empty ones', [{}, { text: '', reasoning: '' }], {}],
    [
      'text and thoughts',
      [{ text: 'a' }, { reasoning: 'x' }, { text: 'b' }, { reasoning: 'y' }],
      { text: 'ab', reasoning: 'xy' },
    ],
    [
      'calls out of order',
      [
        { toolCall: { index: 1, id: 'b', name: 'g', arguments: '2' } },
        { toolCall: { index: 0, id: '', name: '', arguments: '' } },
        { toolCall: { index: 0, id: 'a', name: 'f', arguments: '{' } },
        { toolCall: { index: 0, id: 'z', name: 'z', arguments: '}' } },
        { toolCall: { index: 2 } },
      ],
      {
        toolCalls: [
          { id: 'a', name: 'f', arguments: '{}' },
          { id: 'b', name: 'g', arguments: '2' },
          { id: '', name: '', arguments: '' },
        ],
      },
    ],
    [
      'the last of what is said once',
      [
        { finishReason: 'length', stopSequence: 'a', messageFields: { a: 1 }, choiceFields: { a: 1 }, usage: nothing },
        { head: { fields: {} } },
        { finishReason: 'x', stopSequence: 'b', messageFields: { b: 1 }, choiceFields: { b: 1 }, usage },
        { head: { id: 'up', fields: {} } },
        {},
      ],
      {
        finishReason: 'x',
        stopSequence: 'b',
        messageFields: { b: 1 },
        choiceFields: { b: 1 },
        usage,
        head: { id: 'up', fields: {} },
      },
    ],
    [
      'choices out of order',
      [
        { choice: 2, text: 'c' },
        { choice: 0, text: 'a' },
        { choice: 1, text: 'b' },
      ],
      {
        text: 'a',
        others: [
          { ...choice, text: 'b' },
          { ...choice, text: 'c' },
        ],
      },
    ],
  ])('%s', async (_, deltas, result) => {
    async function* stream(): AsyncGenerator<EngineDelta> {
      yield* deltas
    }
    expect(await collect(deltas)).toEqual({ ...whole, ...result })
    expect(await collect(stream())).toEqual({ ...whole, ...result })
  })
})
