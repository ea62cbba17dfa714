import { describe, expect, it } from 'vitest'
import { inProcess } from '../in-process.ts'

type Body = Record<string, unknown>

const { send } = inProcess()
const hi = { role: 'user', content: 'Hi' }
const call = (id: unknown, more: Body = {}): Body => ({ id, type: 'function', function: { name: 'f' }, ...more })
const calling = (...calls: unknown[]): Body => ({ role: 'assistant', tool_calls: calls })
const result = (id: unknown): Body => ({ role: 'tool', tool_call_id: id, content: 'a' })
const tools = [{ type: 'function', function: { name: 'f' } }]
const named = (name: unknown): Body => ({ tools: [...tools, { type: 'function', function: { name } }] })
const json = { response_format: { type: 'json_object' } }
const uuid: unknown = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const texts = (count: number): string[] => Array.from({ length: count }, () => 'a')

async function answerTo(path: string, body: unknown): Promise<[number, Body]> {
  const response = await send(path, body)
  return [response.status, (await response.json()) as Body]
}

const rejects = (path: string, base: Body, rows: readonly [body: unknown, message: string, status?: number][]): void =>
  it.each(rows)(`${path} %j`, async (body, message, status = 400) => {
    const whole = Array.isArray(body) ? body : { ...base, ...(body as Body) }
    expect(await answerTo(path, whole)).toEqual([status, { id: uuid, message }])
  })

const noModel = 'a model parameter is required for this endpoint.'
const notAnObject = 'invalid request: the body must be an object'
const absent = (name: string): string => `invalid request: required '${name}' param is missing or empty.`
const foreign = (name: string): string => `unknown field: parameter '${name}' is not a valid field`
const range = (name: string, least: number, most: number): string =>
  `invalid request: ${name} must be between ${least} and ${most} inclusive.`
const wrongType = (name: string, given: string, wanted: string): string =>
  `invalid type: parameter '${name}' is of type ${given} but should be of type ${wanted}.`
/** Values of each type of JSON, by the name that Cohere gives it. */
const valuesOf: Body = { string: 'a', number: 0.5, bool: true, array: [], object: {} }
const takes: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  int: [],
  float64: ['number'],
  bool: ['bool'],
  '[]string': ['array'],
  '[]Object': ['array'],
}
const wrongTypes = (fields: Readonly<Record<string, string>>): [Body, string][] =>
  Object.entries(fields).flatMap(([name, wanted]) =>
    Object.entries(valuesOf)
      .filter(([given]) => !takes[wanted]?.includes(given))
      .map(([given, value]): [Body, string] => [{ [name]: value }, wrongType(name, given, wanted)]),
  )
const toolNames = (name: string): string =>
  `invalid request: tool names can only contain certain characters (A-Za-z0-9_) and can't begin with a digit (provided name: '${name}').`

const ranges = [
  ['temperature', 0, 1],
  ['p', 0.01, 0.99],
  ['k', 0, 500, 1],
  ['frequency_penalty', 0, 1],
  ['presence_penalty', 0, 1],
] as const

