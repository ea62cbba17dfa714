import { type Answerer, either, event, eventHead, head, raw, reply, textChunk } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const good = '{"choices":[{"index":0,"message":{"content":"Yes."},"delta":{"content":"Yes."},"finish_reason":"stop"}]}'
const chunked = head({ lines: ['transfer-encoding: chunked'] })
const chunkedEvents = head({ lines: ['transfer-encoding: chunked'], contentType: 'text/event-stream' })

const chunks = Object.fromEntries(
  Object.entries({
    'of no size': '\r\n',
    'of a size that is no number': 'zz\r\n{}\r\n0\r\n\r\n',
    'of a negative size': '-2\r\n{}\r\n0\r\n\r\n',
    'of a huge size': 'FFFFFFFFFFFFFFFF\r\n{}',
    'of a size with 0x': '0x2\r\n{}\r\n0\r\n\r\n',
    'larger than they say': '2\r\n{"a":1}\r\n0\r\n\r\n',
    'smaller than they say': 'F\r\n{}\r\n0\r\n\r\n',
    'without an end': '2\r\n{}\r\n',
    'with an end in the middle': '2\r\n{"\r\n0\r\n\r\n',
    'with broken trailers': '2\r\n{}\r\n0\r\nx\r\n\r\n',
    'with an extension': '2;a="\r\n";b\r\n{}\r\n0\r\n\r\n',
    'with LF only': '2\n{}\n0\n\n',
    'with a second answer in them': '0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}',
  }).flatMap(([name, bytes]): [string, Answerer][] => [
    [`chunks ${name}`, raw(chunked + bytes)],
    [
      `chunks ${name}, after an event`,
      raw(`${chunkedEvents}${event(textChunk).length.toString(16)}\r\n${event(textChunk)}\r\n${bytes}`),
    ],
  ]),
)

const prefixes: readonly [string, string][] = [
  ['nothing', ''],
  ['half a status line', 'HTTP/1.1 2'],
  ['the status line', 'HTTP/1.1 200 OK\r\n'],
  ['half a header', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ['the head', head({ length: 50 })],
  ['half a body', `${head({ length: 50 })}{"choices"`],
  ['half an error', `${head({ status: 500, length: 500 })}{"error":{"mess`],
  ['half an event', `${eventHead}data: {"choi`],
  ['an event', eventHead + event(textChunk)],
  ['an event without its end', `${eventHead}data: ${textChunk}`],
  ['half a character', `${eventHead}data: {"choices":[{"index":0,"delta":{"content":"\u00E9`.slice(0, -1)],
  ['a finish reason', eventHead + event('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}')],
  [
    'half a tool call',
    eventHead +
      event(
        '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"look_up","arguments":"{"}}]}}]}',
      ),
  ],
  ['half a redirect', 'HTTP/1.1 307 Go\r\nlocation: http'],
  ['an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n'],
]
const stops = Object.fromEntries(
  prefixes.flatMap(([name, bytes]): [string, Answerer][] => [
    [`an end after ${name}`, raw(bytes)],
    [
      `a reset after ${name}`,
      async (exchange) => {
        await exchange.writePieces([bytes], 20)
        exchange.reset()
      },
    ],
    [`silence after ${name}`, (exchange) => exchange.write(bytes)],
  ]),
)

const utf8 = (bytes: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('{"choices":[{"index":0,"message":{"content":"'),
    Buffer.from(bytes),
    Buffer.from('"},"delta":{"content":"'),
    Buffer.from(bytes),
    Buffer.from('"}}]}'),
  ])
const bytesInText = Object.fromEntries(
  Object.entries({
    'a lone continuation': [0x80],
    'a byte that is never used': [0xff],
    'an overlong slash': [0xc0, 0xaf],
    'half a character': [0xe2, 0x82],
    'a surrogate': [0xed, 0xa0, 0x80],
    'beyond Unicode': [0xf4, 0x90, 0x80, 0x80],
    NUL: [0],
    'a byte order mark': [0xef, 0xbb, 0xbf],
  }).flatMap(([name, bytes]): [string, Answerer][] => [
    [
      `${name} in an answer`,
      either(
        (exchange) => reply(exchange, { body: utf8(bytes) }),
        (exchange) =>
          raw(Buffer.concat([Buffer.from(`${eventHead}data: `), utf8(bytes), Buffer.from('\n\n')]))(exchange),
      ),
    ],
    [`${name} before an answer`, raw(Buffer.concat([Buffer.from(head({})), Buffer.from(bytes), Buffer.from(good)]))],
    [
      `${name} before an event`,
      raw(Buffer.concat([Buffer.from(eventHead), Buffer.from(bytes), Buffer.from(event(good))])),
    ],
    [
      `${name} in an error`,
      raw(
        Buffer.concat([
          Buffer.from(head({ status: 500 })),
          Buffer.from('{"error":{"message":"a'),
          Buffer.from(bytes),
          Buffer.from('b"}}'),
        ]),
      ),
    ],
  ]),
)
const utf16 = raw(Buffer.concat([Buffer.from(head({})), Buffer.from(`\uFEFF${good}`, 'utf16le')]))

/** Bodies that break the rules of HTTP or of text, or break off. */
export const bodyCases: readonly HostileCase[] = Object.entries({
  ...chunks,
  ...stops,
  ...bytesInText,
  'UTF-16': utf16,
}).map(([name, answer]) => ({
  group: 'broken protocol',
  name,
  answer,
  allowance: { isIdle: name.startsWith('silence') },
}))
