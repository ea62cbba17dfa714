// The other side of every check of a request: what is accepted, and is sent as it is.
import {
  type ChatRequest,
  ContentFormatterBase,
  type EmbeddingRequest,
  type RerankRequest,
} from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { isPlainRequest } from '../src/operations/request-checks/plain-request.ts'
import { clientOf, collect, failure, hello } from './client-of.ts'

/** Sends the request as it is. */
const codec = {
  maxValues: 2,
  formatRequest: (request: object): object => request,
  parseResponse: (body: unknown): never => body as never,
}

class Formatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = { serverless: codec }
  override readonly embeddingCodecs = { serverless: codec }
  override readonly rerankCodecs = { serverless: codec }
}

const answering = (body: unknown) =>
  clientOf(() => Response.json(body), { contentFormatter: Formatter, endpointApiType: 'serverless' })

const user = (content: unknown): object => ({ messages: [{ role: 'user', content }] })
const turn = (message: object): object => ({ messages: [...hello.messages, message] })
const call = { id: '', name: '', arguments: '' }
const url = 'data:text/plain,'
const tool = { name: 'f', parameters: {} }

/** The request with each of these values in a field. */
function having(name: string, ...values: readonly unknown[]): object[] {
  return values.map((value) => Object.assign({ [name]: value }, hello))
}

const ofChat: readonly object[] = [
  user(''),
  user([{ type: 'text', text: '' }]),
  ...['image', 'audio', 'video', 'file'].flatMap((type) => [
    user([{ type, url }]),
    user([
      { type: 'text', text: 'x' },
      { type, data: '' },
    ]),
    user([{ type, data: 'AAAA', mediaType: 'x/y', filename: '' }]),
  ]),
  user([{ type: 'image', url, detail: '' }]),
  user([{ type: 'file', url, data: undefined, detail: undefined }]),
  turn({ role: 'system', content: '' }),
  turn({ role: 'assistant', content: '' }),
  turn({ role: 'assistant', content: '', reasoning: 'x', toolCalls: [], providerData: 1 }),
  turn({ role: 'assistant', content: '', toolCalls: [call, { ...call, providerData: null }] }),
  turn({ role: 'tool', content: '', toolCallId: '' }),
  ...['temperature', 'topP', 'topK', 'maxTokens', 'seed', 'presencePenalty', 'frequencyPenalty'].flatMap((name) =>
    having(name, 0, -0.5, 1e9, undefined),
  ),
  ...['parallelToolCalls', 'logprobs'].flatMap((name) => having(name, true, false, undefined)),
  ...['reasoningEffort', 'user'].flatMap((name) => having(name, '', 'x', undefined)),
  ...having('stop', '', 'x', [], ['', 'x'], undefined),
  ...having('topLogprobs', 0, 1, undefined),
  ...having('logitBias', {}, { 5: 0, 6: -1 }, undefined),
  ...having('modelKwargs', {}, { a: null }, undefined),
  ...having('tools', [], [tool], [tool, { ...tool, name: 'g', description: '', strict: false }], undefined),
  ...having('toolChoice', 'auto', 'none', undefined),
  ...['auto', 'none', undefined].map((toolChoice): object => Object.assign({ toolChoice, tools: [] }, hello)),
  ...['required', { name: 'f' }, { name: 'g' }].map((toolChoice): object =>
    Object.assign({ toolChoice, tools: [tool, { ...tool, name: 'g' }] }, hello),
  ),
  ...having(
    'responseFormat',
    { type: 'text' },
    { type: 'json' },
    { type: 'json', strict: false },
    { type: 'json', schema: {}, name: '', description: '', strict: true },
    undefined,
  ),
]

it.each(ofChat)('chat() sends %j', async (request) => {
  const answer = await answering({ text: 'Hi' }).chat(request as ChatRequest)
  expect(answer.request.body).toStrictEqual(request)
})

it('a part may hold bytes', async () => {
  const request = user([{ type: 'file', data: Uint8Array.of(1) }]) as ChatRequest
  expect((await answering({ text: 'Hi' }).chat(request)).text).toBe('Hi')
})

const plain = ['temperature', 'maxTokens', 'stop', 'user', 'reasoningEffort', 'modelKwargs']
it.each([
  [hello, true],
  [Object.assign(Object.create(null), hello), true],
  [{ ...hello, temperature: 0, maxTokens: 1, stop: '', user: '', reasoningEffort: '', modelKwargs: {} }, true],
  [{ ...hello, messages: null }, false],
  [{ ...hello, messages: undefined }, false],
  ...plain.flatMap((name): [object, boolean][] => [
    [Object.assign({ [name]: null }, hello), false],
    [Object.assign({ [name]: undefined }, hello), true],
  ]),
  [{ messages: [] }, false],
  [{ messages: [...hello.messages, { role: 'tool', content: '', toolCallId: 'x' }] }, false],
  [{ messages: [...hello.messages, { role: 'user', content: [] }] }, false],
  [{ messages: [...hello.messages, { role: 'user', content: '', extra: undefined }] }, false],
  [{ messages: [...hello.messages, { role: 'narrator', content: '' }] }, false],
  [{ ...hello, stop: ['x'] }, false],
  [{ ...hello, tools: [] }, false],
  [{ ...hello, other: 1 }, false],
])('%j counts as plain: %j', (request, expected) => {
  expect(isPlainRequest(request as ChatRequest)).toBe(expected)
})

