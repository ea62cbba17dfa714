import { whole } from '../server/answers.ts'
import { echoPlaces } from './echoes.ts'
import type { HostileCase } from '../hostile-case.ts'

const values = [
  'null',
  'true',
  '1',
  '1e999',
  '"text"',
  '"AAAA"',
  '"!!"',
  '[]',
  '[[]]',
  '[null]',
  '["a"]',
  '{}',
  '{"__proto__":1}',
  '['.repeat(50_000) + ']'.repeat(50_000),
]
const bodies: Readonly<Record<string, (value: string) => string>> = {
  'the answer': (value) => value,
  data: (value) => `{"data":${value}}`,
  'an entry': (value) => `{"data":[${value}]}`,
  embedding: (value) => `{"data":[{"index":0,"embedding":${value}}]}`,
  index: (value) => `{"data":[{"index":${value},"embedding":[1,2]}]}`,
  usage: (value) => `{"data":[{"index":0,"embedding":[1,2]}],"usage":${value},"model":${value}}`,
}
const group = 'embeddings'

const typed = Object.entries(bodies).flatMap(([field, body]) =>
  values.map((value): HostileCase => ({
    group,
    name: `${value.slice(0, 20)} as ${field} of embeddings`,
    answer: whole({ body: body(value) }),
  })),
)

const echoed = echoPlaces.map((place): HostileCase => ({
  group,
  name: `key, in ${place.name}, of embeddings`,
  answer: place.answer({ name: 'as it is', encode: (secret) => secret }),
}))

const large: readonly HostileCase[] = [
  {
    group,
    name: 'a million embeddings',
    answer: (exchange) =>
      whole({
        body: `{"data":[${Array.from({ length: 200_000 }, (_, index) => `{"index":${index},"embedding":[1]}`).join(',')}]}`,
      })(exchange),
  },
  {
    group,
    name: 'an embedding of a million numbers',
    answer: (exchange) =>
      whole({ body: `{"data":[{"index":0,"embedding":[${'0.1,'.repeat(1_000_000)}1]}]}` })(exchange),
  },
]

/** Hostile answers to requests for embeddings. */
export const embeddingCases: readonly HostileCase[] = [...typed, ...echoed, ...large]
