import { describe, expect, it } from 'vitest'
import type { ParsedChatResponse } from '../../../src/index.ts'
import type { RecordedExchange } from '../../../src/testing/index.ts'
import { strangeValues } from '../../../src/testing/values/any-json.ts'
import { problemOf, reasonToSkip, withoutNumbers } from '../broken-rules.ts'
import type { Change } from '../changes.ts'
import { exchanges } from '../sound-formatter.ts'

const [question] = exchanges as readonly [RecordedExchange]

/** Changes the parsed answer, or what is done for a body. */
const parsing =
  (change: (answer: ParsedChatResponse, body: unknown) => unknown): Change =>
  (sound) => ({ parseResponse: (body, sent) => change(sound.parseResponse(body, sent), body) as ParsedChatResponse })

describe('the rule about equal answers', () => {
  const rule = /^parses an answer the same way/

  it('notices a formatter that counts its answers', async () => {
    let count = 0
    const change = parsing((answer) => ({ ...answer, id: `${Math.floor((count += 1) / 4)}` }))
    expect(await problemOf(rule, change)).toBe('`parseResponse` parsed "a question" differently the second time.')
  })

  it('notices a formatter that returns one object for all answers', async () => {
    const last = {}
    const change = parsing((answer) => Object.assign(last, answer))
    expect(await problemOf(rule, change)).toBe('`parseResponse` changed a response that it had returned before.')
  })

  it('notices a formatter that throws or changes what it was given, also only the second time', async () => {
    let count = 0
    const failing = parsing((answer) => {
      if ((count += 1) > 3) throw new TypeError('no more')
      return answer
    })
    expect(await problemOf(rule, failing)).toBe('`parseResponse` threw on "a question": TypeError: no more.')
    const changing = parsing((answer, body) => {
      if ('thinks' in (body as object)) Object.assign(body as object, { thinks: '' })
      return answer
    })
    expect(await problemOf(rule, changing)).toBe(
      '`parseResponse` changed the answer that was passed to it ("reasoning before an answer that is cut"): {"says":"Well","thi…',
    )
  })
})

describe('the rule about texts of answers', () => {
  const rule = /^returns the model's text/

  it.each<[damage: string, change: (text: string) => string, problem: string]>([
    ['strips accents', (text) => text.replace('ü', 'u'), '"Grüße, 漢字 and 🙂" as "Gruße, 漢字 and 🙂"'],
    [
      'drops quotes',
      (text) => text.replace('"no"', 'no'),
      '"She said \\"no\\" in C:\\\\temp\\\\new" as "She said no in',
    ],
    ['unescapes HTML', (text) => text.replace('&amp;', '&'), '"a &amp; b < c" as "a & b < c"'],
    [
      'unescapes lines',
      (text) => text.replace(' \\n', ' \n'),
      '"two\\nlines \\\\n and one" as "two\\nlines \\n and one"',
    ],
    ['lowers letters', (text) => text.replace('Î', 'î'), '"ÀÉÎ" as "ÀÉî"'],
  ])('notices a formatter that %s', async (_damage, change, problem) => {
    const broken = parsing((answer) => ({ ...answer, text: change(answer.text) }))
    const start = `\`parseResponse\` parsed the text ${problem}`
    expect((await problemOf(rule, broken)).slice(0, start.length)).toBe(start)
  })

  it('notices a formatter that throws', async () => {
    const change = parsing((answer) => {
      if (answer.text.includes('&')) throw new Error('no HTML')
      return answer
    })
    expect(await problemOf(rule, change)).toBe('`parseResponse` parsed the text "a &amp; b < c" as Error: no HTML.')
  })

  it('needs a recorded answer with its text in one piece', async () => {
    const reason = 'no recorded answer has its text in one piece'
    const reasonFor = (text: string | undefined, response: unknown): Promise<string | undefined> =>
      reasonToSkip(rule, () => ({}), [{ ...question, response, expected: { text } }])
    expect(await reasonFor('Hi', { says: 'Hi' })).toBeUndefined()
    expect(await reasonFor('Hi', { says: 'Hi there' })).toBe(reason)
    expect(await reasonFor('H', { says: 'H' })).toBe(reason)
    expect(await reasonFor(undefined, { says: 'Hi' })).toBe(reason)
    expect(await reasonFor('Hi', undefined)).toBe('no exchange has a `response`')
  })
})

