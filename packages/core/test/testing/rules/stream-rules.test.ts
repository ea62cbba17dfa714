import { describe, expect, it } from 'vitest'
import type { ParsedChatChunk } from '../../../src/index.ts'
import type { RecordedExchange } from '../../../src/testing/index.ts'
import { problemOf, reasonToSkip } from '../broken-rules.ts'
import { type Change, streaming } from '../changes.ts'
import { exchanges } from '../sound-formatter.ts'

const [question] = exchanges as readonly [RecordedExchange]
const rules = {
  apart: /^keeps the state of concurrent/,
  unchanged: /^does not change events/,
  wellFormed: /^returns well-formed chunks/,
  text: /^returns the text of a stream/,
  joined: /^parses a stream into chunks/,
} as const

describe('a reader', () => {
  it.each<[does: string, wrap: Parameters<typeof streaming>[0], problem: string]>([
    ['returns a text', () => () => 'Hi', 'returned a reader that returns a string instead of a chunk.'],
    ['returns a number', () => () => 0, 'returned a reader that returns a number instead of a chunk.'],
    [
      'returns a promise',
      (read) => async (event) => read(event),
      'returned a reader that returns promises; readers must be synchronous.',
    ],
    [
      'throws on the second event',
      (read) => (event) => {
        if ((event as { says?: string } | undefined)?.says === 'south, ') throw new TypeError('no south')
        return read(event)
      },
      'returned a reader that threw on event 2 of a recorded stream: TypeError: no south.',
    ],
    [
      'throws at the end',
      (read) => (event) => {
        if (event === undefined) throw new Error('not yet')
        return read(event)
      },
      'returned a reader that threw on the end of the stream (undefined): Error: not yet.',
    ],
  ])('that %s breaks every rule about streams', async (_does, wrap, problem) => {
    for (const rule of [rules.apart, rules.unchanged, rules.text, rules.joined]) {
      expect(await problemOf(rule, streaming(wrap))).toBe(`\`openStream\` ${problem}`)
    }
  })

  it('may return null for nothing', async () => {
    const change = streaming((read) => (event) => read(event) ?? null)
    for (const rule of Object.values(rules)) expect(await problemOf(rule, change)).toBe('')
  })

  it.each<[opened: unknown, problem: string]>([
    [undefined, 'nothing (undefined) instead of a reader, which is a function.'],
    [null, 'null instead of a reader, which is a function.'],
    [{}, 'an object instead of a reader, which is a function.'],
    [Promise.resolve(), 'a promise instead of a reader; formatters must be synchronous.'],
  ])('is a function, not %o', async (opened, problem) => {
    const change: Change = () => ({ openStream: () => opened as never })
    for (const rule of Object.values(rules)) {
      expect(await problemOf(rule, change)).toBe(`\`openStream\` returned ${problem}`)
    }
  })
})

