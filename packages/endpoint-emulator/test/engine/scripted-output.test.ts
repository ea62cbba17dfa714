import { describe, expect, it } from 'vitest'
import type { EngineDelta } from '../../src/engine/engine.ts'
import { scriptedOutput } from '../../src/engine/scripted-engine.ts'
import { request } from './question.ts'

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
