import { gzipSync } from 'node:zlib'
import type { HostileCase, Setup } from '../hostile-case.ts'
import { secretKinds, type SecretKindName } from '../search/secret-kinds.ts'
import { event, eventHead, raw, reply } from '../server/answers.ts'
import type { Exchange } from '../server/exchange.ts'

const kinds = Object.keys(secretKinds) as SecretKindName[]
const json = '{"error":{"message":"No."}}'

/** Bytes that no parser takes: what they say stands in the parser's own error. */
const unreadable: Readonly<Record<string, (secret: string) => string>> = {
  'an invalid status line': (secret) => `${secret} 200 OK\r\n\r\n`,
  'an invalid status': (secret) => `HTTP/1.1 ${secret} OK\r\n\r\n`,
  'an invalid version': (secret) => `HTTP/${secret} 200 OK\r\n\r\n`,
  'a header without a colon': (secret) => `HTTP/1.1 200 OK\r\n${secret}\r\n\r\n`,
  'a header with NUL': (secret) => `HTTP/1.1 200 OK\r\nx-a: ${secret}\u0000\r\n\r\n`,
  'an invalid length': (secret) => `HTTP/1.1 200 OK\r\ncontent-length: ${secret}\r\n\r\n`,
  'two lengths': (secret) => `HTTP/1.1 200 OK\r\nx-a: ${secret}\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n`,
  'an invalid transfer encoding': (secret) => `HTTP/1.1 200 OK\r\ntransfer-encoding: ${secret}\r\n\r\n`,
  'an invalid content encoding': (secret) => `HTTP/1.1 200 OK\r\ncontent-encoding: ${secret}\r\n\r\n{}`,
  'an invalid content type': (secret) => `HTTP/1.1 200 OK\r\ncontent-type: ${secret}\r\n\r\nnot JSON`,
  'the size of a chunk': (secret) => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${secret}\r\n{}\r\n`,
  'the size of a second chunk': (secret) =>
    `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n2\r\n:\n\r\n${secret}\r\n`,
  'an invalid trailer': (secret) =>
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n${secret}\r\n\r\n`,
  'an interim answer': (secret) => `HTTP/1.1 103 ${secret}\r\nlink: <${secret}>\r\n\r\nHTTP/1.1 500 ${secret}\r\n\r\n`,
  'a protocol to upgrade to': (secret) =>
    `HTTP/1.1 101 ${secret}\r\nconnection: upgrade\r\nupgrade: ${secret}\r\n\r\n${secret}`,
  'what is no HTTP': (secret) => `SSH-2.0-${secret}\r\n`,
}

const inBrokenHeads = Object.entries(unreadable).flatMap(([place, bytes]) =>
  (['key', 'cookie of the call', 'code in the URL', 'password of the call'] as const).map((secret): HostileCase => ({
    group: 'secrets echoed in errors',
    name: `${secret}, in ${place}`,
    setup: { secret },
    answer: (exchange) => raw(bytes(exchange.secret))(exchange),
  })),
)

/** Ways of a failure that are not those of a plain 401. */
const ways: Readonly<
  Record<string, { readonly setup?: Setup; readonly answer: (exchange: Exchange) => Promise<void> | void }>
> = {
  'a failure that is retried': {
    setup: { maxRetries: 1 },
    answer: (exchange) =>
      reply(exchange, {
        status: 503,
        reason: exchange.secret,
        lines: ['x-ms-retry-after-ms: 0', `x-request-id: ${exchange.secret}`],
        body: `{"error":{"message":"bad ${exchange.secret}"}}`,
      }),
  },
  'a compressed failure': {
    answer: (exchange) =>
      reply(exchange, {
        status: 400,
        lines: ['content-encoding: gzip'],
        body: gzipSync(`{"error":{"message":"bad ${exchange.secret}"}}`),
      }),
  },
  'a failure that breaks off': {
    answer: (exchange) =>
      raw(`HTTP/1.1 500 No\r\ncontent-length: 900\r\n\r\n{"error":{"message":"bad ${exchange.secret}`)(exchange),
  },
  'a failure that goes silent': {
    answer: (exchange) =>
      exchange.write(`HTTP/1.1 500 No\r\ncontent-length: 900\r\n\r\n{"error":{"message":"bad ${exchange.secret}`),
  },
  'a failure that is reset': {
    answer: async (exchange) => {
      await exchange.writePieces(
        [`HTTP/1.1 500 No\r\ncontent-length: 900\r\n\r\n{"error":{"message":"bad ${exchange.secret}`],
        20,
      )
      exchange.reset()
    },
  },
  'a stream that goes silent': {
    answer: (exchange) => exchange.write(`${eventHead}${event(`{"id":"${exchange.secret}","choices":[]}`)}`),
  },
  'the name of an event': {
    answer: (exchange) =>
      raw(`${eventHead}event: ${exchange.secret}\nid: ${exchange.secret}\n${event('{"error":"No."}')}`)(exchange),
  },
  'every header at once': {
    answer: (exchange) =>
      reply(exchange, {
        status: 500,
        lines: Array.from({ length: 40 }, (_, index) => `x-${index}: ${exchange.secret} ${exchange.secret}`),
        body: json,
      }),
  },
  'a quota that is used up': {
    answer: (exchange) =>
      reply(exchange, {
        status: 429,
        body: `{"error":{"code":"429","message":"${exchange.secret} exceeded. Try again in 1 second"}}`,
      }),
  },
}

const inOtherWays = Object.entries(ways).flatMap(([place, { setup, answer }]) =>
  kinds.map((secret): HostileCase => ({
    group: 'secrets echoed in errors',
    name: `${secret}, in ${place}`,
    setup: { secret, ...setup },
    answer,
    // LangChain waits by a rule of its own before it retries.
    allowance: { isIdle: /silent|retried/.test(place), endsBySignal: place.endsWith('retried') },
  })),
)

/** Secrets in answers that cannot be read, or not to their end. */
export const brokenEchoCases: readonly HostileCase[] = [...inBrokenHeads, ...inOtherWays]