describe('the rule about any JSON', () => {
  const rule = /^returns a well-formed response/
  const accepting =
    (json: string): Change =>
    (sound) => ({
      parseResponse: (body, sent) =>
        JSON.stringify(body) === json ? ({} as ParsedChatResponse) : sound.parseResponse(body, sent),
    })

  it('tries values in the shapes of many formats', () => {
    expect(strangeValues.map((value) => JSON.stringify(value))).toEqual([
      'null',
      'true',
      '42',
      '""',
      '"text"',
      '"<html><body>502 Bad Gateway</body></html>"',
      '[]',
      '{}',
      '[[]]',
      '[null]',
      '[{}]',
      '[42]',
      '["text"]',
      '[{"0":null}]',
      '{"output":null}',
      '{"output":42}',
      '{"choices":[]}',
      '{"choices":null}',
      '{"choices":[null]}',
      '{"choices":[{"message":null,"delta":null,"text":null}]}',
      '{"choices":[{"message":{"content":42,"tool_calls":[null]},"delta":{"content":{},"tool_calls":[42]}}]}',
      '{"message":{"role":"assistant","content":null},"usage":"none"}',
      '{"data":[],"id":{},"usage":[],"tool_calls":{}}',
      '{"text":null,"generated_text":42,"finish_reason":{}}',
    ])
  })

  it.each(['null', '""', '{"choices":[null]}', '{"text":null,"generated_text":42,"finish_reason":{}}'])(
    'notices a formatter that accepts %s',
    async (json) => {
      expect(await problemOf(rule, accepting(json))).toMatch(`\`parseResponse\` returned for ${json} a response that`)
    },
  )

  it.each([
    '{"says":"Well","thinks":"A hard one.","ended":"cut"}',
    '{"thinks":"A hard one.","ended":"cut"}',
    '{"says":"Well","thinks":[{}],"ended":"cut"}',
  ])('notices a formatter that fails on the recorded or damaged answer %s', async (json) => {
    expect(await problemOf(rule, accepting(json))).toMatch(`\`parseResponse\` returned for ${json} a response that`)
  })
})

describe('the rule about answers that cannot be parsed', () => {
  const rule = /^throws for an answer/
  const word = '"kit_answer"'

  it.each([
    '{}',
    '[]',
    'null',
    'true',
    '42',
    `{${word}:${word}}`,
    `{${word}:[{${word}:${word}}]}`,
    `[{${word}:${word}}]`,
    '"<html><body>kit_answer</body></html>"',
  ])('notices a formatter that accepts %s', async (json) => {
    const change: Change = (sound) => ({
      parseResponse: (body, sent) =>
        withoutNumbers(JSON.stringify(body)) === json ? { text: 'none' } : sound.parseResponse(body, sent),
    })
    expect(await problemOf(rule, change)).toBe(
      `\`parseResponse\` accepted ${json} as an answer, and returned {"text":"none"}.`,
    )
  })

  it.each<[returned: object, isAccepted: boolean]>([
    [{ text: '' }, false],
    [{ text: '', reasoning: '', toolCalls: [] }, false],
    [{ text: 'no answer' }, false],
    [{ text: '', reasoning: 'kit' }, true],
    [{ text: '', toolCalls: [{ name: 'f', arguments: '{}' }] }, true],
    [{ text: undefined }, true],
    [{ text: ' <html> ' }, true],
    [{ text: 'of kit_answer' }, true],
  ])('a page parsed as %j is accepted: %j', async (returned, isAccepted) => {
    const change: Change = (sound) => ({
      parseResponse: (body, sent) =>
        typeof body === 'string' ? (returned as ParsedChatResponse) : sound.parseResponse(body, sent),
    })
    expect(await problemOf(rule, change)).toBe(
      isAccepted
        ? ''
        : `\`parseResponse\` accepted "<html><body>kit_answer</body></html>" as an answer, and returned ${JSON.stringify(returned)}.`.replace(
            /^(.{120}).+$/s,
            '$1…',
          ),
    )
  })
})
