import { describe, expect, it } from 'vitest'
import { hostileAnswers, hostileValues, problemWith } from './hostile-json.ts'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'
import { dedicatedExchanges, serverlessExchanges, streamedExchanges } from './recorded-exchanges.ts'

// A few of each kind, since their positions repeat.
const exchanges = [dedicatedExchanges, serverlessExchanges, streamedExchanges].flatMap((all) =>
  all.filter(({ response, events }) => response !== undefined || events !== undefined).slice(-6),
)

const formatter = new CustomOpenAIChatContentFormatter()

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

it.each(['lists', 'objects'])('%s that are nested for these tests overflow the stack of any recursion', (kind) => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + depthOf(Object.values(value)[0]) : 0
  const shallow: unknown = JSON.parse('[[[1]]]')
  for (let run = 0; run < 20_000; run += 1) depthOf(shallow) // until it is compiled, since that makes its frames small
  expect(() => depthOf(JSON.parse(hostileValues[`${kind} twenty thousand deep`]!))).toThrow(RangeError)
})

describe('the buffers of a stream are bounded', () => {
  const piece = (field: string, text: string): object => ({ choices: [{ index: 0, delta: { [field]: text } }] })
  const space = ' '.repeat(1_000)

  it.each([
    ['before a tag', '', 'text'],
    ['inside the reasoning', '<think>a', 'reasoning'],
  ] as const)('white space %s leaves when there is too much of it', (_where, start, kind) => {
    const read = formatter.codecs.serverless.openStream()
    let given = 0
    for (const text of [start, ...Array.from({ length: 200 }, () => space)]) {
      given += read(piece('content', text))?.[kind]?.length ?? 0
    }
    expect(given).toBeGreaterThan(130_000)
  })

  it('an endless refusal is rejected', () => {
    const read = formatter.codecs.serverless.openStream()
    const feed = (): void => {
      for (let count = 0; count < 100; count += 1) read(piece('refusal', space))
    }
    expect(feed).toThrow('The refusal in the stream is longer than 65536 characters.')
  })

  it('reasoning details without end are rejected', () => {
    const read = formatter.codecs.serverless.openStream()
    const details = [{ type: 'reasoning.text', text: space.repeat(100) }]
    const feed = (): void => {
      for (let count = 0; count < 100; count += 1)
        read({ choices: [{ index: 0, delta: { reasoning_details: details } }] })
    }
    expect(feed).toThrow('The reasoning details of the stream are longer than 4194304 characters.')
  })

  it('sources without end are rejected', () => {
    const read = formatter.codecs.serverless.openStream()
    const feed = (): void => {
      for (let page = 0; page < 11_000; page += 1) read({ choices: [], citations: [`https://x.test/${page}`] })
    }
    expect(feed).toThrow('more than 10000 sources')
  })

  it('pieces of other choices are held back only at first', () => {
    const read = formatter.codecs.serverless.openStream()
    let given = ''
    for (let count = 0; count < 100; count += 1) {
      given += read({ choices: [{ index: 1, delta: { content: 'a' } }] })?.text ?? ''
    }
    expect(given).toBe('a'.repeat(100))
  })

  it('a refusal next to content is not buffered', () => {
    const read = formatter.codecs.serverless.openStream()
    read(piece('content', 'a'))
    for (let count = 0; count < 100; count += 1) expect(read(piece('refusal', space))).toEqual({ refusal: space })
    expect(read(undefined)).toBeUndefined()
  })
})

it('an unexpected body is described in a few printable characters', () => {
  const keys = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [`\u001B[2J\r\n\u009B${index}`.repeat(99), 1]),
  )
  const read = (): unknown => formatter.codecs.serverless.parseResponse(keys)
  expect(read).toThrow(/^Expected a chat completion [^\p{Cc}]{1,2000}$/u)
})
