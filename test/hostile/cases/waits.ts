import { whole } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const values = [
  '-1',
  '-99999',
  '0',
  '0.000001',
  '1e308',
  '1e999',
  '99999999999999999999',
  'NaN',
  'Infinity',
  '-Infinity',
  '0x7fffffff',
  '2147483648',
  '4294967296',
  'soon',
  '',
  ' ',
  '1, 2',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Sat, 99 Foo 99999 99:99:99 GMT',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '12:00',
  '1'.repeat(4000),
]
const headers = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms'] as const
const setup = { maxRetries: 1, patience: 250 }
/** The wait may be as long as core's own bound, and then the caller has had enough. */
const allowance = { endsBySignal: true, isIdle: true }

const inHeaders = headers.flatMap((name) =>
  values.map((value): HostileCase => ({
    group: 'waits asked for',
    name: `${name}: ${value.slice(0, 40)}`,
    setup,
    allowance,
    answer: whole({ status: 429, lines: [`${name}: ${value}`], body: '{"error":{"message":"Slow down."}}' }),
  })),
)

const inWords = [
  'Try again in -1 seconds',
  'Try again in 1e308 seconds',
  'Try again in 99999999999999999999999 seconds',
  'Retry after 0 milliseconds',
  'Try again in Infinity days',
  `Try again in ${'9'.repeat(400)} seconds`,
].map((words): HostileCase => ({
  group: 'waits asked for',
  name: `the words "${words.slice(0, 50)}"`,
  setup,
  allowance,
  answer: whole({ status: 429, body: JSON.stringify({ error: { message: words } }) }),
}))

/** Endpoints that say when to ask again, and mean it badly. */
export const waitCases: readonly HostileCase[] = [...inHeaders, ...inWords]
