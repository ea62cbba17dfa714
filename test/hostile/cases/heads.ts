import { type Answerer, event, raw, reply } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const good = '{"choices":[{"index":0,"message":{"content":"Yes."},"delta":{"content":"Yes."},"finish_reason":"stop"}]}'
const closing = 'content-type: application/json\r\nconnection: close\r\n'

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

/** Heads of answers that break the rules of HTTP, or go with another body than they say. */
export const headCases: readonly HostileCase[] = Object.entries({
  ...statusLines,
  ...headLines,
  ...contentTypes,
  ...statuses,
}).map(([name, answer]) => ({
  group: 'broken protocol',
  name,
  answer,
  allowance: { isResentByFetch: name.startsWith('421') },
}))
