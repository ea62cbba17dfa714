// The rules for recorded exchanges, and the kit with formatters and exchanges that are unusual but right.
import { expect, it } from 'vitest'
import { ConfigurationError } from '../../../src/index.ts'
import type { RecordedExchange } from '../../../src/testing/index.ts'
import { rulesOf } from '../../../src/testing/rules/recorded-rules.ts'
import { brokenRules, problemOf } from '../broken-rules.ts'
import { asking, type Change, sending, streaming } from '../changes.ts'
import { exchanges, SoundFormatter } from '../sound-formatter.ts'

const [question] = exchanges as readonly [RecordedExchange]
const none: Change = () => ({})
const creates = /^creates the recorded body/
const parses = /^parses the recorded answer/
const joins = /^parses a stream into chunks/
const works = /^works in AzureMLEndpointClient/

it.each<[has: string, exchange: Partial<RecordedExchange>, titles: readonly RegExp[]]>([
  ['a request', { request: { messages: [] } }, [creates, works]],
  ['an answer', { response: null }, [parses]],
  ['a stream', { events: [] }, [joins]],
  ['all of them', { request: { messages: [] }, response: '', events: [] }, [creates, parses, joins, works]],
  ['nothing', {}, []],
])('an exchange with %s is tested by its rules', (_has, exchange, titles) => {
  const rules = rulesOf({ name: 'one', apiType: 'serverless', expected: {}, ...exchange })
  expect(rules).toHaveLength(titles.length)
  for (const [index, title] of titles.entries()) {
    expect(rules[index]?.title).toMatch(title)
    expect(rules[index]?.title).toMatch(/ \(one\)$/)
  }
})

it('a recorded body is that of the recorded context, or of either kind of call', async () => {
  const { request, body, response, events } = question
  const streamed = { ...(body as object), stream: true }
  const problemFor = (recorded: Partial<RecordedExchange>): Promise<string> =>
    problemOf(creates, none, [{ name: 'one', apiType: 'serverless', expected: {}, request, ...recorded }])
  const instead = '`formatRequest` created {"said":[{"role":"user","content":"Where to?"}],'
  expect(await problemFor({ body })).toBe('')
  expect(await problemFor({ body: undefined })).toBe('')
  expect(await problemFor({ body: streamed })).toContain(instead)
  expect(await problemFor({ body: streamed, context: { stream: true } })).toBe('')
  expect(await problemFor({ body, context: { stream: true } })).toContain(`${instead}"stream":true,`)
  expect(await problemFor({ body: streamed, events })).toBe('')
  expect(await problemFor({ body, events })).toBe('')
  expect(await problemFor({ body: {}, events })).toContain(`${instead}"stream":true,`)
  expect(await problemFor({ body: streamed, events, response })).toBe('')
  expect(await problemFor({ body, events, response })).toBe('')
  expect(await problemFor({ body: { ...(body as object), a: 1 }, events, response })).toContain(
    `${instead}"temperature"`,
  )
  const modelKwargs = { a: { b: 1 } }
  expect(await problemFor({ body: { ...(body as object), ...modelKwargs }, context: { modelKwargs } })).toBe('')
  expect(await problemFor({ body: { ...(body as object), model: 'm' }, context: { deploymentName: 'm' } })).toBe('')
  expect(await problemFor({ body: { ...(body as object), unset: undefined } })).toBe('')
})

it('a recorded answer can be text, and is parsed through the client', async () => {
  const recorded = (response: unknown, expected: RecordedExchange['expected']): readonly RecordedExchange[] => [
    { name: 'one', apiType: 'serverless', response, expected },
  ]
  expect(await problemOf(parses, none, recorded('{"says":"Hi"}', { text: 'Hi' }))).toBe('')
  expect(await problemOf(parses, none, recorded({ says: 'Hi' }, { text: 'Ho' }))).toBe(
    '`parseResponse` returned the text "Hi" instead of "Ho".',
  )
  expect(await problemOf(parses, none, recorded({}, {}))).toMatch(
    /^`parseResponse` could not parse the recorded answer: FormatError: `parseResponse` of formatter/,
  )
})

it('parsers get the recorded body as the one that was sent', async () => {
  const seen: unknown[] = []
  const change: Change = (sound) => ({
    parseResponse: (body, sent) => (seen.push(sent), sound.parseResponse(body)),
    openStream: (sent) => (seen.push(sent), sound.openStream()),
  })
  expect(await problemOf(parses, change, [question])).toBe('')
  expect(await problemOf(joins, change, [question])).toBe('')
  expect(seen).toEqual(seen.map(() => question.body))
})

it.each<[what: string, stream: Partial<RecordedExchange>, change: Change, problem: string]>([
  ['[DONE] and what follows', { events: [...(question.events ?? []), '[DONE]', 'x'] }, none, ''],
  [
    'a usage that only the whole answer has',
    { events: [{ says: 'To the south, then.' }, { ended: 'done' }] },
    none,
    '',
  ],
  [
    'one that the events have too',
    {},
    streaming((read) => (event) => ({ ...read(event), usage: undefined })),
    'no usage instead of {"inputTokens":3,"outputTokens":5}',
  ],
  [
    'another text than the whole answer',
    { expected: {}, events: [{ says: 'To the north.' }, { ended: 'done' }] },
    none,
    'the text "To the north." instead of "To the south, then."',
  ],
  [
    'another finish reason',
    { expected: {}, events: [{ says: 'To the south, then.' }, { ended: 'cut' }] },
    none,
    'the finishReason "length" instead of "stop"',
  ],
  [
    'reasoning that the stream lacks',
    { expected: {}, response: { says: 'To the south, then.', thinks: 'Hm.' } },
    none,
    'the reasoning undefined instead of "Hm."',
  ],
  [
    'no whole answer',
    { expected: { text: 'Hi' }, response: undefined, events: [{ says: 'Hi' }, { ended: 'done' }] },
    none,
    '',
  ],
])(
  'a stream is compared with what is expected and with the whole answer: %s',
  async (_what, stream, change, problem) => {
    expect(await problemOf(joins, change, [{ ...question, ...stream }])).toBe(
      problem === '' ? '' : `\`openStream\` returned a reader whose joined chunks have ${problem}.`,
    )
  },
)

it('the client sends what the codec creates, in both kinds of call', async () => {
  let calls = 0
  const counting = sending((body) => ({ ...body, call: (calls += 1) }))
  expect(await problemOf(works, counting)).toMatch(/^`formatRequest` created \{"said":.+$/)
  const failing = sending((body, _request, { stream }) => {
    if (stream) throw new ConfigurationError('No streams.', { setting: 'stream' })
    return body
  })
  expect(await problemOf(works, failing)).toBe('`formatRequest` prevented the request: ConfigurationError: No streams.')
  const { response: _response, ...unanswered } = question
  expect(await problemOf(works, none, [unanswered])).toBe('')
  const context = { modelKwargs: { a: 1 }, url: new URL('https://other.example/v1/chat/completions') }
  const routed = sending((body, _request, { url, modelKwargs }) => ({ ...body, url: url.href, ...modelKwargs }))
  expect(await problemOf(works, routed, [{ ...question, context }])).toBe('')
})

it('passes a formatter whose format needs maxTokens', async () => {
  const needing = asking((request, { modelKwargs }) => {
    if (request.maxTokens !== undefined || 'max_tokens' in { ...modelKwargs, ...request.modelKwargs }) return request
    throw new ConfigurationError('maxTokens is required.', { setting: 'maxTokens' })
  })
  expect([...(await brokenRules(new SoundFormatter(needing), exchanges))]).toEqual([])
})
