import { gzipSync } from 'node:zlib'
import { type Answerer, completion, event, eventHead, events, raw, whole, zipped } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const calls = (count: number, call: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => call(index)).join(',')
const piece = (index: number, id: string, text = '{}'): string =>
  `{"index":${index},"id":"${id}","type":"function","function":{"name":"look_up","arguments":"${text}"}}`

/** Made when they are asked for: together they are large. */
const counts: Readonly<Record<string, () => Answerer>> = {
  '60 000 tool calls, each with an index': () =>
    completion(`{"tool_calls":[${calls(60_000, (index) => piece(index, `c${index}`))}]}`),
  '60 000 tool calls with one id': () =>
    completion(`{"tool_calls":[${calls(60_000, (index) => piece(index, 'same'))}]}`),
  '60 000 tool calls without id and index': () =>
    completion(`{"tool_calls":[${calls(60_000, () => '{"function":{"name":"look_up","arguments":"{}"}}')}]}`),
  '60 000 tool calls of one index': () =>
    completion(`{"tool_calls":[${calls(60_000, (index) => piece(0, `c${index}`))}]}`),
  '60 000 tool calls, the last first': () =>
    completion(`{"tool_calls":[${calls(60_000, (index) => piece(60_000 - index, `c${index}`))}]}`),
  '5 000 events, each with a tool call': () =>
    raw(
      eventHead,
      Array.from({ length: 5000 }, (_, index) =>
        event(`{"choices":[{"index":0,"delta":{"tool_calls":[${piece(index, `c${index}`)}]}}]}`),
      ).join(''),
    ),
  '200 000 pieces of arguments': () =>
    raw(
      eventHead,
      event(`{"choices":[{"index":0,"delta":{"tool_calls":[${piece(0, 'a', '')}]}}]}`),
      event('{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"x"}}]}}]}').repeat(
        200_000,
      ),
      'data: [DONE]\n\n',
    ),
  '200 000 pieces of arguments in one event': () =>
    raw(
      eventHead,
      event(
        `{"choices":[{"index":0,"delta":{"tool_calls":[${piece(0, 'a', '')},${calls(200_000, () => '{"index":0,"function":{"arguments":"x"}}')}]}}]}`,
      ),
      'data: [DONE]\n\n',
    ),
  '30 000 choices': () =>
    whole({
      body: `{"choices":[${calls(30_000, (index) => `{"index":${index},"message":{"content":"x"},"delta":{"content":"x"},"finish_reason":"stop"}`)}]}`,
    }),
  '30 000 choices in an event': () =>
    events(`{"choices":[${calls(30_000, (index) => `{"index":${index},"delta":{"content":"x"}}`)}]}`, '[DONE]'),
  '100 000 parts of content': () => completion(`{"content":[${calls(100_000, () => '{"type":"text","text":"x"}')}]}`),
  '100 000 details': () =>
    whole({ status: 422, body: `{"detail":[${calls(100_000, () => '{"loc":["a"],"msg":"No."}')}]}` }),
  '100 000 places of a detail': () =>
    whole({ status: 422, body: `{"detail":[{"loc":[${calls(8000, () => '"a"')}],"msg":"No."}]}` }),
  '100 000 fields of an error': () => whole({ body: `{"error":{${calls(100_000, (index) => `"f${index}":1`)}}}` }),
  '100 000 fields of usage': () =>
    completion('{"content":"a"}', `"usage":{${calls(100_000, (index) => `"f${index}":${index}`)}},`),
  '100 000 sources': () =>
    completion(
      `{"content":"a","annotations":[${calls(100_000, (index) => `{"type":"url_citation","url_citation":{"url":"https://a.example/${index}"}}`)}]}`,
    ),
  'a message of 8 MiB under 200': () => whole({ body: `{"error":{"message":"${'m'.repeat(2 ** 23)}"}}` }),
  'a code of 8 MiB under 200': () => whole({ body: `{"error":{"code":"${'c'.repeat(2 ** 23)}","message":"No."}}` }),
  'a name of a field of 8 MiB': () => whole({ body: `{"${'f'.repeat(2 ** 23)}":1}` }),
  'an id of 8 MiB': () => completion('{"content":"a"}', `"id":"${'i'.repeat(2 ** 23)}",`),
  'a finish reason of 1 MiB': () =>
    events(`{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"${'f'.repeat(2 ** 20)}"}]}`),
  'a number of 100 000 digits': () =>
    completion('{"content":"a"}', `"usage":{"prompt_tokens":${'9'.repeat(100_000)}},`),
  'an answer of 24 MiB': () => whole({ body: `{"choices":[{"message":{"content":"${'x'.repeat(24 * 2 ** 20)}"}}]}` }),
  'an event of 15 MiB': () => events(`{"choices":[{"index":0,"delta":{"content":"${'x'.repeat(15 * 2 ** 20)}"}}]}`),
  'an event of 20 MiB': () => events(`{"choices":[{"index":0,"delta":{"content":"${'x'.repeat(20 * 2 ** 20)}"}}]}`),
  '100 headers of 100 bytes': () =>
    whole({ lines: Array.from({ length: 100 }, (_, index) => `x-${index}: ${'h'.repeat(100)}`), body: '{}' }),
  'a header of 15 KiB': () => whole({ status: 400, lines: [`x-request-id: ${'h'.repeat(15_000)}`] }),
  'a header of 60 KiB': () => whole({ lines: [`x-a: ${'h'.repeat(60_000)}`] }),
  '3000 headers': () => whole({ lines: Array.from({ length: 3000 }, (_, index) => `x-${index}: a`), body: '{}' }),
}