describe('Cohere rejects a chat', () => {
  rejects('/v2/chat', { model: 'm', messages: [hi] }, [
    [[hi], notAnObject],
    [{ model: undefined }, noModel],
    [{ model: '' }, noModel],
    [{ messages: undefined }, absent('messages')],
    [{ messages: [] }, absent('messages')],
    [{ top_p: 0.5 }, foreign('top_p'), 422],
    ...['Hi', { role: 'bot', content: 'a' }, { content: 'a' }].map((wrong): [Body, string] => [
      { messages: [hi, wrong] },
      'invalid request: Invalid role in messages at index 1.',
    ]),
    ...[undefined, null, '', []].flatMap((content) =>
      [{ role: 'user' }, { role: 'system' }, result('a'), { role: 'assistant' }, { ...calling(), content }].map(
        (message): [Body, string] => [
          { messages: [calling(call('a')), { ...message, content }] },
          'message must not be empty in a turn',
        ],
      ),
    ),
    [{ messages: [hi, { role: 'user', tool_calls: [call('a')] }] }, 'message must not be empty in a turn'],
    [{ messages: [calling('a')] }, 'tool call must be of type function'],
    [{ messages: [calling(call('a', { type: undefined }))] }, 'tool call must be of type function'],
    [{ messages: [calling(call(''))] }, 'tool call id must be provided'],
    [{ messages: [calling(call(1))] }, 'tool call id must be provided'],
    [{ messages: [calling(call('a'), call('a'))] }, 'cannot have duplicate tool ids'],
    [{ messages: [calling(call('a')), result('')] }, 'tool call id must be provided with tool message'],
    [{ messages: [calling(call('a')), result(1)] }, 'tool call id must be provided with tool message'],
    [{ messages: [calling(call('a')), result('b')] }, 'tool call id not found in previous tool calls'],
    [{ messages: [{ ...hi, tool_calls: [call('a')] }, result('a')] }, 'tool call id not found in previous tool calls'],
    [{ messages: [calling(call('a')), result('a'), result('a')] }, 'cannot have duplicate tool ids'],
    [{ tools: ['f'] }, toolNames('')],
    [{ tools: [{ type: 'function' }] }, toolNames('')],
    ...['1f', 'a-b', 'a b', '\u{e4}'].map((name): [Body, string] => [named(name), toolNames(name)]),
    ...['auto', 'required', {}, false].map((choice): [Body, string] => [
      { tools, tool_choice: choice },
      'invalid request: tool_choice must be one of REQUIRED, NONE.',
    ]),
    [{ tool_choice: 'REQUIRED' }, 'invalid request: tool_choice requires tools.'],
    ...[{ tools }, { documents: ['a'] }].map((more): [Body, string] => [
      { ...json, ...more },
      'invalid request: response_format is not supported with RAG.',
    ]),
    ...ranges.flatMap(([name, least, most, step = 0.001]) =>
      [least - step, most + step].map((value): [Body, string] => [{ [name]: value }, range(name, least, most)]),
    ),
    ...wrongTypes({
      stream: 'bool',
      messages: '[]Object',
      tools: '[]Object',
      strict_tools: 'bool',
      documents: '[]Object',
      max_tokens: 'int',
      stop_sequences: '[]string',
      temperature: 'float64',
      seed: 'int',
      frequency_penalty: 'float64',
      presence_penalty: 'float64',
      k: 'int',
      p: 'float64',
      logprobs: 'bool',
      priority: 'int',
    }),
    [{ stop_sequences: ['a', 1] }, wrongType('stop_sequences', 'number', 'string')],
    [
      { frequency_penalty: 0.1, presence_penalty: 0.1 },
      'invalid request: cannot specify both frequency_penalty and presence_penalty.',
    ],
    [{ stop_sequences: texts(6) }, 'invalid request: at most 5 stop_sequences are allowed.'],
  ])
})

describe('Cohere accepts a chat', () => {
  it.each<[body: Body]>([
    ...ranges.flatMap(([name, least, most]) => [least, most, null].map((value): [Body] => [{ [name]: value }])),
    [{ frequency_penalty: 0, presence_penalty: 1 }],
    [{ frequency_penalty: 1, presence_penalty: 0, stop_sequences: texts(5) }],
    ...['max_tokens', 'seed', 'priority'].map((name): [Body] => [{ [name]: 1 }]),
    ...['strict_tools', 'logprobs'].map((name): [Body] => [{ [name]: true }]),
    [{ citation_options: { mode: 'OFF' }, safety_mode: 'OFF', seed: null }],
    [{ ...named('_a1Z'), tool_choice: null }],
    [{ tools, tool_choice: 'NONE' }],
    [{ tools, tool_choice: 'REQUIRED', response_format: { type: 'text' } }],
    [{ ...json, tools: [], documents: [] }],
    [{ messages: [{ role: 'system', content: 'a' }, hi, calling(call('a'), call('b')), result('b'), result('a')] }],
  ])('%j', async (body) => {
    expect((await answerTo('/v2/chat', { model: 'm', messages: [hi], ...body }))[0]).toBe(200)
  })
})

