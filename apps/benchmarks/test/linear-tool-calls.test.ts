import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Row } from '../src/rows/row.ts'
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

  it('takes quadratic work for a client that joins all arguments with each delta, and the test detects it', async () => {
    const small = await workOf(joining, 1_000)
    const large = await workOf(joining, 4_000)
    expect(large / small).toBeGreaterThan(10)
  })
})

/** A client as not to write it. */
const joining: Row = {
  open: (baseUrl) => ({
    async callTool() {
      const pieces: string[] = []
      let json = ''
      for (const line of (await (await fetch(baseUrl)).text()).split('\n')) {
        if (!line.startsWith('data: {')) continue
        pieces.push(JSON.parse(line.slice(6)).choices[0]?.delta.tool_calls?.[0].function.arguments ?? '')
        json = pieces.join('')
      }
      return JSON.parse(json)
    },
  }),
}

/** Counts the characters that are parsed and joined, which is most of the work of a quadratic client. */
async function workOf(row: string | Row, size: number): Promise<number> {
  answerLocally({ kind: 'tool', size, writes: 'bulk' })
  const { open } = typeof row === 'string' ? await rowNamed(row).load() : row
  const model = await open('http://127.0.0.1:9')
  let characters = 0
  const { parse } = JSON
  const parsing = vi.spyOn(JSON, 'parse').mockImplementation((text: string, ...rest) => {
    characters += text.length
    return parse(text, ...rest) as unknown
  })
  const { join } = Array.prototype
  const joined = vi.spyOn(Array.prototype, 'join').mockImplementation(function joinCounted(this: unknown[], ...rest) {
    const text = join.apply(this, rest)
    characters += text.length
    return text
  })
  const input = await model.callTool?.([{ role: 'user', content: 'Write a note.' }])
  parsing.mockRestore()
  joined.mockRestore()
  expect(input).toEqual({ note: 'x'.repeat(size) })
  return characters
}
