import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, delta, hello, sse } from './client-of.ts'
import { type Measurement, type SizedWork, tooFastGrowth } from './growth.ts'

/** Makes a call with the same response every time; its result does not matter here. */
function reading(
  body: string,
  init: ResponseInit & { method?: 'chat' | 'stream'; contentType?: string } = {},
): () => unknown {
  const { method = 'stream', contentType = 'text/event-stream', ...rest } = init
  const bytes = new TextEncoder().encode(body)
  const answer = (): Response => new Response(bytes, { ...rest, headers: { 'content-type': contentType } })
  const client = clientOf(answer, { endpointApiKey: 'Sk-Az+9/Xy=8.Q~2_w' })
  return method === 'stream'
    ? () => collect(client.stream(hello))
    : () => client.chat(hello).catch((error: unknown) => error)
}

/** Repeated characters and tokens that a regular expression could scan repeatedly. */
const runs: Readonly<Record<string, (size: number) => string>> = {
  spaces: (size) => ' '.repeat(size),
  'line breaks': (size) => '\n'.repeat(size),
  dots: (size) => '. '.repeat(size),
  backslashes: (size) => '\\'.repeat(size),
  quotes: (size) => '"'.repeat(size),
  titles: (size) => '<title'.repeat(size),
  scripts: (size) => '<script>'.repeat(size),
  tags: (size) => '<a <b '.repeat(size),
  brackets: (size) => '[{'.repeat(size),
  'closed brackets': (size) => '[]'.repeat(size),
  percents: (size) => '%25'.repeat(size),
  'JSON escapes': (size) => '\\u005c'.repeat(size),
  entities: (size) => '&amp;'.repeat(size),
  digits: (size) => '1'.repeat(size),
  'a wait': (size) => `try again in ${'1s '.repeat(size)}`,
  'wait after wait': (size) => 'retry after '.repeat(size),
  'the word model': (size) => 'model deployment '.repeat(size),
  'help lines': (size) => `${' '.repeat(size)}Please check this guide`,
  'beginnings of the key': (size) => 'Sk-Az+9/X'.repeat(size),
  'the key': (size) => 'Sk-Az+9/Xy=8.Q~2_w'.repeat(size),
  'the starts of calls': (size) => `{${'A('.repeat(size)}`,
  'calls in calls': (size) => 'A('.repeat(size) + ')'.repeat(size),
  arguments: (size) => `A(${"'a',".repeat(size)})`,
  'fields of an event': (size) => 'data'.repeat(size),
}

const wrappings: Readonly<Record<string, (text: string) => { body: string; init: Parameters<typeof reading>[1] }>> = {
  'an error body': (text) => ({ body: text, init: { status: 500, method: 'chat' } }),
  'a page': (text) => ({ body: `<html>${text}`, init: { status: 500, method: 'chat' } }),
  'the message of an error': (text) => ({
    body: JSON.stringify({ error: { message: text, code: text } }),
    init: { status: 500, method: 'chat' },
  }),
  'an error under 200': (text) => ({
    body: JSON.stringify({ error: { message: text, code: text, details: [{ msg: text, loc: [text] }] } }),
    init: { method: 'chat' },
  }),
  'an error event': (text) => ({ body: sse({ error: { message: text } }), init: {} }),
  'a body of another format': (text) => ({ body: text, init: { method: 'chat' } }),
  'JSON of another format': (text) => ({ body: JSON.stringify({ unknown: text }), init: { method: 'chat' } }),
  'a stream without events': (text) => ({ body: `x${text}`, init: {} }),
  'a stream of no known form': (text) => ({ body: text, init: { contentType: 'text/plain' } }),
  'lines of JSON': (text) => ({ body: text, init: { contentType: 'application/x-ndjson' } }),
  'the text of an event': (text) => ({ body: sse(delta({ content: text })), init: {} }),
}

interface State extends Measurement {
  readonly name: string
  readonly prepare: SizedWork
}

