import type { UIMessageChunk } from 'ai'
import { describe, expect, it } from 'vitest'
import { redactKey } from '../src/redaction/redact-key.ts'
import { redactKeyStream } from '../src/redaction/redact-key-stream.ts'
import { hasSecrets, shareableUrl } from '../src/redaction/shareable-url.ts'

const key = 'abab"c'

async function through(chunks: readonly UIMessageChunk[], given: string | undefined): Promise<unknown[]> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const redacted: unknown[] = []
  for await (const chunk of stream.pipeThrough(redactKeyStream(given))) redacted.push(chunk)
  return redacted
}

describe('a key in a stream', () => {
  const delta = (text: string, id = '1', type: 'text' | 'reasoning' = 'text'): UIMessageChunk => ({
    type: `${type}-delta`,
    id,
    delta: text,
  })
  const end = (id = '1', type: 'text' | 'reasoning' = 'text'): UIMessageChunk => ({ type: `${type}-end`, id })

  it('is redacted however the text is split', async () => {
    const text = `ab ${key}aba${key}, ab`
    for (let size = 1; size <= text.length; size++) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const seen = (await through([...pieces.map((piece) => delta(piece)), end()], key)) as { delta?: string }[]
      expect(seen.map((chunk) => chunk.delta ?? '').join('')).toBe('ab <redacted>aba<redacted>, ab')
      expect(seen.at(-1)).toEqual(end())
    }
  })

  it('is held back only while it may go on, and per block', async () => {
    expect(await through([delta('xa'), delta('by', '2'), delta('b', '3', 'reasoning'), delta('z')], key)).toEqual([
      delta('x'),
      delta('by', '2'),
      delta('b', '3', 'reasoning'),
      delta('az'),
    ])
  })

  it('comes before the end of its block, and the end has nothing more', async () => {
    for (const type of ['text', 'reasoning'] as const) {
      expect(await through([delta('ab', '1', type), end('1', type), end('1', type)], key)).toEqual([
        delta('ab', '1', type),
        end('1', type),
        end('1', type),
      ])
      expect(await through([delta('xy', '1', type), end('1', type)], key)).toEqual([
        delta('xy', '1', type),
        end('1', type),
      ])
    }
  })

  it('is redacted in all other chunks', async () => {
    expect(await through([{ type: 'error', errorText: `It was ${key}.` }], key)).toEqual([
      { type: 'error', errorText: 'It was <redacted>.' },
    ])
  })

  it.each([undefined, ''])('is none if it is %j', async (none) => {
    const chunks = [delta('ab'), { type: 'error', errorText: key } as const]
    expect(await through(chunks, none)).toEqual(chunks)
  })
})

it.each([
  [{ a: [`x${key}y`, 1], [key]: null }, key, { a: ['x<redacted>y', 1], '<redacted>': null }],
  [{ a: `x${key}` }, '', { a: `x${key}` }],
  [{ a: `x${key}` }, undefined, { a: `x${key}` }],
  [{ a: 'abab' }, key, { a: 'abab' }],
])('of %j the key %j is redacted', (value, one, redacted) => {
  expect(redactKey(value, one)).toEqual(redacted)
})

describe('a URL', () => {
  it.each([
    [
      'https://me:pass@h.example:8443/a/score?code=x&api-version=1%202#y',
      'https://h.example:8443/a/score?api-version=1%202',
    ],
    ['https://h.example/score?code=x', 'https://h.example/score'],
  ])('%s is shared as %s', (url, shared) => expect(shareableUrl(url)).toBe(shared))

  it.each([
    ['https://h.example/score', false],
    ['https://h.example/score?api-version=1', false],
    ['https://me@h.example/score', false],
    ['https://me:pass@h.example/score', true],
    ['https://h.example/score?api-version=1&code=x', true],
    ['https://<your-endpoint>/score?code=x', false],
  ])('%s has secrets: %s', (url, secret) => expect(hasSecrets(url)).toBe(secret))
})
