import { expect, it } from 'vitest'
import { marker } from '../../../src/testing/values/marker.ts'
import { markedTool, question, turns } from '../../../src/testing/values/requests.ts'
import { withoutNumbers } from '../broken-rules.ts'

it('creates words that occur nowhere else, and in which no number is found', () => {
  const words = Array.from({ length: 2_000 }, () => marker('word'))
  expect(words.filter((word) => !/^kit_word_[a-j]+z$/.test(word))).toEqual([])
  expect(new Set(words)).toHaveLength(words.length)
})

it('creates requests from words', () => {
  expect(question('a', { seed: 0 })).toEqual({ messages: [{ role: 'user', content: 'a' }], seed: 0 })
  expect(question('a')).toEqual({ messages: [{ role: 'user', content: 'a' }] })
  expect(turns(['a', 'b', 'c']).map(({ role, content }) => [role, content])).toEqual([
    ['user', 'a'],
    ['assistant', 'b'],
    ['user', 'c'],
  ])
  const { tool, words } = markedTool()
  const named = (text: string): unknown => JSON.parse(withoutNumbers(text))
  expect(new Set(Object.values(words)).size).toBe(5)
  expect(named(JSON.stringify(words))).toEqual({
    name: 'kit_tool',
    description: 'kit_tool_description',
    parameter: 'kit_parameter',
    'parameter description': 'kit_parameter_description',
    'second parameter': 'kit_parameter',
  })
  expect(tool).toEqual({
    name: words['name'],
    description: words['description'],
    parameters: {
      type: 'object',
      properties: {
        [String(words['parameter'])]: { type: 'string', description: words['parameter description'] },
        [String(words['second parameter'])]: { type: 'integer' },
      },
      required: [words['parameter']],
    },
  })
})
