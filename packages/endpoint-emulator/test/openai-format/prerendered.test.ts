import { describe, expect, it } from 'vitest'
import { foundryV1 } from '../../src/openai-format/chat-dialect.ts'
import { renderWithCache } from '../../src/openai-format/prerendered.ts'
import type { Rendering } from '../../src/openai-format/stream-renderer.ts'
import { rendering } from './rendering.ts'

describe('a rendered body', () => {
  const changes: Partial<Rendering>[] = [
    { kind: 'text' },
    { stream: false },
    { includeUsage: true },
    { identity: { ...rendering.identity, model: 'other' } },
    { dialect: foundryV1 },
    { habits: { done: false } },
  ]
  const counter = (body: string | AsyncIterable<string> = 'body') => {
    let count = 0
    return { render: async () => (count++, body as string), count: () => count }
  }

  it('is kept for a reply with prerender, one for each way to render it', async () => {
    const reply = { text: 'x', prerender: true }
    for (const more of [{}, ...changes]) {
      const { render: make, count } = counter()
      for (let time = 0; time < 2; time += 1)
        expect(await renderWithCache(reply, { ...rendering, ...more }, make)).toBe('body')
      expect(count()).toBe(1)
    }
    const again = counter()
    await renderWithCache({ ...reply }, rendering, again.render)
    expect(again.count()).toBe(1)
  })

  it('is made again for other replies, and where it is not there as a whole', async () => {
    async function* pieces(): AsyncGenerator<string> {
      yield 'x'
    }
    for (const [reply, body] of [
      [undefined, 'body'],
      [{ text: 'x' }, 'body'],
      [{ prerender: true, error: {} }, 'body'],
      [{ text: 'x', prerender: true }, pieces()],
    ] as const) {
      const { render: make, count } = counter(body)
      for (let time = 0; time < 2; time += 1) await renderWithCache(reply, rendering, make)
      expect(count()).toBe(2)
    }
  })
})
