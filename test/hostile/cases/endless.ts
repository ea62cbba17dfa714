import { type Answerer, event, eventHead, head, textChunk } from '../server/answers.ts'
import type { Allowance, HostileCase, Setup } from '../hostile-case.ts'

const mebibytes = 48
/** MiB that may be held while much more is sent. */
const heapGrowth = 64

interface Flood {
  readonly head?: string
  readonly first?: string
  readonly piece: string
}

function chunk(choice: string, rest = ''): string {
  return event(`{"id":"c1",${rest}"choices":[${choice}]}`)
}

const endless: Readonly<Record<string, Flood>> = {
  'a finish reason': { piece: chunk('{"index":0,"delta":{},"finish_reason":"stop"}').repeat(200) },
  'a finish reason, after a word': {
    first: event(textChunk),
    piece: chunk('{"index":0,"delta":{},"finish_reason":"length"}').repeat(200),
  },
  usage: { piece: chunk('', '"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},').repeat(200) },
  'usage, after a word': {
    first: event(textChunk),
    piece: chunk('', '"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},').repeat(200),
  },
  comments: { piece: ': still here\n\n'.repeat(1000) },
  'line breaks': { piece: '\n'.repeat(20_000) },
  'empty deltas': { piece: chunk('{"index":0,"delta":{}}').repeat(200) },
  roles: { piece: chunk('{"index":0,"delta":{"role":"assistant","content":""}}').repeat(200) },
  null: { piece: event('null').repeat(1000) },
  'no choices': { piece: chunk('').repeat(400) },
  'events without data': { piece: 'event: ping\n\n'.repeat(1000) },
  'ids without events': { piece: 'id: 1\nretry: 1\n'.repeat(1000) },
  words: { piece: event(textChunk).repeat(200) },
  reasoning: { piece: chunk('{"index":0,"delta":{"reasoning_content":"hmm "}}').repeat(200) },
  'open tags of thought': { piece: chunk('{"index":0,"delta":{"content":"<thin"}}').repeat(200) },
  thoughts: {
    first: chunk('{"index":0,"delta":{"content":"<think>"}}'),
    piece: chunk('{"index":0,"delta":{"content":"</thin "}}').repeat(200),
  },
  'white space': { piece: chunk('{"index":0,"delta":{"content":"\\n \\t"}}').repeat(200) },
  'other choices': { piece: chunk('{"index":7,"delta":{"content":"x"}}').repeat(200) },
  'new tool calls': {
    piece: chunk(
      '{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"look_up","arguments":"{}"}}]}}',
    ).repeat(100),
  },
  arguments: {
    first: chunk(
      '{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"look_up","arguments":"{"}}]}}',
    ),
    piece: chunk('{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"x"}}]}}').repeat(200),
  },
  'events after the end': {
    first: `${chunk('{"index":0,"delta":{"content":"Yes."},"finish_reason":"stop"}')}data: [DONE]\n\n`,
    piece: event(textChunk).repeat(200),
  },
  'one line': { first: 'data: ', piece: 'x'.repeat(65_536) },
  'one line of an object': { first: 'data: {"a":"', piece: 'x'.repeat(65_536) },
  'data lines of one event': { piece: 'data: x\n'.repeat(5000) },
  'one name of an event': { first: 'event: ', piece: 'e'.repeat(65_536) },
  'one id of an event': { first: 'id: ', piece: 'i'.repeat(65_536) },
  'one comment': { first: ':', piece: 'c'.repeat(65_536) },
  'carriage returns': { piece: '\r'.repeat(20_000) },
  'open braces': { first: 'data: ', piece: '{'.repeat(20_000) },
  'open braces of JSON': { head: head({}), piece: '{"a":'.repeat(5000) },
  'a JSON string': { head: head({}), first: '{"choices":[{"message":{"content":"', piece: 'x'.repeat(65_536) },
  'white space before JSON': { head: head({}), piece: ' '.repeat(65_536) },
  'JSON lines': { head: head({ contentType: 'application/x-ndjson' }), piece: `${textChunk}\n`.repeat(200) },
  'an error body': { head: head({ status: 500 }), first: '{"error":{"message":"', piece: 'x'.repeat(65_536) },
  'a page': { head: head({ status: 502, contentType: 'text/html' }), piece: '<title'.repeat(5000) },
  'a text': { head: head({ contentType: 'text/plain' }), piece: 'word '.repeat(5000) },
  'a header': { head: 'HTTP/1.1 200 OK\r\nx-a: ', piece: 'h'.repeat(65_536) },
  headers: { head: 'HTTP/1.1 200 OK\r\n', piece: 'x-a: b\r\n'.repeat(2000) },
  'a status line': { head: 'HTTP/1.1 200 ', piece: 'OK'.repeat(20_000) },
  'interim answers': { head: '', piece: 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000) },
  'early hints': { head: '', piece: 'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n'.repeat(500) },
  'chunks of one byte': {
    head: head({ lines: ['transfer-encoding: chunked'], contentType: 'text/event-stream' }),
    piece: '1\r\n:\r\n'.repeat(5000),
  },
  'extensions of a chunk': {
    head: head({ lines: ['transfer-encoding: chunked'] }),
    first: '1;',
    piece: 'x'.repeat(65_536),
  },
  trailers: {
    head: head({ lines: ['transfer-encoding: chunked'] }),
    first: '2\r\n{}\r\n0\r\n',
    piece: 'x-a: b\r\n'.repeat(2000),
  },
}

/** Those that a server could send for a good reason, one by one. */
const trickled: ReadonlySet<string> = new Set([
  'a finish reason',
  'usage',
  'comments',
  'line breaks',
  'empty deltas',
  'null',
  'words',
  'one line',
  'open braces',
  'open braces of JSON',
  'a header',
  'interim answers',
  'events after the end',
  'an error body',
])

/** MiB: the parser keeps each of the millions of short lines that fit into the 32 MiB of a stream without content. */
const linesOfOneEvent = 320
const allowance: Allowance = { endsBySignal: true, heapGrowth }
const setup: Setup = { patience: 450 }

/** Endless, and as fast as the client takes it. */
const fast = Object.entries(endless).map(([name, flood]): HostileCase => ({
  group: 'floods',
  name: `endless ${name}`,
  answer: flooding(flood),
  allowance: name === 'data lines of one event' ? { ...allowance, heapGrowth: linesOfOneEvent } : allowance,
}))

/** Endless, and so slow that no limit between two bytes is touched. */
const slow = Object.entries(endless)
  .filter(([name]) => trickled.has(name))
  .map(([name, { head: begin = eventHead, first = '', piece }]): HostileCase => ({
    group: 'floods',
    name: `endless ${name}, in a trickle`,
    setup,
    allowance: { endsBySignal: true, isIdle: true },
    answer: async (exchange) => {
      await exchange.write(begin + first)
      const one = piece.slice(0, Math.max(1, piece.indexOf('\n\n') + 2))
      await exchange.flood(one, { mebibytes: 1, every: 40 })
    },
  }))

function flooding({ head: begin = eventHead, first = '', piece }: Flood): Answerer {
  return async (exchange) => {
    await exchange.write(begin + first)
    await exchange.flood(piece, { mebibytes })
  }
}

/** Endpoints that send without end. */
export const endlessCases: readonly HostileCase[] = [...fast, ...slow]