it.each<EmbeddingRequest>([
  { values: [''] },
  { values: ['a', ''] },
  { values: ['a'], dimensions: 1, inputType: ' ', modelKwargs: {} },
  { values: ['a'], dimensions: undefined, inputType: undefined, modelKwargs: undefined },
])('embed() sends %j', async (request) => {
  const embeddings = request.values.map(() => [0])
  expect((await answering({ embeddings }).embed(request)).request.body).toStrictEqual(request)
})

it.each<RerankRequest>([
  { query: ' q', documents: [''] },
  { query: 'q', documents: ['a', 'b'], topN: 1, modelKwargs: {} },
  { query: 'q', documents: ['a', 'b'], topN: 3 },
  { query: 'q', documents: ['a', 'b'], topN: undefined, modelKwargs: undefined },
])('rerank() sends %j', async (request) => {
  const results = request.documents.map((_, index) => ({ index, score: 1 - index }))
  const answer = await answering({ results }).rerank(request)
  expect(answer.request.body).toStrictEqual(request)
  expect(answer.results).toEqual(results.slice(0, request.topN))
})

it.each([
  ['embed', 'embeddings'],
  ['rerank', 'reranking'],
] as const)('%s() names the formatter that cannot do it', async (name, operation) => {
  class ChatOnly extends ContentFormatterBase {
    readonly name = 'chat-only'
    readonly codecs = { serverless: codec }
  }
  class OtherType extends ChatOnly {
    override readonly embeddingCodecs = { dedicated: codec }
    override readonly rerankCodecs = { dedicated: codec }
  }
  for (const [contentFormatter, problem] of [
    [ChatOnly, `does not support ${operation}`],
    [OtherType, `supports ${operation} on dedicated only, but the endpoint is serverless`],
  ] as const) {
    const client = clientOf(() => Response.json({}), { contentFormatter, endpointApiType: 'serverless' })
    const calls = {
      embed: () => client.embed({ values: ['a'] }),
      rerank: () => client.rerank({ query: 'q', documents: ['a'] }),
    }
    expect(await failure(calls[name]())).toMatchObject({
      name: 'ConfigurationError',
      setting: 'contentFormatter',
      message: `Formatter "chat-only" ${problem}. Pass another \`contentFormatter\`, or the \`endpointApiType\` and URL that it supports.`,
    })
  }
})

const part = { type: 'text', text: 'x' }
it.each<[request: object, setting: string]>([
  [user([part, 5]), 'messages[0].content[1]'],
  [user([part, { type: 'text' }]), 'messages[0].content[1].text'],
  [user([part, { type: 'image', url: 'x' }]), 'messages[0].content[1].url'],
  [user([part, { type: 'image', url, data: 'x' }]), 'messages[0].content[1]'],
  [user([part, { ...part, more: 1 }]), 'messages[0].content[1].more'],
  [turn({ role: 'user', content: '', more: 1 }), 'messages[1].more'],
  [turn({ role: 'assistant', content: '', toolCalls: [call, 5] }), 'messages[1].toolCalls[1]'],
  [turn({ role: 'assistant', content: '', toolCalls: [call, { ...call, more: 1 }] }), 'messages[1].toolCalls[1].more'],
  [{ ...hello, tools: [tool, { ...tool, more: 1 }] }, 'tools[1].more'],
  [{ ...hello, tools: [tool, { function: {} }] }, 'tools[1]'],
  ...[null, 5, 'f', { ...tool, name: 5 }, { ...tool, name: '' }, { name: 'f' }].map((given): [object, string] => [
    Object.assign({ tools: [tool, given] }, hello),
    'tools[1]',
  ]),
  [{ ...hello, tools: [tool, { ...tool, parameters: 5 }] }, 'tools[1].parameters'],
  [{ ...hello, responseFormat: { type: 'json', more: 1 } }, 'responseFormat.more'],
])('%j is refused at its second element', async (request, setting) => {
  const client = answering({ text: 'Hi' })
  expect(await failure(client.chat(request as ChatRequest))).toMatchObject({ name: 'ConfigurationError', setting })
  expect((await collect(client.stream(request as ChatRequest))).error).toMatchObject({ setting })
})
