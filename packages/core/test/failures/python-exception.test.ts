import { expect, it } from 'vitest'
import { parseFailureBody } from '../../src/failures/body/failure-body.ts'
import type { ParsedFailure } from '../../src/failures/body/parsed-failure.ts'
import { errorOf } from './error-of.ts'
import { nothing } from './parsed.ts'

const printed: readonly (readonly [text: string, expected: string | Partial<ParsedFailure>])[] = [
  ["ValueError('x')", 'ValueError: x'],
  ["KeyError('a')", 'KeyError: a'],
  ['RuntimeError("CUDA out of memory")', 'RuntimeError: CUDA out of memory'],
  ["ValueError('x',)", 'ValueError: x'],
  [`ValueError( "it's", 'a "b", c' )`, 'ValueError: it\'s; a "b", c'],
  [String.raw`ValueError('it\'s (a\n  b')`, "ValueError: it's (a b"],
  ["openai.error.RateLimitError('slow down')", 'RateLimitError: slow down'],
  ["ConnectionResetError(104, 'Connection reset by peer')", 'Connection reset by peer'],
  [
    "ConnectionError(ProtocolError('Connection aborted.', RemoteDisconnected('Remote end closed connection')))",
    'ProtocolError: Connection aborted.; RemoteDisconnected: Remote end closed connection',
  ],
  ["HTTPException(status_code=422, detail='Not like this')", { message: 'Not like this', status: 422 }],
  [
    "HTTPException(status_code=422, detail=[{'loc': ['body', 'x'], 'msg': 'field required'}])",
    { message: 'body.x: field required', status: 422 },
  ],
  [`ApiError(message='the reason', code="c")`, { message: 'the reason', code: 'c', labels: ['c'] }],
  [String.raw`ApiError(detail='name="x", it\'s y=z', request=Request('POST'))`, `name="x", it's y=z`],
  [`BadRequestError("Error code: 429 - {'error': {'message': 'the reason'}}")`, { message: 'the reason', status: 429 }],
  [`Exception('{"error": {"message": "the reason"}}')`, 'the reason'],
]

it.each(printed)('%s is read', (text, expected) => {
  const parsed = { ...nothing, ...(typeof expected === 'string' ? { message: expected } : expected) }
  expect(parseFailureBody(text)).toStrictEqual({ ...parsed, body: text, text })
  // The same in JSON, and in what Python prints of a dictionary.
  expect(parseFailureBody(JSON.stringify({ error: text }))).toMatchObject(parsed)
  expect(parseFailureBody(`{'error': ${text}, 'x': None}`)).toMatchObject({ ...parsed, body: { error: text, x: null } })
})

it.each([
  'AssertionError()',
  'KeyError(1)',
  'Timeout(None)',
  'NOTE(john)',
  "value('x')",
  "1Error('x')",
  "ValueError ('x')",
  "ValueError('x') at y",
  "ValueError('x'), KeyError('y')",
  "ValueError('x'",
  "ValueError('x)",
  "UnicodeDecodeError('utf-8', b'\\xff', 0, 1, 'invalid start byte')",
  'Error("missing field", line: 1)',
  "ApiError('the reason', code='c')",
])('%s stays the text that it is', (text) => {
  expect(parseFailureBody(text)).toStrictEqual({ ...nothing, message: text, body: text, text })
})

it('a call is a value only inside an object, since log lines start with the names of functions', () => {
  expect(parseFailureBody('[main()] the reason').message).toBe('[main()] the reason')
  expect(parseFailureBody("{'message': 'the reason', 'input': array([1, 2])}")).toMatchObject({
    message: 'the reason',
    body: { message: 'the reason', input: 'array([1, 2])' },
  })
})

it('the message of the error says what the exception says', async () => {
  const error = await errorOf({ status: 500, body: "KeyError('a')" })
  expect(error.message).toMatch(/^The endpoint failed \(HTTP 500\): KeyError: a\. /)
  expect(error.body).toBe("KeyError('a')")
})
