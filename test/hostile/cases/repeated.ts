import { event, eventHead, head, raw } from '../server/answers.ts'
import type { HostileCase } from '../hostile-case.ts'

/** Much of the same in one go: what a careless pattern never gets through. */
export const repeatedCases: readonly HostileCase[] = Object.entries({
  'title tags under 500': head({ status: 500, contentType: 'text/html' }) + '<html><title'.repeat(40_000),
  'title tags under 200': head({ contentType: 'text/html' }) + `<html>${'<title'.repeat(40_000)}`,
  'title tags in a message': head({ status: 500 }) + `{"error":{"message":"${'<html><title'.repeat(40_000)}"}}`,
  'title tags in a message under 200': head({}) + `{"error":{"message":"${'<html><title'.repeat(40_000)}"}}`,
  'title tags in an event': eventHead + event(`{"error":{"message":"${'<html><title'.repeat(40_000)}"}}`),
  'script tags in a message': eventHead + event(`{"error":{"message":"<html>${'<script>'.repeat(40_000)}"}}`),
  'angle brackets': head({ status: 500, contentType: 'text/html' }) + `<html>${'<'.repeat(60_000)}`,
  'line breaks after a letter': `${eventHead}x${'\n'.repeat(150_000)}`,
  'line breaks after data': `${eventHead}data: x${'\n'.repeat(150_000)}y`,
  'carriage returns after a letter': `${eventHead}x${'\r'.repeat(150_000)}y`,
  'spaces in an error': head({ status: 500, contentType: 'text/plain' }) + `a${' '.repeat(60_000)}b`,
  'spaces in an error under 200': head({}) + `{"error":{"message":"a${' '.repeat(500_000)}b"}}`,
  'spaces before help lines': head({ status: 424 }) + `{"message":"a"}${' '.repeat(60_000)}b`,
  'spaces in an event': `${eventHead}data:${' '.repeat(500_000)}x\n\n`,
  'quotes in an error': head({ status: 500 }) + `"${'\\"'.repeat(30_000)}`,
  'digits in an error': head({ status: 429, contentType: 'text/plain' }) + `retry after ${'9'.repeat(60_000)} seconds`,
  'waits in an error': head({ status: 429, contentType: 'text/plain' }) + 'try again in 1 '.repeat(4000),
  'dots in an error': head({ status: 500, contentType: 'text/plain' }) + '.'.repeat(60_000),
  'backslashes in an error': head({ status: 500, contentType: 'text/plain' }) + '\\'.repeat(60_000),
  'escapes in an error': head({ status: 500, contentType: 'text/plain' }) + '\\u00'.repeat(16_000),
  'percent signs in an error': head({ status: 500, contentType: 'text/plain' }) + '%'.repeat(60_000),
  'entities in an error': head({ status: 500, contentType: 'text/html' }) + `<html>${'&#'.repeat(30_000)}`,
  'base64 in an error': head({ status: 500, contentType: 'text/plain' }) + 'QUJD'.repeat(16_000),
  'open brackets in an error': head({ status: 500, contentType: 'text/plain' }) + '['.repeat(60_000),
  'a text under 200': head({ contentType: 'text/plain' }) + 'word '.repeat(200_000),
  'tags of thought': eventHead + event(`{"choices":[{"index":0,"delta":{"content":"${'<think>'.repeat(40_000)}"}}]}`),
  'half tags of thought':
    eventHead + event(`{"choices":[{"index":0,"delta":{"content":"${'<thin'.repeat(60_000)}"}}]}`),
  'ends of thought': head({}) + `{"choices":[{"message":{"content":"${'</think>'.repeat(60_000)}"}}]}`,
}).map(([name, bytes]) => ({ group: 'floods', name: `many ${name}`, answer: raw(bytes) }))
