import { damaged, strangeValues, withText } from '../values/any-json.ts'
import { textsOf } from '../values/body-search.ts'
import { type Rule, NothingToTest, show, type TestedCodec, violation } from '../checks/rule.ts'
import { describe } from '../checks/format.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'
import { read } from '../checks/read.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { malformation } from '../checks/well-formed.ts'

/** Rules for parsing whole answers. */
export const answerRules: readonly Rule[] = [
  {
    title: 'parses an answer the same way every time, without changing it',
    remedy: 'keep no state between calls, return a new object for each answer, and copy values before you change them.',
    check(codec) {
      const exchanges = answered(codec)
      const first = exchanges.map((exchange) => {
        const parsed = readRecorded(codec, exchange)
        return { parsed, before: fingerprint(parsed) }
      })
      for (const [index, exchange] of exchanges.entries()) {
        if (fingerprint(readRecorded(codec, exchange)) !== first[index]?.before) {
          throw violation(codec, 'parseResponse', `parsed ${show(exchange.name)} differently the second time.`)
        }
      }
      if (first.some(({ parsed, before }) => fingerprint(parsed) !== before)) {
        throw violation(codec, 'parseResponse', 'changed a response that it had returned before.')
      }
    },
  },
  {
    title: "returns the model's text unchanged",
    remedy: 'return the text as it is in the answer; the JSON is already parsed, so there is nothing left to unescape.',
    check(codec) {
      const covered = answered(codec).filter(({ expected, response }) => {
        return expected.text !== undefined && textsOf(response).includes(expected.text) && expected.text.length > 1
      })
      if (covered.length === 0) throw new NothingToTest('no recorded answer has its text in one piece')
      for (const { expected, response, body } of covered) {
        for (const text of answerTexts) {
          const { parsed, error } = read(codec, withText(response, expected.text ?? '', text), body)
          if (parsed?.text === text) continue
          const instead = error === undefined ? show(parsed?.text) : describe(error)
          throw violation(codec, 'parseResponse', `parsed the text ${show(text)} as ${instead}`)
        }
      }
    },
  },
  {
    title: 'returns a well-formed response for any JSON, or throws',
    remedy:
      'check types before you use a value: throw if the text is not a string (core makes it a FormatError), and return only values of `FinishReason`.',
    check(codec) {
      const recorded = answered(codec).map(({ response }) => response)
      const bodies = [...strangeValues, ...recorded, ...recorded.flatMap((response) => Array.from(damaged(response)))]
      for (const body of bodies) {
        const { parsed } = read(codec, copyOf(body))
        const wrong = parsed === undefined ? undefined : malformation(parsed, 'whole')
        if (wrong !== undefined) {
          throw violation(
            codec,
            'parseResponse',
            `returned for ${show(body)} a response that ${wrong}: ${show(parsed)}.`,
          )
        }
      }
    },
  },
  {
    title: 'throws for an answer that it cannot parse',
    remedy:
      "throw if the expected fields are missing, instead of returning an empty text: `if (typeof text !== 'string') throw …`.",
    check(codec) {
      const word = marker('answer')
      const page = `<html><body>${word}</body></html>`
      for (const body of [
        {},
        [],
        null,
        true,
        42,
        { [word]: word },
        { [word]: [{ [word]: word }] },
        [{ [word]: word }],
        page,
      ]) {
        const { parsed } = read(codec, body)
        if (parsed === undefined || hasContentOf(parsed, body)) continue
        throw violation(codec, 'parseResponse', `accepted ${show(body)} as an answer, and returned ${show(parsed)}.`)
      }
    },
  },
]

/** Texts that a codec might damage, and that have no special meaning in any format. */
const answerTexts = [
  'Grüße, 漢字 and 🙂',
  'She said "no" in C:\\temp\\new',
  'a &amp; b < c',
  'two\nlines \\n and one',
  'ÀÉÎ',
]

function answered({ exchanges }: TestedCodec): readonly RecordedExchange[] {
  const found = exchanges.filter(({ response }) => response !== undefined)
  if (found.length === 0) throw new NothingToTest('no exchange has a `response`')
  return found
}

function readRecorded(codec: TestedCodec, { name, response, body }: RecordedExchange): unknown {
  const given = copyOf(response)
  const { parsed, error } = read(codec, given, body)
  if (parsed === undefined) throw violation(codec, 'parseResponse', `threw on ${show(name)}: ${describe(error)}`)
  if (fingerprint(given) === fingerprint(response)) return parsed
  throw violation(codec, 'parseResponse', `changed the answer that was passed to it (${show(name)}): ${show(given)}.`)
}

/** Returns whether a response has content that comes from the body. */
function hasContentOf(parsed: object, body: unknown): boolean {
  const { text, reasoning, toolCalls } = parsed as { text?: unknown; reasoning?: unknown; toolCalls?: unknown[] }
  if (text === '' && !reasoning && !(toolCalls && toolCalls.length > 0)) return false
  if (typeof text !== 'string') return true
  const source = typeof body === 'string' ? body : JSON.stringify(body)
  return text === '' || source.includes(text.trim()) || text.includes('kit_answer')
}