describe('Cohere rejects an embedding', () => {
  const inputType = 'invalid request: valid input_type must be provided with the provided model'
  const noInput = 'invalid request: one of texts, images or inputs must be provided'
  const dimension = 'invalid request: output_dimension must be one of 256, 512, 1024, 1536'

  rejects('/v2/embed', { model: 'm', input_type: 'search_query', texts: ['a'] }, [
    [[], notAnObject],
    [{ model: undefined }, noModel],
    [{ input_type: undefined }, absent('input_type')],
    [{ input_type: 'query' }, inputType],
    [{ input_type: null }, inputType],
    [{ texts: undefined }, noInput],
    [{ texts: [] }, noInput],
    [{ texts: ['a', null] }, wrongType('texts', 'null', 'string')],
    [{ texts: [1] }, wrongType('texts', 'number', 'string')],
    [{ texts: texts(97) }, 'invalid request: total number of texts must be at most 96 - received 97'],
    [{ output_dimension: 0 }, dimension],
    ...wrongTypes({
      texts: '[]string',
      images: '[]string',
      model: 'string',
      input_type: 'string',
      inputs: '[]Object',
      max_tokens: 'int',
      output_dimension: 'int',
      embedding_types: '[]Object',
      truncate: 'string',
      priority: 'int',
    }),
    [{ embedding_types: ['float', 'int4'] }, "invalid request: 'int4' is not a valid embedding type"],
    [{ embedding_types: ['toString'] }, "invalid request: 'toString' is not a valid embedding type"],
    [{ input: 'a' }, foreign('input'), 422],
  ])

  it.each(['search_document', 'search_query', 'classification', 'clustering'])('but not %s', async (type) => {
    const more = { max_tokens: 1, truncate: 'END', priority: 1, images: [], inputs: [] }
    const [status] = await answerTo('/v2/embed', { model: 'm', input_type: type, texts: texts(96), ...more })
    expect(status).toBe(200)
  })
})

describe('Cohere rejects a reranking', () => {
  const blank = 'invalid request: query must not be empty or be only whitespace'
  const noDocuments = 'invalid request: list of documents must not be empty'
  for (const [path, base] of [
    ['/v1/rerank', { query: 'a', documents: ['b'] }],
    ['/v2/rerank', { model: 'm', query: 'a', documents: ['b'] }],
  ] as const) {
    rejects(path, base, [
      [[], notAnObject],
      [{ query: undefined }, absent('query')],
      [{ documents: undefined }, absent('documents')],
      [{ query: ' ' }, blank],
      [{ documents: [] }, noDocuments],
      [{ documents: ['b', ''] }, 'invalid request: document at index 1 cannot be empty'],
      ...[0, -1].map((most): [Body, string] => [{ top_n: most }, 'invalid request: top_n must be at least 1']),
      ...wrongTypes({ model: 'string', query: 'string', top_n: 'int' }),
      [{ n: 1 }, foreign('n'), 422],
    ])
  }
  rejects('/v1/rerank', { query: 'a', documents: ['b'] }, [
    [{ max_tokens_per_doc: 1 }, foreign('max_tokens_per_doc'), 422],
    [{ priority: 1 }, foreign('priority'), 422],
    ...[1, { text: 1 }].map((one): [Body, string] => [
      { documents: ['b', one] },
      'invalid request: documents must be texts',
    ]),
    ...wrongTypes({
      documents: '[]Object',
      rank_fields: '[]string',
      return_documents: 'bool',
      max_chunks_per_doc: 'int',
    }),
    [{ documents: [{ text: 'b' }], rank_fields: ['title'] }, 'invalid request: documents must be texts'],
    [{ documents: [{ text: 'b' }], rank_fields: ['text', 'title'] }, 'invalid request: documents must be texts'],
  ])
  rejects('/v2/rerank', { model: 'm', query: 'a', documents: ['b'] }, [
    [{ model: undefined }, noModel],
    [{ documents: ['b', { text: 'b' }] }, wrongType('documents', 'object', 'string')],
    ...wrongTypes({ documents: '[]string', max_tokens_per_doc: 'int', priority: 'int' }),
    ...['rank_fields', 'return_documents', 'max_chunks_per_doc'].map((name): [Body, string, number] => [
      { [name]: 1 },
      foreign(name),
      422,
    ]),
  ])

  it('but not what each version takes', async () => {
    const v1 = { model: 'm', rank_fields: [], return_documents: false, max_chunks_per_doc: 1, top_n: 9 }
    expect((await answerTo('/v1/rerank', { query: 'a', documents: [{ text: 'b' }], ...v1 }))[0]).toBe(200)
    const v2 = { model: 'm', max_tokens_per_doc: 1, priority: 1, top_n: 1 }
    expect((await answerTo('/v2/rerank', { query: 'a', documents: ['b'], ...v2 }))[0]).toBe(200)
  })
})
