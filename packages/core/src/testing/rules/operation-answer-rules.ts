import type { RecordedEmbedding, RecordedReranking } from '../exchanges/recorded-operations.ts'
import { describe, kindOf } from '../checks/format.ts'
import { NothingToTest, type Rule, show } from '../checks/rule.ts'
import { operationViolation, readOperation, type TestedOperation } from '../checks/tested-operation.ts'
import { damaged, strangeValues, withPart } from '../values/any-json.ts'
import { leavesOf, textsOf } from '../values/body-search.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'

/** Rules for the answers of embeddings and of reranking. */
export const operationAnswerRules: readonly Rule<TestedOperation>[] = [
  {
    title: 'parses an answer the same way every time, without changing it',
    remedy: 'keep no state between calls, return a new object for each answer, and copy lists before you sort them.',
    check(tested) {
      for (const { name, response } of answered(tested)) {
        const given = copyOf(response)
        const first = fingerprint(readRecorded(tested, name, given))
        if (fingerprint(given) !== fingerprint(response)) {
          throw operationViolation(tested, 'parseResponse', `changed the answer that was passed to it (${show(name)}).`)
        }
        if (fingerprint(readRecorded(tested, name, given)) === first) continue
        throw operationViolation(tested, 'parseResponse', `parsed ${show(name)} differently the second time.`)
      }
    },
  },
  {
    title: 'returns every number of an answer unchanged, in its place',
    remedy: 'return the numbers as they are, each vector or score for the text that the answer says it belongs to.',
    check(tested) {
      let count = 0
      for (const exchange of answered(tested))
        for (const place of placesOf(exchange)) count += Number(movesAlong(tested, exchange, place))
      if (count === 0) throw new NothingToTest('no recorded answer has its numbers in the open')
    },
  },
  {
    title: 'returns a well-formed result for any JSON, or throws',
    remedy:
      'check types before you use a value: throw if a vector is not a list of numbers, or a result has no index or score.',
    check(tested) {
      const recorded = tested.exchanges.map(({ response }) => response).filter((response) => response !== undefined)
      const bodies = [
        ...strangeValues,
        ...strangeAnswers,
        ...recorded,
        ...recorded.flatMap((one) => Array.from(damaged(one))),
      ]
      for (const body of bodies) {
        const { parsed } = readOperation(tested, copyOf(body))
        const wrong = parsed === undefined ? undefined : malformation(tested, parsed)
        if (wrong === undefined) continue
        throw operationViolation(tested, 'parseResponse', `returned for ${show(body)} ${wrong}: ${show(parsed)}.`)
      }
    },
  },
  {
    title: 'throws for an answer that it cannot parse',
    remedy: 'throw if the expected fields are missing, instead of returning something for a text that has no answer.',
    check(tested) {
      const word = marker('answer')
      for (const body of [
        {},
        null,
        true,
        42,
        { [word]: word },
        { [word]: [{ [word]: word }] },
        [{ [word]: word }],
        word,
      ]) {
        const { parsed } = readOperation(tested, body)
        if (parsed === undefined) continue
        throw operationViolation(
          tested,
          'parseResponse',
          `accepted ${show(body)} as an answer, and returned ${show(parsed)}.`,
        )
      }
    },
  },
]

/** Answers in the shapes that are usual for embeddings and reranking, each with one fault. */
const strangeAnswers: readonly unknown[] = [
  { data: [{ embedding: [1, 'x'] }] },
  { data: [{ embedding: [null] }] },
  { data: [{ embedding: [] }] },
  { data: [null] },
  { embeddings: [[]] },
  { embeddings: [['x']] },
  { embeddings: { float: [[true]] } },
  { embeddings: { float: [null] } },
  [['x']],
  [[null]],
  { results: [null] },
  { results: [{ index: '0', relevance_score: 1 }] },
  { results: [{ index: 0, relevance_score: 'high' }] },
  { results: [{ index: 0 }] },
  { results: [{ relevance_score: 0.5 }] },
]

type Exchange = RecordedEmbedding | RecordedReranking

function answered({ exchanges }: TestedOperation): readonly Exchange[] {
  const found = exchanges.filter(({ response }) => response !== undefined)
  if (found.length === 0) throw new NothingToTest('no exchange has a `response`')
  return found
}

function readRecorded(tested: TestedOperation, name: string, response: unknown): object {
  const { parsed, error } = readOperation(tested, response)
  if (parsed === undefined) {
    throw operationViolation(tested, 'parseResponse', `threw on ${show(name)}: ${describe(error)}`)
  }
  return parsed
}

/** A number of the expected result: the place of its text, and the place in the vector. */
interface Place {
  readonly text: number
  readonly at: number
  readonly value: number
}

function placesOf({ expected = {} }: Exchange): readonly Place[] {
  if ('embeddings' in expected) {
    const embeddings = expected.embeddings ?? []
    return embeddings.flatMap((vector, text) => vector.map((value, at) => ({ text, at, value })))
  }
  return 'results' in expected
    ? (expected.results ?? []).map(({ index, score }) => ({ text: index, at: 0, value: score }))
    : []
}

/** Changes a number of the answer and expects it at its place; returns whether the answer has the number once. */
function movesAlong(tested: TestedOperation, { response }: Exchange, { text, at, value }: Place): boolean {
  const [leaf, ...others] = leavesOf(response).filter((one) => one.value === value)
  if (leaf === undefined || others.length > 0) return false
  for (const other of [0.123456789012345, -1.5e-7, 0]) {
    const body = withPart(response, leaf.path, other)
    const { parsed, error } = readOperation(tested, body)
    const found = parsed === undefined ? describe(error) : numberAt(parsed, text, at)
    if (found === other) continue
    const problem = `parsed the number ${other} for text ${text + 1} as ${show(found)}`
    throw operationViolation(tested, 'parseResponse', `${problem}: ${show(body)}.`)
  }
  return true
}

function numberAt(parsed: object, text: number, at: number): unknown {
  const { embeddings, results } = parsed as { embeddings?: number[][]; results?: { index: number; score: number }[] }
  return embeddings?.[text]?.[at] ?? results?.find(({ index }) => index === text)?.score
}

/** Describes a malformed result. One without entries is well-formed: core notices that texts have no answer. */
function malformation({ operation }: TestedOperation, parsed: object): string | undefined {
  const { embeddings, results } = parsed as { readonly embeddings?: unknown; readonly results?: unknown }
  const list = operation === 'embed' ? embeddings : results
  const field = operation === 'embed' ? 'embeddings' : 'results'
  if (!Array.isArray(list)) return `\`${field}\` that are ${kindOf(list)}, not a list`
  const isValid = operation === 'embed' ? isVector : isResult
  if (!list.every(isValid)) return `\`${field}\` that are not all ${operation === 'embed' ? 'vectors' : 'results'}`
  return textsOf(list).length > 0 ? `\`${field}\` with texts` : undefined
}

function isVector(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((number) => Number.isFinite(number))
}

function isResult(value: unknown): boolean {
  const { index, score } = (value ?? {}) as { readonly index?: unknown; readonly score?: unknown }
  return typeof index === 'number' && Number.isFinite(score)
}
