import { afterEach, describe, expect, it, vi } from 'vitest'
import { rowNamed } from '../src/rows/rows.ts'
import { words } from '../src/server/scenario.ts'
import { answerLocally } from './local-answer.ts'

afterEach(() => vi.unstubAllGlobals())

describe('the number of web streams per stream', () => {
  it.each([
    ['core', 0],
    ['provider doStream', 1],
    ['langchain streamEvents', 0],
  ])('is for %s: %i', async (row, count) => {
    expect(await webStreamsOf(row, 10)).toBe(count)
  })

  it.each(['core', 'provider doStream', 'provider streamText', 'langchain stream', 'langchain streamEvents'])(
    'does not grow with the length of the answer for %s',
    async (row) => {
      expect(await webStreamsOf(row, 2_000)).toBe(await webStreamsOf(row, 10))
    },
  )
})

async function webStreamsOf(row: string, size: number): Promise<number> {
  answerLocally({ kind: 'text', size, writes: 'bulk' })
  const model = await (await rowNamed(row).load()).open('http://127.0.0.1:9')
  let made = 0
  const count = () => void (made += 1)
  for (const name of ['ReadableStream', 'WritableStream', 'TransformStream', 'TextDecoderStream'] as const) {
    vi.stubGlobal(name, counted(globalThis[name], count))
  }
  let text = ''
  await model.stream?.([{ role: 'user', content: 'Hello' }], (chunk) => void (text += chunk))
  vi.unstubAllGlobals()
  expect(text).toBe(Array.from({ length: size }, (_, index) => words[index % words.length]).join(''))
  // The body of the response is the test's own stream.
  return made - 1
}

function counted<
  T extends
    | typeof globalThis.ReadableStream
    | typeof WritableStream
    | typeof TransformStream
    | typeof TextDecoderStream,
>(original: T, onMade: () => void): T {
  return new Proxy(original, {
    construct(target, parameters, newTarget) {
      onMade()
      return Reflect.construct(target, parameters, newTarget === target ? target : newTarget) as object
    },
  })
}
