import { type Answerer, either, event, eventHead, events, head, raw, reply, textChunk } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const good = '{"choices":[{"index":0,"message":{"content":"Yes."},"delta":{"content":"Yes."},"finish_reason":"stop"}]}'
const closing = 'content-type: application/json\r\nconnection: close\r\n'
const chunked = head({ lines: ['transfer-encoding: chunked'] })
const chunkedEvents = head({ lines: ['transfer-encoding: chunked'], contentType: 'text/event-stream' })

const statusLines = Object.fromEntries(
  [
    'HTTP/1.1',
    'HTTP/1.1 ',
    'HTTP/1.1 abc OK',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 2000 OK',
    'HTTP/1.1 99999999999 OK',
    'HTTP/1.1 -1 OK',
    'HTTP/1.1 000 OK',
    'HTTP/1.1 099 OK',
    'HTTP/1.1 600 OK',
    'HTTP/1.1 999 OK',
    'HTTP/1.1 200',
    'HTTP/1.1 200OK',
    'HTTP/1.1  200  OK',
    'HTTP/1.0 200 OK',
    'HTTP/0.9 200 OK',
    'HTTP/2.0 200 OK',
    'HTTP/9.9 200 OK',
    'HTTPS/1.1 200 OK',
    'http/1.1 200 OK',
    'ICY 200 OK',
    'POST / HTTP/1.1',
    ' HTTP/1.1 200 OK',
    'HTTP/1.1 200 \u0000',
    'HTTP/1.1 200 \u00FF\u00FE',
    'HTTP/1.1 200 O\u001BK',
    'HTTP/1.1 500 \u00FF\u0080\u001B[31m',
    'HTTP/1.1 2\u00300 OK',
  ].map((line): [string, Answerer] => [
    `the status line ${JSON.stringify(line)}`,
    raw(Buffer.from(`${line}\r\n${closing}\r\n${good}`, 'latin1')),
  ]),
)

const headLines = Object.fromEntries(
  [
    'no colon',
    ': no name',
    'a b: space',
    'a : space',
    'x-a:\u0000',
    'x-a: \u0001\u001B',
    ' folded: first',
    'x-a: 1\r\n folded',
    'x-a: 1\n\nx-b: 2',
    'x-\u00E9: 1',
    'x-a: \u00E9\u0080\u00FF',
    'content-length: 5\r\ncontent-length: 6',
    'content-length: -1',
    'content-length: 1e3',
    'content-length: 0x10',
    'content-length: 99999999999999999999',
    'content-length: ',
    'content-length: 10, 10',
    'transfer-encoding: gzip',
    'transfer-encoding: chunked, identity',
    'transfer-encoding: xchunked',
    'transfer-encoding: chunked\r\ncontent-length: 3',
    'connection: upgrade\r\nupgrade: websocket',
    'connection: x-a\r\nx-a: 1',
    'keep-alive: timeout=0',
    'keep-alive: timeout=99999999999, max=-1',
    'trailer: content-length',
    '__proto__: 1',
    'constructor: 1',
    'set-cookie: __proto__=1',
    'content-type: text/event-stream\r\ncontent-type: application/json',
    'content-encoding: ',
    'alt-svc: h3=":443"',
  ].map((line): [string, Answerer] => [
    `the header ${JSON.stringify(line)}`,
    raw(Buffer.from(`HTTP/1.1 200 OK\r\n${closing}${line}\r\n\r\n${good}`, 'latin1')),
  ]),
)

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

const types = [
  '',
  'text/event-stream',
  'application/json',
  'text/html',
  'text/plain; charset=utf-16',
  'application/octet-stream',
  'application/x-ndjson',
  'multipart/mixed',
  'image/png',
  'text/event-stream; charset=latin1',
  ';;;',
  'application/json, text/event-stream',
  `a/${'b'.repeat(5000)}`,
]
const contentTypes = Object.fromEntries(
  types.flatMap((type): [string, Answerer][] => [
    [`JSON as ${JSON.stringify(type.slice(0, 40))}`, (exchange) => reply(exchange, { contentType: type, body: good })],
    [
      `events as ${JSON.stringify(type.slice(0, 40))}`,
      (exchange) => reply(exchange, { contentType: type, body: `${event(good)}data: [DONE]\n\n` }),
    ],
    [
      `an error page as ${JSON.stringify(type.slice(0, 40))}`,
      (exchange) => reply(exchange, { contentType: type, body: '<html><title>No</title>' }),
    ],
  ]),
)