describe('streams', () => {
  it.each(Object.entries(rules).slice(0, 4))('that are not recorded have nothing to test: %s', async (name, rule) => {
    const { events: _events, ...whole } = question
    expect(await reasonToSkip(rule, () => ({ openStream: undefined as never }), exchanges)).toBe(
      'the codec has no openStream',
    )
    expect(await reasonToSkip(rule, () => ({}), [whole])).toBe(
      name === 'wellFormed' ? undefined : 'no exchange has `events`',
    )
    expect(await reasonToSkip(rule, () => ({}), exchanges)).toBeUndefined()
  })

  it('have a state of their own, also if another one is left early or was parsed before', async () => {
    let open = 0
    const leftOpen: Change = (sound) => ({
      openStream: () => {
        const read = sound.openStream()
        open += 1
        const isAlone = open === 1
        return (event) => {
          if (event === undefined) open -= 1
          return isAlone ? read(event) : { ...read(event), text: 'not alone' }
        }
      },
    })
    expect(await problemOf(rules.apart, leftOpen)).toMatch(
      /^`openStream` parsed "a question" differently while "a question" was parsed: \[/,
    )
    let count = 0
    const counting = streaming((read) => (event) => ({ ...read(event), id: `${(count += 1)}` }))
    expect(await problemOf(rules.apart, counting)).toBe('`openStream` parsed "a question" differently the second time.')
  })

  it.each<[what: string, wrap: Parameters<typeof streaming>[0], problem: string]>([
    [
      'an event',
      (read) => (event) => {
        const chunk = read(event)
        if (event !== undefined) delete (event as { says?: string }).says
        return chunk
      },
      'returned a reader that changed an event of "a question": {}.',
    ],
    [
      'an event of tool calls',
      (read) => (event) => {
        const chunk = read(event)
        ;(event as { calls?: object[] } | undefined)?.calls?.pop()
        return chunk
      },
      'returned a reader that changed an event of "calls of tools": {"calls":[]}.',
    ],
    [
      'the chunk before',
      (read) => {
        let last: ParsedChatChunk | undefined
        return (event) => {
          if (last !== undefined) Object.assign(last, { text: 'changed' })
          return (last = read(event))
        }
      },
      'returned a reader that changed a chunk it had returned before ("a question"): {"text":"changed"}.',
    ],
  ])('do not change %s', async (_what, wrap, problem) => {
    expect(await problemOf(rules.unchanged, streaming(wrap))).toBe(`\`openStream\` ${problem}`)
  })
})

describe('chunks of any event', () => {
  const reading =
    (isBroken: (event: unknown) => boolean, chunk: object): Change =>
    (sound) => ({
      openStream: () => {
        const read = sound.openStream()
        return (event) => (isBroken(event) ? chunk : read(event))
      },
    })
  const json =
    (expected: string) =>
    (event: unknown): boolean =>
      JSON.stringify(event) === expected

  it.each([
    'null',
    '"text"',
    '[{}]',
    '{"choices":[null]}',
    '{"ended":"done"}',
    '{"says":"south, "}',
    '{"says":[{}]}',
    '{"calls":[{"arguments":[{}]}]}',
  ])('are well-formed for %s', async (event) => {
    const change = reading(json(event), { text: 'undefined' })
    expect(await problemOf(rules.wellFormed, change)).toBe(
      `\`openStream\` returned a reader that returned for ${event} a chunk that has "undefined" as \`text\`: {"text":"undefined"}.`.replace(
        /^(.{120}).+$/s,
        '$1…',
      ),
    )
  })

  it('are well-formed at the end too', async () => {
    const change: Change = (sound) => ({
      openStream: () => {
        const read = sound.openStream()
        return (event) => (event === undefined ? ({ finishReason: 'end' } as never) : read(event))
      },
    })
    expect(await problemOf(rules.wellFormed, change)).toMatch(
      /^`openStream` returned a reader that returned for \S+ a chunk that has "end" as `finishReason`, which is not one of stop/,
    )
  })
})

describe('texts of streams', () => {
  const changing = (change: (text: string) => string): Change =>
    streaming((read) => (event) => {
      const chunk = read(event)
      return chunk && { ...chunk, text: chunk.text === undefined ? undefined : change(chunk.text) }
    })

  it.each<[string, (text: string) => string]>([
    ['trims', (text) => text.replace(/^ G/, 'G')],
    ['strips accents', (text) => text.replace('ü', 'u')],
    ['unescapes', (text) => text.replace('\\', '')],
    ['drops quotes', (text) => text.replaceAll('"', '')],
  ])('are unchanged; one that %s is noticed', async (_name, change) => {
    expect(await problemOf(rules.text, changing(change))).toMatch(
      /^`openStream` returned a reader that parsed " Grüße, 漢字 and 🙂 in \\"C:\\\\new\\"" as "/,
    )
  })

  it('are found in the only event that has any, but not in a repetition of the whole', async () => {
    const plain =
      (change: (text: string) => string): Change =>
      () => ({
        openStream: () => (event) => {
          const { says } = (event ?? {}) as { says?: unknown }
          return typeof says === 'string' ? { text: change(says) } : undefined
        },
      })
    const damaged = plain((text) => text.replace('ü', 'u'))
    const only = (...events: readonly object[]): readonly RecordedExchange[] => [{ ...question, events }]
    const noticed = (parsed: string): string =>
      `\`openStream\` returned a reader that parsed " Grüße, 漢字 and 🙂 in \\"C:\\\\new\\"" as "${parsed}`
    expect(await problemOf(rules.text, damaged, only({ says: 'Hello' }, { ended: 'done' }))).toMatch(noticed(' Gruße'))
    expect(await problemOf(rules.text, damaged, only({ all: 'Hello' }, { says: 'Hel' }, { says: 'lo' }))).toMatch(
      noticed(' Gruße'),
    )
    const kept = plain((text) => text)
    expect(await problemOf(rules.text, kept, only({ all: 'Hello' }, { says: 'Hel' }, { says: 'lo' }))).toBe('')
    expect(await problemOf(rules.text, damaged, only({ ended: 'done' }))).toBe('')
    expect(await problemOf(rules.text, damaged, only({ says: 'Hi' }))).toBe('')
  })
})
