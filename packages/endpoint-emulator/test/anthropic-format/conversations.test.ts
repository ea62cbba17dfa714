import { describe, expect, it } from 'vitest'
import { redactThought, signThought } from '../../src/anthropic-format/signatures.ts'
import { inProcess } from '../in-process.ts'

type Body = Record<string, unknown>
type Row = [messages: unknown, message: string, more?: Body]

const { send } = inProcess()
const tools = [{ name: 'weather', input_schema: { type: 'object' } }]
const ask = { role: 'user', content: 'Why?' }
const user = (...content: unknown[]): Body => ({ role: 'user', content })
const answer = (...content: unknown[]): Body => ({ role: 'assistant', content })
const text = (words: unknown): Body => ({ type: 'text', text: words })
const use = (id: unknown, more: Body = {}): Body => ({ type: 'tool_use', id, name: 'weather', input: {}, ...more })
const result = (id: unknown, more: Body = {}): Body => ({ type: 'tool_result', tool_use_id: id, ...more })
const media = (type: string, source: unknown): Body => user({ type, source })
const thought = (words: string): Body => ({ type: 'thinking', thinking: words, signature: signThought(words) })
const redacted = { type: 'redacted_thinking', data: redactThought('Hm.') }
const thinking = { thinking: { type: 'enabled', budget_tokens: 1024 } }

const dictionary = 'Input should be a valid dictionary'
const list = 'Input should be a valid list'
const string = 'Input should be a valid string'
const required = 'Field required'
const idPattern = "String should match pattern '^[a-zA-Z0-9_-]+$'"
const blank = 'messages: text content blocks must contain non-whitespace text'
const blockTags =
  "'text', 'image', 'document', 'search_result', 'tool_result', 'tool_use', 'thinking', 'redacted_thinking'"
const unknownTag = (tag: string, expected = blockTags): string =>
  `Input tag '${tag}' found using 'type' does not match any of the expected tags: ${expected}`
const imageTypes = "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"
const sources = "'base64', 'text', 'content', 'url', 'file'"
const unanswered = (index: number, ids: string): string =>
  `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
const uncalled = (place: string, id: string): string =>
  `${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
const thoughtless = (index: number, type: string): string =>
  `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`.`
const undefinedTools = 'Requests which include `tool_use` or `tool_result` blocks must define tools'
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id${index}`)
const inAnswer = (block: unknown): unknown[] => [ask, answer(block), ask]
const inResult = (part: unknown): unknown[] => [
  ask,
  answer(use('a')),
  user(result('a', { content: [text('x'), part] })),
]
const resultPart = 'messages.2.content.0.tool_result.content.1'

async function errorOf(messages: unknown, more: Body = { tools }): Promise<[number, unknown]> {
  const body = { model: 'claude', max_tokens: 4096, messages, ...more }
  const response = await send('/anthropic/v1/messages', body, { 'anthropic-version': '2023-06-01' })
  return [response.status, ((await response.json()) as { error?: unknown }).error]
}

const rejects = (rows: readonly Row[]): void =>
  it.each(rows)('%j', async (messages, message, more) => {
    expect(await errorOf(messages, more)).toEqual([400, { type: 'invalid_request_error', message }])
  })

describe('messages are rejected', () => {
  rejects([
    [undefined, `messages: ${required}`],
    ['Why?', `messages: ${list}`],
    [[], 'messages: at least one message is required'],
    [[ask, 'Why?'], `messages.1: ${dictionary}`],
    [[{ content: 'Why?' }], `messages.0.role: ${required}`],
    [
      [ask, { role: 'system', content: 'x' }],
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    ],
    [[ask, { role: 'tool', content: 'x' }], "messages.1.role: Input should be 'user' or 'assistant'"],
    [[{ ...ask, name: 'me' }], 'messages.0.name: Extra inputs are not permitted'],
    [[{ role: 'user' }], `messages.0.content: ${required}`],
    [[{ role: 'user', content: null }], `messages.0.content: ${list}`],
    [[{ role: 'user', content: '' }], 'messages.0: user messages must have non-empty content'],
    [[user()], 'messages.0: user messages must have non-empty content'],
    ...[answer(), { role: 'assistant', content: '' }].map((empty): Row => [
      [ask, empty, ask],
      'messages.1: all messages must have non-empty content except for the optional final assistant message',
    ]),
    [[{ role: 'user', content: ' \n' }], blank],
    [[answer(text('x')), ask], 'messages: first message must use the "user" role'],
    ...[answer(text('x')), answer(), { role: 'assistant', content: '' }].map((last): Row => [
      [ask, last],
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    ]),
  ])
})

