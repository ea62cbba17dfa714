import { describe, expect, it } from 'vitest'
import { hostileAnswers, hostileValues, problemWith } from '../../formatters-openai/test/hostile-json.ts'
import { AnthropicContentFormatter } from '../src/index.ts'
import { exchanges } from './recorded-exchanges.ts'

const formatter = new AnthropicContentFormatter()

describe.each(Object.entries(hostileValues))('%s anywhere in a response', (_name, json) => {
  it('returns a well-formed response or throws an error of this library', async () => {
    const problems: string[] = []
    for (const answer of hostileAnswers(exchanges, json)) {
      const problem = await problemWith(formatter, answer)
      if (problem !== undefined) problems.push(`${answer.place}: ${problem}`)
    }
    expect(problems).toEqual([])
  })
})
