import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { type EndpointEmulatorOptions, createEndpointEmulator } from '../src/index.ts'
import { asking } from './posting.ts'

const chat = '/v1/chat/completions'
const ask = (more: object, content: unknown = 'x'): string =>
  JSON.stringify({ messages: [{ role: 'user', content }], ...more })
const answerIn = (schema: object): string => ask({ response_format: { type: 'json_schema', json_schema: { schema } } })
const list = (length: number, item: string): string => Array.from({ length }, () => item).join(',')

/** Requests that grow in one respect: the path, the body for a length, and what else is needed. */
const kinds: readonly [
  name: string,
  path: string,
  body: (n: number) => string,
  more?: { options?: EndpointEmulatorOptions; headers?: Record<string, string> },
][] = [
  ['levels', chat, (n) => '['.repeat(n)],
  ['malformed JSON', '/score', (n) => `{"a":[${'1,'.repeat(n)} x]}`, { options: { image: 'foundation' } }],
  ['a string that breaks off', '/score', (n) => `"${'\\n'.repeat(n)}`],
  ['a number that breaks off', '/score', (n) => `${'1'.repeat(n)}.`],
  ['messages that are none', chat, (n) => `{"messages":[${list(n, '0')}]}`],
  [
    'parameters to drop',
    '/chat/completions',
    (n) =>
      `{"messages":[{"role":"user","content":"x"}],${Array.from({ length: n / 16 }, (_, index) => `"k${index}":1`).join()}}`,
    { headers: { 'extra-parameters': 'drop' } },
  ],
  [
    'parameters to refuse',
    '/chat/completions',
    (n) =>
      `{"messages":[{"role":"user","content":"x"}],${Array.from({ length: n / 16 }, (_, index) => `"k${index}":1`).join()}}`,
  ],
  ['spaces', chat, (n) => ask({}, ' '.repeat(n))],
  ['words', chat, (n) => ask({}, 'a '.repeat(n))],
  ['stop sequences', chat, (n) => `{"messages":[{"role":"user","content":"x"}],"stop":[${list(n / 4, '"e"')}]}`],
  [
    'tools',
    chat,
    (n) =>
      ask(
        {
          tools: Array.from({ length: n / 100 }, (_, index) => ({ type: 'function', function: { name: `t${index}` } })),
        },
        't'.repeat(n),
      ),
  ],
  ['parts', chat, (n) => `{"messages":[{"role":"user","content":[${list(n / 4, '{}')}]}]}`],
  ['results', chat, (n) => `{"messages":[${list(n / 8, '{"role":"tool"}')}]}`],
  [
    'prompts and parameters',
    '/score',
    (n) =>
      JSON.stringify({
        inputs: Array.from({ length: n / 100 }, () => 'a'),
        parameters: Object.fromEntries(Array.from({ length: n / 100 }, (_, index) => [`k${index}`, 1])),
      }),
  ],
  [
    'documents and rank fields',
    '/v1/rerank',
    (n) => `{"query":"a","documents":[${list(n / 16, '{"a":"b"}')}],"rank_fields":[${list(n / 16, '"a"')}]}`,
  ],
  ['words to embed', '/v1/embeddings', (n) => JSON.stringify({ input: 'a '.repeat(n / 8), dimensions: 8_192 })],
  [
    'texts to embed',
    '/v1/embeddings',
    (n) => JSON.stringify({ input: Array.from({ length: n / 100 }, () => 'a'), dimensions: 8_192 }),
  ],
  [
    'items required by a schema',
    chat,
    (n) =>
      answerIn({
        type: 'array',
        minItems: n / 10,
        items: { type: 'array', minItems: n / 10, items: { type: 'string' } },
      }),
  ],
  [
    'members of allOf',
    chat,
    (n) =>
      answerIn({
        allOf: Array.from({ length: n / 50 }, (_, index) => ({
          type: 'object',
          properties: { [`k${index}`]: { type: 'string' } },
        })),
      }),
  ],
  [
    'turns of a flow',
    '/score',
    (n) => `{"question":"x","chat_history":[${list(n / 16, '{"inputs":{"question":"q"}}')}]}`,
    { options: { image: 'prompt-flow' } },
  ],
]

describe('the time to respond grows linearly with the request', () => {
  it.each(kinds.map(([name, path, body, more]) => ({ name, path, body, more })))(
    '$name',
    async ({ path, body, more }) => {
      const { fetch: call } = createEndpointEmulator(more?.options)
      const headers = { 'content-type': 'application/json', authorization: 'Bearer any', ...more?.headers }
      const work: SizedWork = (size) => {
        const sent = { method: 'POST', headers, body: body(size) }
        return async () => {
          const answer = await call(`http://h${path}`, sent)
          expect(await answer.text()).not.toMatch(/failed unexpectedly|Maximum call stack/)
        }
      }
      expect(await tooFastGrowth(work, { from: 100_000, upTo: 100_000 })).toBeUndefined()
    },
  )

  it('has a limit for schemas with exploding references', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`k${index}`, { $ref: '#/$defs/a' }]),
    )
    const schema = {
      $defs: { a: { type: 'object', properties, required: Object.keys(properties) } },
      $ref: '#/$defs/a',
    }
    const { fetch: call } = createEndpointEmulator()
    const start = process.threadCpuUsage()
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' }
    expect((await call(`http://h${chat}`, { method: 'POST', headers, body: answerIn(schema) })).status).toBe(200)
    const { user, system } = process.threadCpuUsage(start)
    expect(user + system).toBeLessThan(5_000_000)
  })
})

describe('a malicious upstream', () => {
  const whole = (message: object): string => JSON.stringify({ choices: [{ message }] })
  const events = (...data: string[]): string => data.map((one) => `data: ${one}\n\n`).join('')
  const call = (index: number): object => ({ tool_calls: [{ index, function: { name: 'f', arguments: '{}' } }] })

  it.each([
    ['a complete response is nested 100 000 levels deep', false, `{"choices":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
    [
      'its arguments nest 100 000 levels',
      false,
      `{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":${'['.repeat(1e5)}${']'.repeat(1e5)}}}]}}]}`,
    ],
    ['a tool call has an index beyond every list', false, whole(call(4_294_967_294))],
    ['a tool call has an invalid index', false, whole(call(-1.5))],
    ['an event nests 100 000 levels', true, events(`{"choices":${'['.repeat(1e5)}${']'.repeat(1e5)}}`)],
    ['an event is not JSON', true, events('{')],
    ['an event has 16 MB and no end', true, `data: ${'x'.repeat(16_000_000)}`],
    ['the answer is empty', false, ''],
    ['the answer is a list', false, '[]'],
    ['the stream is comments', true, ': x\n'.repeat(100_000)],
    ['the stream is line breaks', true, '\r\n'.repeat(500_000)],
  ])('does none when %s', async (_what, stream, body) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { fetch: ours } = createEndpointEmulator({ upstream })
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' }
    const start = performance.now()
    const answer = await ours(`http://h${chat}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ messages: asking('x'), stream }),
    })
    await answer.text().catch(() => undefined)
    expect([200, 502]).toContain(answer.status)
    expect(performance.now() - start).toBeLessThan(5_000)
    server.closeAllConnections()
    server.close()
  })
})