describe('blocks are rejected', () => {
  rejects([
    [[user(text('x'), 'y')], `messages.0.content.1: ${dictionary}`],
    [[user({ text: 'x' })], `messages.0.content.0.type: ${required}`],
    [[user(text('x'), { type: 'audio' })], `messages.0.content.1: ${unknownTag('audio')}`],
    [[user({ type: 'x_tool_result_y' })], `messages.0.content.0: ${unknownTag('x_tool_result_y')}`],
    [[user({ type: 'a_fallback' })], `messages.0.content.0: ${unknownTag('a_fallback')}`],
    ...['tool_use', 'thinking', 'redacted_thinking'].map((type): Row => [
      [user({ type })],
      `messages.0.content: \`${type}\` blocks can only be in \`assistant\` messages`.replace('.content', ''),
    ]),
    ...['image', 'document', 'search_result', 'tool_result'].map((type): Row => [
      inAnswer({ type }),
      `messages.1: \`${type}\` blocks can only be in \`user\` messages`,
    ]),
    [[user(text(undefined))], `messages.0.content.0.text.text: ${required}`],
    [[user(text(1))], `messages.0.content.0.text.text: ${string}`],
    [[user(text(''))], 'messages: text content blocks must be non-empty'],
    [[user(text(' '))], blank],
  ])
})

describe('images and documents are rejected', () => {
  rejects([
    [[media('image', undefined)], `messages.0.content.0.image.source: ${required}`],
    [[media('document', 'x')], `messages.0.content.0.document.source: ${dictionary}`],
    [[media('image', {})], `messages.0.content.0.image.source: ${unknownTag('undefined', "'base64', 'url', 'file'")}`],
    [[media('document', { type: 'x' })], `messages.0.content.0.document.source: ${unknownTag('x', sources)}`],
    [
      [media('image', { type: 'text' })],
      `messages.0.content.0.image.source: ${unknownTag('text', "'base64', 'url', 'file'")}`,
    ],
    [[media('image', { type: 'url' })], `messages.0.content.0.image.source.url.url: ${required}`],
    [[media('image', { type: 'url', url: 'ftp://a/https://b' })], 'Only HTTPS URLs are supported.'],
    [
      [media('document', { type: 'text', data: 'x' })],
      "messages.0.content.0.document.source.text.media_type: Input should be 'text/plain'",
    ],
    [
      [media('image', { type: 'base64', media_type: 'image/bmp', data: 'AAAA' })],
      `messages.0.content.0.image.source.base64.media_type: ${imageTypes}`,
    ],
    [
      [media('document', { type: 'base64', data: 'AAAA' })],
      "messages.0.content.0.document.source.base64.media_type: Input should be 'application/pdf'",
    ],
    ...[undefined, ''].map((data): Row => [
      [media('image', { type: 'base64', media_type: 'image/png', data })],
      `messages.0.content.0.image.source.base64.data: ${required}`,
    ]),
    [
      [media('image', { type: 'base64', media_type: 'image/png', data: 1 })],
      `messages.0.content.0.image.source.base64.data: ${string}`,
    ],
    ...['AA*A', 'AAAA===', '=AAA', 'data:image/png;base64,AAAA'].map((data): Row => [
      [media('image', { type: 'base64', media_type: 'image/png', data })],
      'messages.0.content.0.image.source.base64: invalid base64 data',
    ]),
  ])
})

describe('calls and results are rejected', () => {
  rejects([
    [inAnswer(use(undefined)), `messages.1.content.0.tool_use.id: ${required}`],
    [inAnswer(use('a.1')), `messages.1.content.0.tool_use.id: ${idPattern}`],
    [inAnswer(use('')), `messages.1.content.0.tool_use.id: ${idPattern}`],
    [inAnswer(use('a', { name: null })), `messages.1.content.0.tool_use.name: ${string}`],
    [inAnswer(use('a', { input: '{}' })), `messages.1.content.0.tool_use.input: ${dictionary}`],
    [inAnswer(use('a', { input: undefined })), `messages.1.content.0.tool_use.input: ${required}`],
    [[user(result('a', { content: 1 }))], `messages.0.content.0.tool_result.content: ${list}`],
    [[user(result(undefined))], `messages.0.content.0.tool_result.tool_use_id: ${required}`],
    [[user(result('a:1', { content: [] }))], `messages.0.content.0.tool_result.tool_use_id: ${idPattern}`],
    [inResult('x'), `${resultPart}: ${unknownTag('')}`],
    [inResult({ type: 'tool_use' }), `${resultPart}: ${unknownTag('tool_use')}`],
    [inResult({ type: 'image' }), `${resultPart}.image.source: ${required}`],
    [inResult({ type: 'document' }), `${resultPart}.document.source: ${required}`],
    [[ask, answer(use('a'), use('b')), ask], unanswered(1, 'a, b')],
    [[ask, answer(use('a')), answer(text('x')), ask], unanswered(1, 'a')],
    [[ask, answer(use('a'))], unanswered(1, 'a')],
    [[ask, answer(use('a'), use('b')), user(result('a'))], unanswered(1, 'b')],
    [[ask, answer(use('a')), user(text('x'), result('a'))], unanswered(1, 'a')],
    [[ask, answer(...ids(33).map((id) => use(id))), ask], unanswered(1, ids(32).join(', '))],
    [[user(text('x'), result('a'))], uncalled('messages.0.content.1', 'a')],
    [[ask, answer(use('a')), user(result('a')), user(result('a'))], uncalled('messages.3.content.0', 'a')],
    [
      [ask, answer(use('a')), user(result('a'), result('a'))],
      'messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: a',
    ],
    [[ask, answer(use('a'), use('a')), user(result('a'))], 'messages.1: `tool_use` ids must be unique'],
    [
      [ask, answer(use('a')), user(result('a')), answer(use('a')), user(result('a'))],
      'messages.3: `tool_use` ids must be unique',
    ],
    [[ask, answer(use('a')), user(result('a'))], undefinedTools, {}],
    [[ask, answer(use('a')), user(result('a')), answer(text('x')), ask], undefinedTools, {}],
  ])
})

