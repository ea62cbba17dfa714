import type {
  AnswerExtras,
  ChatMessage,
  ChatRequest,
  ContentCodec,
  ParsedChatChunk,
  ParsedChatResponse,
} from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '../src/index.ts'
import { contextOf, question, urls } from './conversation.ts'
import { chunksOf, delta, joined, readerOf } from './joined-stream.ts'

const formatters = [
  new CustomOpenAIChatContentFormatter(),
  new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt', sendReasoning: true, reasoning: 'off' }),
  new MistralChatContentFormatter({ jsonSchema: 'prompt' }),
]
const codecs = formatters.flatMap(({ codecs: { dedicated, serverless } }) => [dedicated, serverless])

/** Any sequence of code units, including lone surrogates, with many characters that need escaping. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('"', '\\', '\n', '🙂', '\ud83d'),
    ),
  )
  .map((pieces) => pieces.join(''))

/** Returns the names of the fields that are null or an empty array, at any depth. */
function emptyFields(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const isEmpty = inner === null || (Array.isArray(inner) && inner.length === 0)
    return isEmpty && !Array.isArray(value) ? [name] : emptyFields(inner)
  })
}

describe('a request', () => {
  it('preserves any text', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (instructions, content, answer) => {
        const json = JSON.stringify({ [content]: instructions })
        const messages: ChatMessage[] = [
          { role: 'system', content: instructions },
          { role: 'user', content },
          { role: 'assistant', content: answer, toolCalls: [{ id: content, name: answer, arguments: json }] },
          { role: 'tool', content, toolCallId: answer },
        ]
        for (const apiType of ['dedicated', 'serverless'] as const) {
          const body = formatters[0]?.codecs[apiType].formatRequest({ messages }, contextOf(apiType))
          const said = JSON.parse(JSON.stringify(body)) as Record<string, Record<string, unknown>>
          expect(said['messages'] ?? said['input_data']?.['input_string']).toEqual([
            { role: 'system', content: instructions },
            { role: 'user', content },
            {
              role: 'assistant',
              content: answer,
              tool_calls: [{ id: content, type: 'function', function: { name: answer, arguments: json } }],
            },
            { role: 'tool', content, tool_call_id: answer },
          ])
        }
      }),
    )
  })

  it('is never changed, like its context, and its body depends on no earlier one', () => {
    fc.assert(
      fc.property(anyRequest, anyRequest, fc.dictionary(anyKey, fc.jsonValue()), (first, second, modelKwargs) => {
        for (const codec of codecs) {
          const context = contextOf('serverless', deepFrozen({ stream: true, modelKwargs }))
          const alone = JSON.stringify(codec.formatRequest(deepFrozen(second), context))
          codec.formatRequest(deepFrozen(first), context)
          expect(JSON.stringify(codec.formatRequest(second, context))).toBe(alone)
        }
      }),
    )
  })

  it('never adds null or an empty array to the body', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        for (const codec of codecs) {
          const body = codec.formatRequest({ ...request, modelKwargs: undefined }, contextOf('serverless'))
          expect(emptyFields(body)).toEqual([])
        }
      }),
    )
  })

  it('does not share its arrays with the body', () => {
    const stop = ['A']
    const body = codecs[1]?.formatRequest({ ...question('Hello'), stop }, contextOf('serverless')) as { stop: string[] }
    stop.push('B')
    expect(body.stop).toEqual(['A'])
  })
})

