import { damaged, strangeValues, withText } from '../values/any-json.ts'
import { textsOf } from '../values/body-search.ts'
import { type Rule, NothingToTest, show, type TestedCodec, violation } from '../checks/rule.ts'
import { describe } from '../checks/format.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'
import { read } from '../checks/read.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { malformation } from '../checks/well-formed.ts'

/** What a formatter owes the answers that it reads as a whole. */
export const answerRules: readonly Rule[] = [
  {
    title: 'reads an answer the same way every time, and leaves it as it is',
    remedy: 'keep nothing between calls, give a new object for each answer, and copy before you change.',
    check(codec) {
      const exchanges = answered(codec)
      const first = exchanges.map((exchange) => readRecorded(codec, exchange))
      const before = first.map(fingerprint)
      for (const [index, exchange] of exchanges.entries()) {
        if (fingerprint(readRecorded(codec, exchange)) !== before[index]) {
          throw violation(codec, 'parseResponse', `read ${show(exchange.name)} differently the second time.`)
        }
      }
      if (first.map(fingerprint).join() !== before.join()) {
        throw violation(codec, 'parseResponse', 'changed a response that it had given before.')
      }
    },
  },
  {
    title: "reads any text of the model's unchanged",
    remedy: 'take the text as it stands in the answer; JSON has been parsed already, nothing is left to unescape.',
    check(codec) {
      const shown = answered(codec).filter(({ expected, response }) => {
        return expected.text !== undefined && textsOf(response).includes(expected.text) && expected.text.length > 1
      })
      if (shown.length === 0) throw new NothingToTest('no recorded answer has its text in one piece')
      for (const { expected, response, body } of shown) {
        for (const text of answerTexts) {
          const { parsed, error } = read(codec, withText(response, expected.text ?? '', text), body)
          if (parsed?.text === text) continue
          const instead = error === undefined ? show(parsed?.text) : describe(error)
          throw violation(codec, 'parseResponse', `read the text ${show(text)} as ${instead}`)
        }
      }
    },
  },
  {
    title: 'makes a well-formed response of any JSON, or throws',
    remedy:
      'look before you read: throw when the text is not a string where it should be one (core makes a FormatError of it), and use the words of `FinishReason`.',
    check(codec) {
      const recorded = answered(codec).map(({ response }) => response)
      const bodies = [...strangeValues, ...recorded, ...recorded.flatMap((response) => Array.from(damaged(response)))]
      for (const body of bodies) {
        const { parsed } = read(codec, copyOf(body))
        const wrong = parsed === undefined ? undefined : malformation(parsed, 'whole')
        if (wrong !== undefined) {
          throw violation(codec, 'parseResponse', `made of ${show(body)} a response that ${wrong}: ${show(parsed)}.`)
        }
      }
    },
  },
  {
    title: 'refuses an answer that it cannot read',
    remedy:
      "throw when what you look for is not there, instead of giving an empty text: `if (typeof text !== 'string') throw …`.",
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
        if (parsed === undefined || saysSomethingOf(parsed, body)) continue
        throw violation(codec, 'parseResponse', `took ${show(body)} for an answer, and read ${show(parsed)}.`)
      }
    },
  },
]

/** Texts that a reader might damage, but that no format has another use for. */
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
  throw violation(codec, 'parseResponse', `changed the answer that it was given (${show(name)}): ${show(given)}.`)
}

/** Tells whether a response has words, and these are the answer's. */
function saysSomethingOf(parsed: object, body: unknown): boolean {
  const { text, reasoning, toolCalls } = parsed as { text?: unknown; reasoning?: unknown; toolCalls?: unknown[] }
  if (text === '' && !reasoning && !(toolCalls && toolCalls.length > 0)) return false
  if (typeof text !== 'string') return true
  const source = typeof body === 'string' ? body : JSON.stringify(body)
  return text === '' || source.includes(text.trim()) || text.includes('kit_answer')
}
