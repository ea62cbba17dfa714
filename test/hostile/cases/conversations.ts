import { type Answerer, event, eventHead, events, head, raw } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

const good = '{"choices":[{"index":0,"message":{"content":"Yes."},"delta":{"content":"Yes."},"finish_reason":"stop"}]}'
const closing = 'content-type: application/json\r\nconnection: close\r\n'

const rest: Readonly<Record<string, Answerer>> = {
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
  'an event that is not JSON': events('not JSON', '{"choices":', 'undefined', 'NaN'),
  'an answer in many events': raw(eventHead + [...good].map((character) => event(character)).join('')),
}

/** Conversations that go another way than HTTP and server-sent events have it. */
export const conversationCases: readonly HostileCase[] = Object.entries(rest).map(([name, answer]) => ({
  group: 'broken protocol',
  name,
  answer,
}))