describe('any JSON', () => {
  it('is parsed to a well-formed response, or rejected', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        for (const codec of codecs) expect(faultsOf(() => codec.parseResponse(body))).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('is parsed to a well-formed chunk, or rejected', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 5 }), (events) => {
        const read = readerOf()
        for (const event of [...events, undefined]) expect(faultsOf(() => ({ text: '', ...read(event) }))).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('is parsed successfully often enough for the property to be tested', () => {
    const bodies = fc.sample(anyBody, { numRuns: 1_000, seed: 1 })
    for (const codec of codecs) expect(bodies.filter((body) => isRead(codec, body)).length).toBeGreaterThan(40)
  })
})

describe('a stream', () => {
  /** Texts of the tokens that the splitter handles. */
  const tagged = fc
    .array(fc.constantFrom('<think>', '</think>', '<', '</', 'think>', ' ', '\n', 'a', 'b c', '🙂', '</thi'), {
      maxLength: 12,
    })
    .chain((pieces) => fc.tuple(fc.constantFrom('', '<think>', ' <think>\n', '<thin'), fc.constant(pieces.join(''))))
    .map(([start, rest]) => start + rest)
    // Only a whole answer tells that the text before a closing tag without an opening one was reasoning.
    .filter((text) => text.search(/<think>|$/) <= text.search(/<\/think>|$/))

  it.each(['auto', 'field', 'off'] as const)("split anywhere equals the complete response, with '%s'", (reasoning) => {
    const codec = new CustomOpenAIChatContentFormatter({ reasoning }).codecs.serverless
    fc.assert(
      fc.property(
        tagged,
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        fc.boolean(),
        (content, sizes, finished) => {
          const whole = codec.parseResponse({ choices: [{ message: { content } }] })
          const events = splitInto(content, sizes).map((piece) => delta({ content: piece }))
          if (finished) events.push(delta({}, { finish_reason: 'stop' }))
          const streamed = joined(chunksOf(events, { reasoning }))
          expect({ text: streamed.text, reasoning: streamed.reasoning }).toEqual({
            text: whole.text,
            reasoning: whole.reasoning,
          })
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('is independent of other streams', () => {
    fc.assert(
      fc.property(tagged, tagged, (one, other) => {
        const { serverless } = new CustomOpenAIChatContentFormatter().codecs
        const alone = chunksOf([...one].map((content) => delta({ content })))
        const [read, readOther] = [serverless.openStream(), serverless.openStream()]
        const interleaved: (ParsedChatChunk | undefined)[] = []
        for (const content of one) {
          for (const another of other) readOther(delta({ content: another }))
          interleaved.push(read(delta({ content })))
        }
        interleaved.push(read(undefined))
        expect(interleaved.filter((chunk) => chunk !== undefined)).toEqual(alone)
      }),
    )
  })
})

const ABSENT = fc.constantFrom(null, undefined)

function present(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined))
}

const anyKey = fc.string().filter((key) => !['messages', 'stream', 'stream_options'].includes(key))

const anyRequest: fc.Arbitrary<ChatRequest> = fc.record(
  {
    messages: fc.constantFrom<readonly ChatMessage[]>(
      question('Hello').messages,
      [{ role: 'system', content: 'Few words.' }, ...question('Hello').messages],
      [
        { role: 'user', content: [{ type: 'image', url: urls.score }] },
        { role: 'assistant', content: '', reasoning: 'Hm', toolCalls: [] },
      ],
    ),
    temperature: fc.double({ noNaN: true, noDefaultInfinity: true }),
    maxTokens: fc.nat(),
    stop: fc.oneof(fc.string(), fc.array(fc.string())),
    tools: fc.constantFrom([], [{ name: 'clock', parameters: { type: 'object' } }]),
    responseFormat: fc.constantFrom({ type: 'json' as const, schema: { type: 'object' } }, { type: 'text' as const }),
    modelKwargs: fc.dictionary(anyKey, fc.jsonValue()),
  },
  { requiredKeys: ['messages'] },
)

/** JSON similar to a response: the right keys, with mostly valid values. */
const nearly = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 20, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() }, { weight: 2, arbitrary: ABSENT })
const some = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  nearly(fc.record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, nearly(value)])))).map(present)
const anyCall = some({
  index: fc.integer(),
  id: fc.string(),
  function: some({ name: fc.constantFrom('f', 'g', 'h', ''), arguments: fc.oneof(fc.json(), fc.object()) }),
})
const anyMessage = some({
  content: fc.oneof(
    fc.string(),
    fc.array(some({ type: fc.constantFrom('text', 'thinking'), text: fc.string(), thinking: fc.string() })),
  ),
  reasoning_content: fc.string(),
  reasoning: fc.oneof(fc.string(), some({ encrypted_content: fc.string(), content: fc.string() })),
  reasoning_details: fc.array(some({ type: fc.string(), index: fc.nat(2), text: fc.string(), data: fc.string() })),
  annotations: fc.array(some({ url: fc.string(), title: fc.string(), url_citation: some({ url: fc.string() }) })),
  context: some({ citations: fc.array(some({ content: fc.string(), filepath: fc.string() })) }),
  audio: some({ id: fc.string(), data: fc.string(), transcript: fc.string(), expires_at: fc.double() }),
  extra_content: fc.object(),
  refusal: fc.string(),
  tool_calls: fc.array(anyCall, { maxLength: 2 }),
  function_call: some({ name: fc.string(), arguments: fc.string() }),
})
const anyChoice = some({
  index: fc.constantFrom(0, 1),
  message: anyMessage,
  finish_reason: fc.constantFrom('stop', 'odd', ''),
})
const anyMetadata = {
  created: fc.oneof(fc.double(), fc.string(), fc.integer()),
  service_tier: fc.string(),
  system_fingerprint: fc.string(),
  citations: fc.array(fc.string()),
  search_results: fc.array(some({ url: fc.string(), snippet: fc.string() })),
}
const anyUsage = some({
  prompt_tokens: fc.nat(),
  completion_tokens: fc.double(),
  prompt_tokens_details: some({ cached_tokens: fc.nat() }),
})
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.json(),
  some({
    ...anyMetadata,
    choices: fc.array(anyChoice, { minLength: 1, maxLength: 2 }),
    usage: anyUsage,
    id: fc.string(),
    model: fc.string(),
  }),
  some({ output: fc.string(), message: anyMessage, finish_reason: fc.string(), usage: anyUsage, id: fc.string() }),
)
const anyEvent = fc.oneof(
  fc.jsonValue(),
  some({
    ...anyMetadata,
    choices: fc.array(
      some({ index: fc.constantFrom(0, 1), delta: anyMessage, message: anyMessage, finish_reason: fc.string() }),
    ),
    usage: anyUsage,
    id: fc.string(),
    model: fc.string(),
  }),
)

