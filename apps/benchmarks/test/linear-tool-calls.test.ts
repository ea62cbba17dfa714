import { afterEach, describe, expect, it, vi } from 'vitest'
import { rowNamed } from '../src/rows/rows.ts'
import { answerLocally } from './local-answer.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a tool call with arguments in small deltas', () => {
  it.each(['floor', 'core', 'provider doStream', 'provider streamText', 'langchain stream', 'langchain streamEvents'])(
    'costs %s workload that grows no faster than its arguments',
    async (row) => {
      const small = await workOf(row, 8_000)
      const large = await workOf(row, 32_000)
      expect(large / small).toBeLessThan(4.4)
    },
  )

  it('takes quadratic work for a client that reparses all arguments with each delta, and the test detects it', async () => {
    const small = await workOf('langchain-openai stream', 1_000)
    const large = await workOf('langchain-openai stream', 4_000)
    expect(large / small).toBeGreaterThan(10)
  })
})

/** Counts the characters that are parsed and joined, which is most of the work of a quadratic client. */
async function workOf(row: string, size: number): Promise<number> {
  answerLocally({ kind: 'tool', size, writes: 'bulk' })
  const model = await (await rowNamed(row).load()).open('http://127.0.0.1:9')
  let characters = 0
  const { parse } = JSON
  const parsing = vi.spyOn(JSON, 'parse').mockImplementation((text: string, ...rest) => {
    characters += text.length
    return parse(text, ...rest) as unknown
  })
  const { join } = Array.prototype
  const joining = vi.spyOn(Array.prototype, 'join').mockImplementation(function joinCounted(this: unknown[], ...rest) {
    const joined = join.apply(this, rest)
    characters += joined.length
    return joined
  })
  const input = await model.callTool?.([{ role: 'user', content: 'Write a note.' }])
  parsing.mockRestore()
  joining.mockRestore()
  expect(input).toEqual({ note: 'x'.repeat(size) })
  return characters
}