describe('twice the input takes less than three times the time', () => {
  const texts = Object.entries(wrappings).flatMap(([place, wrap]) =>
    Object.entries(runs).map(([run, repeat]): [string, SizedWork] => [
      `${run} in ${place}`,
      (size) => {
        const { body, init } = wrap(repeat(size))
        return reading(body, init)
      },
    ]),
  )
  it.each(texts)('%s', async (_name, work) => {
    expect(await tooFastGrowth(work, { from: 4_000, upTo: 64_000 })).toBeUndefined()
  })

  const call = (fields: object, index?: number): object => ({ ...(index !== undefined && { index }), ...fields })
  const named = (id: string, json: string): object => ({ id, function: { name: 'f', arguments: json } })
  const many = (size: number, make: (index: number) => object): object[] =>
    Array.from({ length: size }, (_, index) => make(index))
  const states: readonly State[] = [
    {
      name: 'events with a finish reason only',
      upTo: 8_000,
      prepare: (size) => reading(sse(...many(size, () => delta({}, { finish_reason: 'stop' })))),
    },
    {
      name: 'events with usage only',
      upTo: 8_000,
      prepare: (size) => reading(sse(...many(size, () => ({ choices: [], usage: { prompt_tokens: 1 } })))),
    },
    {
      name: 'a text after each finish reason',
      upTo: 8_000,
      prepare: (size) => reading(sse(...many(size, () => delta({ content: 'a' }, { finish_reason: 'stop' })))),
    },
    {
      name: 'tool calls in one event, each with its index',
      from: 500,
      upTo: 500,
      prepare: (size) =>
        reading(sse(delta({ tool_calls: many(size, (index) => call(named(`c${index}`, '{}'), index)) }))),
    },
    {
      name: 'tool calls that all have one index',
      from: 500,
      upTo: 500,
      prepare: (size) =>
        reading(sse(...many(size, (index) => delta({ tool_calls: [call(named(`c${index}`, '{}'), 0)] })))),
    },
    {
      name: 'pieces of many tool calls in turn',
      upTo: 16_000,
      prepare: (size) =>
        reading(
          sse(
            delta({ tool_calls: many(500, (index) => call(named(`c${index}`, '{'), index)) }),
            ...many(size, (piece) => delta({ tool_calls: [call({ function: { arguments: '"' } }, piece % 500)] })),
          ),
        ),
    },
    ...['{', '}', '{}', '"', ' ', '\\', '{"a":1}'].map((piece): State => ({
      name: `pieces ${JSON.stringify(piece)} that repeat name and id`,
      upTo: 8_000,
      prepare: (size) => reading(sse(...many(size, () => delta({ tool_calls: [call(named('c', piece), 0)] })))),
    })),
    {
      name: 'pieces of arguments before there is a name',
      upTo: 8_000,
      prepare: (size) =>
        reading(sse(...many(size, () => delta({ tool_calls: [call({ function: { arguments: ' ' } }, 0)] })))),
    },
    {
      name: 'pieces of white space after the name',
      upTo: 8_000,
      prepare: (size) =>
        reading(
          sse(
            delta({ tool_calls: [call({ id: 'c', function: { name: 'f' } }, 0)] }),
            ...many(size, () => delta({ tool_calls: [call({ function: { arguments: ' ' } }, 0)] })),
          ),
        ),
    },
    ...['data: {', 'x', '\n', ':', '{', '[', 'data:\n', 'event: '].map((piece): State => ({
      name: `reads of ${JSON.stringify(piece)} alone`,
      upTo: 16_000,
      prepare: (size) => {
        const client = clientOf(
          () =>
            new Response(bodyOf(Array.from({ length: size }, () => piece)), {
              headers: { 'content-type': 'text/event-stream' },
            }),
        )
        return () => collect(client.stream(hello))
      },
    })),
    ...(['array', 'object', 'loc', 'error'] as const).map((form): State => ({
      name: `an error body that is nested: ${form}`,
      upTo: 16_000,
      prepare: (size) => {
        const open = { array: '[', object: '{"a":', loc: '[', error: '{"error":' }[form]
        const close = { array: ']', object: '}', loc: ']', error: '}' }[form]
        const nested = `${open.repeat(size)}1${close.repeat(size)}`
        const field = form === 'loc' ? `{"loc":${nested}}` : `{"input":${nested}}`
        return reading(form === 'error' ? nested : `{"detail":[${field}]}`, { status: 422, method: 'chat' })
      },
    })),
  ]
  it.each(states)('$name', async ({ prepare, from = 1_000, upTo }) => {
    expect(await tooFastGrowth(prepare, { from, upTo })).toBeUndefined()
  })
})

describe('the measurement of growth', () => {
  /** Work that repeats a step as often as a size says. */
  const repeating =
    (times: (size: number) => number): SizedWork =>
    (size) => {
      const count = times(size)
      return () => {
        let sum = 0
        for (let step = 0; step < count; step += 1) sum = (sum * 31 + step) | 0
        return sum
      }
    }

  it.each<[string, SizedWork]>([
    ['quadratic work', repeating((size) => 4 * size ** 2)],
    ['quadratic work beside linear work', repeating((size) => 4 * size ** 2 + 800 * size)],
  ])('finds %s', async (_name, work) => {
    expect(await tooFastGrowth(work, { from: 500, attempts: 2 })).toMatch(/times the input/)
  })

  it.each<[string, SizedWork]>([
    ['linear work', repeating((size) => 300 * size)],
    ['work that sorts', repeating((size) => 25 * size * Math.log2(size))],
  ])('accepts %s', async (_name, work) => {
    expect(await tooFastGrowth(work)).toBeUndefined()
  })
})
