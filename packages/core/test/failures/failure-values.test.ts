import { expect, it } from 'vitest'
import { parseFailureBody } from '../../src/failures/body/failure-body.ts'
import type { ParsedFailure } from '../../src/failures/body/parsed-failure.ts'
import { nothing } from './parsed.ts'

const cases: readonly (readonly [value: unknown, expected: Partial<ParsedFailure>])[] = [
  [
    { error: { message: 'Bad Request', innererror: { message: 'the reason', code: 'c' } }, code: 'x' },
    { message: 'the reason', code: 'c', labels: ['c', 'x'] },
  ],
  [
    {
      message: 'the reason',
      code: 'c1',
      type: 't',
      status: 'S_X',
      reason: 'r',
      name: 'n',
      kind: 'k',
      statusText: 'st',
      status_text: 'st2',
    },
    { message: 'the reason', code: 'c1', labels: ['c1', 't', 'S_X', 'r', 'n', 'k', 'st', 'st2'] },
  ],
  [{ message: 'a', error: { message: 'b' } }, { message: 'b' }],
  [{ message: 'bad request', error: 'failed' }, { message: 'failed' }],
  [{ error: 'failed', response: { x: 1 } }, { message: 'failed' }],
  [{ error: 'failed', body: { say: 'the reason is here' } }, { message: 'the reason is here' }],
  [
    {
      message: 'm',
      details: [
        { loc: ['body', 'a', 0], msg: 'wrong' },
        { field: 'b', message: 'too big' },
      ],
    },
    { message: 'm (body.a.0: wrong; b: too big)' },
  ],
  [{ message: 'm.', details: 'the detail' }, { message: 'm (the detail)' }],
  [{ message: 'm: the detail', details: 'the detail' }, { message: 'm: the detail' }],
  [{ message: 'Validation failed', details: 'the detail' }, { message: 'Validation failed (the detail)' }],
  [{ message: 'Invalid request', detail: ['d1', 'd2'] }, { message: 'd1; d2' }],
  [{ errors: { name: ['too long', 'odd'], other: [{ message: 'x' }] } }, { message: 'name: too long; odd' }],
  [{ detail: { input: { a: 1 }, loc: ['q'] } }, { message: 'q: not {"a":1}' }],
  [{ detail: [{ loc: ['body', 'x'], input: 5 }] }, { message: 'body.x: not 5' }],
  [{ errors: [{ errors: { deep: ['very'] } }] }, { message: 'deep: very' }],
  [{ errors: { error: ['e1'] } }, { message: 'e1' }],
  [
    { detail: [{ type: 'missing', loc: ['a', null, 3], msg: ' trimmed ' }] },
    { message: 'a.3: trimmed', code: 'missing', labels: ['missing'] },
  ],
  [
    { error: { param: 'temperature', message: 'Too high', code: 'invalid' } },
    { message: 'Too high', code: 'invalid', labels: ['invalid'] },
  ],
  [
    { error: { param: 'The value must fit.', message: 'Param incorrect' } },
    { message: 'Param incorrect (The value must fit.)' },
  ],
  [{ error: ['a', 'b'] }, { message: 'a; b' }],
  [['a', { message: 'b', code: 3 }], { message: 'a; b', code: '3', labels: ['3'] }],
  [[[], 5], { message: '[[],5]' }],
  [{ error: true }, { message: '{"error":true}' }],
  [{ error: 5 }, { message: '{"error":5}' }],
  [
    { x: 1, y: 'one word', z: 'oneword', reason: 'why' },
    { message: 'why', labels: ['why'] },
  ],
  [{ weird: 'a sentence here', model: 'no model here' }, { message: 'a sentence here' }],
  [{ weird: '[{"message":"in JSON"}]' }, { message: 'in JSON' }],
  [{ weird: { weirder: 'nested sentence' } }, { message: 'nested sentence' }],
  [
    { status: 503, message: 'x' },
    { message: 'x', status: 503, labels: ['503'] },
  ],
  [
    { code: '429', type: 'rate_limited', message: 'x' },
    { message: 'x', code: 'rate_limited', status: 429, labels: ['429', 'rate_limited'] },
  ],
  [
    { code: 400, status: 'RESOURCE_EXHAUSTED', message: 'x' },
    { message: 'x', code: 'RESOURCE_EXHAUSTED', status: 400, labels: ['400', 'RESOURCE_EXHAUSTED'] },
  ],
  [{ type: 'https://x', title: 'the title' }, { message: 'the title' }],
  [{ type: 'about:blank', title: 't t' }, { message: 't t' }],
  [{ type: 'type.googleapis.com/x', code: 'none', error_code: 'error', message: 'x' }, { message: 'x' }],
  [
    { code: 'error_x', message: 'x' },
    { message: 'x', code: 'error_x', labels: ['error_x'] },
  ],
  [
    { code: 'x'.repeat(101), message: 'x' },
    { message: 'x', code: 'x'.repeat(100), labels: ['x'.repeat(100)] },
  ],
  [
    { code: ' ', type: ' t ', message: 'x' },
    { message: 'x', code: 't', labels: ['t'] },
  ],
  [
    { retry_after_ms: '5', message: 'x' },
    { message: 'x', retryAfterMs: 5 },
  ],
  [
    { retryAfterMs: 5, message: 'x' },
    { message: 'x', retryAfterMs: 5 },
  ],
  [
    { retry_after: '2', message: 'x' },
    { message: 'x', retryAfterMs: 2000 },
  ],
  [
    { retryAfter: 2, message: 'x' },
    { message: 'x', retryAfterMs: 2000 },
  ],
  [
    { retryDelay: '1.5s', message: 'x' },
    { message: 'x', retryAfterMs: 1500 },
  ],
  [
    { retry_after_seconds: 0, message: 'x' },
    { message: 'x', retryAfterMs: 0 },
  ],
  [{ retry_after: -1, message: 'x' }, { message: 'x' }],
  [{ retry_after: '2m', message: 'x' }, { message: 'x' }],
  [{ retry_after: Infinity, message: 'x' }, { message: 'x' }],
  [
    { message: 'x', content_filter_result: { a: 1 } },
    { message: 'x', contentFilter: { a: 1 } },
  ],
  [
    { message: 'x', innererror: { content_filter_results: { b: 1 } } },
    { message: 'x', contentFilter: { b: 1 } },
  ],
  [
    { message: 'x', inner_error: { content_filter_result: { c: 1 } } },
    { message: 'x', contentFilter: { c: 1 } },
  ],
  [
    {
      error: {
        message: 'x',
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: null,
          content_filter_results: { d: 1 },
        },
      },
    },
    {
      message: 'x',
      code: 'ResponsibleAIPolicyViolation',
      labels: ['ResponsibleAIPolicyViolation'],
      contentFilter: { d: 1 },
    },
  ],
  [{ message: '  ' }, { message: '{"message":" "}' }],
  [{ message: '', error: '' }, { message: '{"message":"","error":""}' }],
  [
    { error: { message: '{"error":{"message":"the reason","code":"c"}}' } },
    { message: 'the reason', code: 'c', labels: ['c'] },
  ],
  [{ error: 'Error code: 429 - {"message":"the reason"}' }, { message: 'the reason', status: 429 }],
  [{ error: 'see {"x":1}' }, { message: 'see {"x":1}' }],
  [{ message: 'status: 503 x' }, { message: 'status: 503 x', status: 503 }],
  [
    { code: 'c', details: [{ code: 'd', message: 'deep' }] },
    { message: 'deep', code: 'c', labels: ['c', 'd'] },
  ],
  [
    { error: { code: 'outer', details: [{ code: 'd', message: 'deep' }] } },
    { message: 'deep', code: 'outer', labels: ['outer', 'd'] },
  ],
  [{ response: '<html><body>x y</body></html>', error: 'failed' }, { message: 'an HTML page that says "x y"' }],
  [{ content: { error: 'the reason' }, message: 'failed' }, { message: 'the reason' }],
  [{ output: { text: 'hi there' }, message: 'failed' }, { message: 'hi there' }],
  [
    { errors: ['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10', 'e11'] },
    { message: 'e0; e1; e2; e3; e4; e5; e6; e7; e8; e9' },
  ],
  [
    {
      detail: [
        { loc: [0], msg: 'm' },
        { loc: [1], msg: 'm' },
        { loc: [2], msg: 'm' },
        { loc: [3], msg: 'm' },
        { loc: [4], msg: 'm' },
        { loc: [5], msg: 'm' },
        { loc: [6], msg: 'm' },
        { loc: [7], msg: 'm' },
        { loc: [8], msg: 'm' },
        { loc: [9], msg: 'm' },
        { loc: [10], msg: 'm' },
        { loc: [11], msg: 'm' },
      ],
    },
    { message: '0: m; 1: m; 2: m; 3: m; 4: m; 5: m; 6: m; 7: m; 8: m; 9: m' },
  ],
  [
    ['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10', 'e11'],
    { message: 'e0; e1; e2; e3; e4; e5; e6; e7; e8; e9' },
  ],
  [
    {
      labels: 1,
      errors: [
        { code: 'a0', type: 'b0', reason: 'c0' },
        { code: 'a1', type: 'b1', reason: 'c1' },
        { code: 'a2', type: 'b2', reason: 'c2' },
        { code: 'a3', type: 'b3', reason: 'c3' },
        { code: 'a4', type: 'b4', reason: 'c4' },
        { code: 'a5', type: 'b5', reason: 'c5' },
        { code: 'a6', type: 'b6', reason: 'c6' },
        { code: 'a7', type: 'b7', reason: 'c7' },
        { code: 'a8', type: 'b8', reason: 'c8' },
      ],
    },
    {
      message: 'c0; c1; c2; c3; c4; c5; c6; c7; c8',
      code: 'a0',
      labels: [
        'a0',
        'b0',
        'c0',
        'a1',
        'b1',
        'c1',
        'a2',
        'b2',
        'c2',
        'a3',
        'b3',
        'c3',
        'a4',
        'b4',
        'c4',
        'a5',
        'b5',
        'c5',
        'a6',
        'b6',
      ],
    },
  ],
]

it.each(cases)('%j is parsed whole', (value, expected) => {
  const text = JSON.stringify(value)
  expect(parseFailureBody(text)).toStrictEqual({ ...nothing, ...expected, body: JSON.parse(text), text })
})