const statuses = Object.fromEntries(
  [
    101, 201, 202, 203, 204, 205, 206, 207, 226, 300, 304, 305, 306, 400, 402, 407, 418, 421, 425, 426, 451, 499, 508,
    511, 599,
  ].flatMap((status): [string, Answerer][] => [
    [
      `${status} with an answer`,
      raw(`HTTP/1.1 ${status} X\r\n${closing}content-length: ${good.length}\r\n\r\n${good}`),
    ],
    [
      `${status} with a stream`,
      raw(
        `HTTP/1.1 ${status} X\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n${event(good)}data: [DONE]\n\n`,
      ),
    ],
  ]),
)

const rest: Readonly<Record<string, Answerer>> = {
  'UTF-16': utf16,
  'two answers': raw(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 500 No\r\ncontent-length: 2\r\n\r\n{}`),
  'rubbish after the answer': raw(
    `HTTP/1.1 200 OK\r\ncontent-length: ${good.length}\r\n\r\n${good}\u0000\u0001rubbish`,
  ),
  'a TLS alert': raw(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])),
  'HTTP/2': raw(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')),
  'an SSH banner': raw('SSH-2.0-OpenSSH_9.2\r\n'),
  'random bytes': raw(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))),
  'an upgrade that nobody asked for': raw(
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n\u0081\u0005hello',
  ),
  'an upgrade that stays open': (exchange) =>
    exchange.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
  'continue, then an answer': raw('HTTP/1.1 100 Continue\r\n\r\n', `${head({ length: good.length })}${good}`),
  'a length that is too long': raw(`${head({ length: good.length + 10 })}${good}`),
  'a length that is too short': raw(`${head({ length: 5 })}${good}`),
  'no length and no close': (exchange) =>
    exchange.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${good}`),
  'LF instead of CR LF': raw(`HTTP/1.1 200 OK\n${closing.replaceAll('\r', '')}\n${good}`),
  'one byte at a time': async (exchange) => {
    await exchange.writePieces([...(eventHead + event(good))].slice(-120), 1)
    exchange.end()
  },
  'events with CR': raw(`${eventHead}${event(good).replaceAll('\n', '\r')}`),
  'events with CR LF': raw(`${eventHead}${event(good).replaceAll('\n', '\r\n')}`),
  'an event of many lines': raw(
    `${eventHead}data: {"choices":\ndata: [{"index":0,\ndata: "delta":{"content":"a"}}]}\n\n`,
  ),
  'an unknown event': raw(`${eventHead}event: __proto__\ndata: {"a":1}\n\n${event(good)}`),
  'an event of an unknown field': raw(
    `${eventHead}__proto__: 1\nconstructor: 2\nretry: 99999999999999\nid: \u0000\n\n${event(good)}`,
  ),
  'DONE first': events('[DONE]', good),
  'DONE many times': events(...Array.from({ length: 1000 }, () => '[DONE]')),
  'an error event without data': raw(`${eventHead}event: error\n\n`),
  'an error event with DONE': raw(`${eventHead}event: error\ndata: [DONE]\n\n`),
  'an event that is no JSON': events('not JSON', '{"choices":', 'undefined', 'NaN'),
  'an answer in many events': raw(eventHead + [...good].map((character) => event(character)).join('')),
}

/** Answers that break the rules of HTTP, of server-sent events or of text. */
export const protocolCases: readonly HostileCase[] = Object.entries({
  ...statusLines,
  ...headLines,
  ...chunks,
  ...stops,
  ...bytesInText,
  ...contentTypes,
  ...statuses,
  ...rest,
}).map(([name, answer]) => ({
  group: 'broken protocol',
  name,
  answer,
  allowance: { isIdle: name.startsWith('silence') },
}))