describe('thoughts are rejected', () => {
  const place = 'messages.1.content.0'
  rejects([
    [inAnswer({ type: 'thinking', thinking: 'a' }), `${place}.thinking.signature: ${required}`],
    [inAnswer({ type: 'thinking', signature: 'a' }), `${place}.thinking.thinking: ${required}`],
    [inAnswer({ ...thought('a'), thinking: 'b' }), `${place}: Invalid \`signature\` in \`thinking\` block`],
    [inAnswer({ type: 'redacted_thinking' }), `${place}.redacted_thinking.data: ${required}`],
    [
      inAnswer({ type: 'redacted_thinking', data: 'b3Ro' }),
      `${place}: Invalid \`data\` in \`redacted_thinking\` block`,
    ],
    [[ask, answer(use('a')), user(result('a'))], thoughtless(1, 'tool_use'), { tools, ...thinking }],
    [[ask, answer(text('x'), use('a')), user(result('a'))], thoughtless(1, 'text'), { tools, ...thinking }],
    [
      [
        ask,
        answer(thought('a'), use('a')),
        user(result('a')),
        answer(text('x'), thought('b'), use('b')),
        user(result('b')),
      ],
      thoughtless(3, 'text'),
      { tools, ...thinking },
    ],
  ])
})

describe('a conversation is accepted', () => {
  it.each<[messages: unknown[], more?: Body]>([
    [[ask, ask, { role: 'assistant', content: 'So.' }, answer(text('x')), ask], {}],
    [[user({ type: 'search_result' }), ask], {}],
    ...['image/jpeg', 'image/png', 'image/gif', 'image/webp'].map((type): [unknown[], Body] => [
      [media('image', { type: 'base64', media_type: type, data: 'AA==' })],
      {},
    ]),
    ...['http://a', 'https://a'].map((url): [unknown[], Body] => [[media('image', { type: 'url', url })], {}]),
    [[media('image', { type: 'file', file_id: 'a' })], {}],
    [[media('document', { type: 'base64', media_type: 'application/pdf', data: 'A+/9' })], {}],
    [[media('document', { type: 'text', media_type: 'text/plain', data: 'x' })], {}],
    [[media('document', { type: 'content', content: [] }), media('document', { type: 'file' })], {}],
    [
      [
        ask,
        answer(...['server_tool_use', 'container_upload', 'web_search_tool_result'].map((type) => ({ type }))),
        ask,
      ],
    ],
    [[ask, answer(...['mcp_tool_use', 'fallback', 'compaction'].map((type) => ({ type }))), ask]],
    [[ask, answer(use('a'), use('b')), user(result('b'), result('a'), text('x'))]],
    [
      [
        ask,
        answer(use('A_z-9')),
        user(result('A_z-9', { content: [text('x'), { type: 'search_result' }] })),
        answer(use('b')),
        user(result('b', { content: '' })),
      ],
    ],
    [[ask, answer(thought(''), redacted), ask], thinking],
    [[ask, answer(text('x')), ask], thinking],
    [[ask, answer(thought('a'), use('a')), user(result('a'))], { tools, ...thinking }],
    [[ask, answer(redacted, use('a')), user(result('a'))], { tools, ...thinking }],
    [[ask, answer(use('a')), user(result('a')), answer(text('x')), ask], { tools, ...thinking }],
    [[ask, answer(use('a')), user(result('a'))], { tools, thinking: { type: 'adaptive' } }],
  ])('%j', async (messages, more) => {
    expect(await errorOf(messages, more)).toEqual([200, undefined])
  })
})