let zippedBomb: Uint8Array | undefined
const zippedMember = gzipSync(Buffer.alloc(8 * 2 ** 20, ' '))

const bombs: Readonly<Record<string, Answerer>> = {
  'a gzip bomb as an answer': (exchange) => whole({ ...zipped(''), body: bombBytes() })(exchange),
  'a gzip bomb as an error': (exchange) => whole({ ...zipped(''), status: 500, body: bombBytes() })(exchange),
  'a gzip bomb as a stream': (exchange) =>
    whole({ ...zipped(''), contentType: 'text/event-stream', body: bombBytes() })(exchange),
  'gzip that breaks off': whole({
    ...zipped('{"choices":[{"message":{"content":"one"}}]}'),
    body: gzipSync('x'.repeat(1000)).subarray(0, 15),
  }),
  'a body that is not gzip, as its header says': whole({
    ...zipped(''),
    body: '{"choices":[{"message":{"content":"one"}}]}',
  }),
  'an encoding that nobody knows': whole({ lines: ['content-encoding: zip-of-evil'], body: '{}' }),
  'twice gzip': whole({
    lines: ['content-encoding: gzip, gzip'],
    body: gzipSync(gzipSync('{"choices":[{"message":{"content":"one"}}]}')),
  }),
  'a hundred encodings': whole({
    lines: [`content-encoding: ${Array.from({ length: 100 }, () => 'gzip').join(', ')}`],
    body: '{}',
  }),
}

/** 200 MiB of white space, in members of 8 MiB: made when first asked for, in less time than a client waits. */
function bombBytes(): Uint8Array {
  return (zippedBomb ??= Buffer.concat(Array.from({ length: 25 }, () => zippedMember)))
}

function later(make: () => Answerer): Answerer {
  return (exchange) => make()(exchange)
}

/** Answers that are longer, or have more parts, than anybody expects. */
export const sizeCases: readonly HostileCase[] = Object.entries({
  ...bombs,
  ...Object.fromEntries(Object.entries(counts).map(([name, make]) => [name, later(make)])),
}).map(([name, answer]) => ({
  group: 'depth, counts and sizes',
  name,
  answer,
  allowance: name.includes('bomb')
    ? { heapGrowth: 256, endsBySignal: true }
    : { endsBySignal: name === '200 000 pieces of arguments' },
}))
