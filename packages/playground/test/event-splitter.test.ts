import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { EventSplitter } from '../src/server/wire/event-splitter.ts'

describe('EventSplitter', () => {
  const cut = (chunks: readonly string[]): string[] => {
    const events: string[] = []
    const splitter = new EventSplitter((event) => events.push(event))
    for (const chunk of chunks) splitter.add(chunk)
    splitter.end()
    return events
  }

  it('emits the same events however the text is split', () => {
    const text = 'data: a\n\ndata: b\ndata: c\r\n\r\n\n\ndata: d\n\r\ndata: e'
    const events = ['data: a', 'data: b\ndata: c', 'data: d', 'data: e']
    for (let size = 1; size <= text.length; size++) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.slice(index * size, (index + 1) * size),
      )
      expect(cut(chunks)).toEqual(events)
    }
  })

  it('takes linear time for a body without events, and splits it', async () => {
    const work: SizedWork = (count) => {
      const chunks = Array.from({ length: count }, () => 'x'.repeat(100))
      return () => expect(Math.max(...cut(chunks).map(({ length }) => length))).toBeLessThan(1_100_000)
    }
    expect(await tooFastGrowth(work, { from: 50_000, upTo: 50_000 })).toBeUndefined()
  })
})