/** Returns what is wrong with a response, a chunk or an error. */
function faultsOf(run: () => ParsedChatResponse | ParsedChatChunk): unknown[] {
  try {
    const parsed = run()
    const { text, reasoning, toolCalls = [], finishReason, rawFinishReason, usage, id, model } = parsed
    const { raw = {}, ...counts } = usage ?? { raw: {} }
    const calls = toolCalls.flatMap((call) => [call.id, call.name, call.arguments])
    const indexes = toolCalls.map((call) => ('index' in call ? call.index : undefined))
    return [
      ...[text].filter((value) => typeof value !== 'string'),
      ...[reasoning, rawFinishReason, id, model].filter((value) => value !== undefined && !isSomeText(value)),
      ...calls.filter((value) => value !== undefined && !isSomeText(value)),
      ...indexes.filter((value) => value !== undefined && !Number.isInteger(value)),
      ...[finishReason].filter((value) => value !== undefined && !FINISH_REASONS.has(value)),
      ...Object.values(counts).filter((value) => typeof value !== 'number'),
      ...[raw].filter((value) => typeof value !== 'object'),
      ...faultsOfExtras(parsed),
    ]
  } catch (error) {
    const deliberate = error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError)
    return deliberate ? [] : [error]
  }
}

function faultsOfExtras(extras: AnswerExtras): unknown[] {
  const { createdAt, refusal, sources = [], audio = {}, serviceTier, systemFingerprint, providerData } = extras
  const { expiresAt, ...texts } = audio
  return [
    ...[createdAt, expiresAt].filter((date) => date !== undefined && !(date.getTime() > 0)),
    ...[refusal, serviceTier, systemFingerprint, ...Object.values(texts)].filter(
      (value) => value !== undefined && !isSomeText(value),
    ),
    ...sources.flatMap((source) => Object.values(source)).filter((value) => !isSomeText(value)),
    ...sources.filter((source) => Object.keys(source).length === 0),
    ...[providerData].filter((data) => data !== undefined && JSON.stringify(data) === '{}'),
  ]
}

const FINISH_REASONS: ReadonlySet<string> = new Set([
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'error',
  'other',
])

function isSomeText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isRead(codec: ContentCodec, body: unknown): boolean {
  try {
    codec.parseResponse(body)
    return true
  } catch {
    return false
  }
}

function splitInto(text: string, sizes: Iterator<number>): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const size = Number(sizes.next().value)
    pieces.push(text.slice(start, start + size))
    start += size
  }
  return pieces
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof URL) && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFrozen(inner)
  }
  return value
}
