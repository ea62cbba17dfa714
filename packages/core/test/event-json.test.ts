import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { EventJson, minEvents } from '../src/streaming/event-json.ts'

/** Returns a parser that looks for a pattern from the next event on. */
function afterFirstEvents(): EventJson {
  const json = new EventJson()
  for (let count = 0; count < minEvents; count += 1) json.parse('null')
  return json
}

/** Returns the events whose values are not those of `JSON.parse`. */
function differences(texts: readonly string[]): readonly string[] {
  const json = afterFirstEvents()
  return texts.filter((text) => {
    const [value, expected] = [outcome(() => json.parse(text)), outcome(() => JSON.parse(text))]
    // Compared as text too, for the order of the names.
    return !isDeepStrictEqual(value, expected) || JSON.stringify(value) !== JSON.stringify(expected)
  })
}

/** Invalid JSON is an error in both. */
function outcome(parse: () => unknown): unknown {
  try {
    return { value: parse() }
  } catch {
    return 'no JSON'
  }
}

const event = (content: string, more: object = {}): object => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }],
  ...more,
})

/** Serializes a value in one of the ways in which servers do: with spaces, or with all other characters escaped. */
function written(value: unknown, style: number): string {
  const json = JSON.stringify(value, null, style === 1 ? 1 : undefined)
  if (style !== 2) return json
  return json.replace(/[^\u0020-\u007E]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

describe('the events of a stream are parsed as JSON.parse does', () => {
  it('whatever the strings in which they differ', () => {
    const style = fc.constantFrom(0, 1, 2)
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), fc.constantFrom('"', '\\', '\\"', '')),
    )
    fc.assert(
      fc.property(texts, style, (all, how) => {
        expect(differences(all.map((text) => written(event(text), how)))).toEqual([])
      }),
    )
  })

  it('whatever their form, and wherever they differ', () => {
    const name = fc.oneof(fc.constantFrom('a', 'b', '__proto__', '0', 'constructor'), fc.string())
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('', 'x', 'y', 'a"b', '\\', '\u2028'),
        fc.constantFrom(0, -0, 1.5, true, null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie('tree')), { maxLength: 3 }).map((pairs) => ({ pairs })),
      ),
    }))
    /** Writes objects by hand, since only text can have the same name twice. */
    const write = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
      if (typeof value !== 'object' || value === null) return JSON.stringify(value)
      const { pairs } = value as { readonly pairs: readonly [string, unknown][] }
      return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner)}`).join(',')}}`
    }
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom('x', 'yy', '', '\\n', '\\"', '"', ',', 'é', '}')))
    fc.assert(
      fc.property(tree, changes, (value, edits) => {
        const text = write(value)
        const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
        const edited = edits.map(([which, inside]) => {
          const { index = 0, 0: string = '' } = strings[which % strings.length] ?? {}
          return `${text.slice(0, index)}"${inside}"${text.slice(index + string.length)}`
        })
        expect(differences([text, ...edited, text, ...edited])).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it.each<[string, readonly string[]]>([
    ['a name that occurs twice', ['{"a":"x","a":"z"}', '{"a":"y","a":"z"}', '{"a":"w","a":"z"}']],
    ['a name that changes', ['{"x":1}', '{"y":1}', '{"z":1}']],
    ['text between two strings', ['{"a":"x","b":","}', '{"a":"x" ,"b":","}', '{"a":"x"  ,"b":","}']],
    ['a string that ends with an escape', ['["a","b"]', '["c","b"]', '["\\\\","b"]', '["\\","b"]', '["\\"","b"]']],
    ['a quote within the string', ['["a"]', '["b"]', '["c","d"]', '["c\\",\\"d"]']],
    ['a control character', ['["a"]', '["b"]', '["\n"]', '["\u0007"]', '["\u007F"]']],
    ['__proto__', ['{"__proto__":"a"}', '{"__proto__":"b"}', '{"__proto__":"c"}']],
    ['below __proto__', ['{"__proto__":{"a":"a"}}', '{"__proto__":{"a":"b"}}', '{"__proto__":{"a":"c"}}']],
    ['lone surrogates', ['["a"]', '["b"]', '["\uD800"]', '["\\ud800"]']],
    ['strings instead of objects', ['"a"', '"b"', '"c"', '"\\u0064"']],
    ['an end that overlaps the start', ['["aa"]', '["ab"]', '["a', '["', '["]', '["a"]']],
    ['no JSON', ['["a"]', '["b"]', '["b"]x', '', 'null', '[', '["c"]']],
  ])('%s', (_, texts) => {
    expect(differences(texts)).toEqual([])
    expect(differences([...texts, ...texts.toReversed()])).toEqual([])
  })
})

it('the values of events stay what they were', () => {
  const json = afterFirstEvents()
  const values = ['a', 'b', 'c', 'd'].map((text) => json.parse(JSON.stringify(event(text))))
  expect(values).toStrictEqual(['a', 'b', 'c', 'd'].map((text) => event(text)))
})

describe('the work for a stream', () => {
  const counted = (texts: readonly string[]): number => {
    const json = new EventJson()
    const parse = vi.spyOn(JSON, 'parse')
    for (const text of texts) json.parse(text)
    const { length } = parse.mock.calls
    parse.mockRestore()
    return length
  }
  const many = Array.from({ length: 1000 }, (_, index) => index)

  const words = many.map((index) => JSON.stringify(event(`word ${index}`)))

  it('is one call of JSON.parse for each event of a short stream', () => {
    expect(counted(words.slice(0, minEvents))).toBe(minEvents)
  })

  it('is a few calls more in a long stream if only the answer changes', () => {
    expect(counted(words)).toBeLessThan(minEvents + 5)
  })

  it('is a few calls more for each change of form', () => {
    const texts = many.map((index) => JSON.stringify(event(`word ${index}`, { created: index >> 7 })))
    expect(counted(texts)).toBeLessThan(minEvents + 40)
  })

  it('is one call for each event, and a few attempts, if more than the answer changes', () => {
    const texts = many.map((index) => JSON.stringify(event(`word ${index}`, { created: index })))
    expect(counted(texts)).toBeLessThan(many.length + 40)
  })

  it('is one call for each event if pairs look as if they had a pattern', () => {
    const texts = many.map((index) => JSON.stringify(event(`word ${index}`, { created: index >> 1 })))
    expect(counted(texts)).toBeLessThan(many.length + 40)
  })
})
