import { describe, expect, it } from 'vitest'
import { failureWithin, looksLikeFailure } from '../../src/failures/failure-shape.ts'
import { isFailure } from '../../src/failures/is-failure.ts'

const answerKeys = 'choices output content candidates generated_text predictions embeddings results'.split(' ')
const errorKeys = 'code __type error_code errorCode error_type errorType trace_id traceback exception'.split(' ')

describe('a value is a failure', () => {
  it.each<[value: unknown, expected: boolean]>([
    [{ error: 'x' }, true],
    [{ error: true }, true],
    [{ error: 5 }, true],
    [{ error: { a: { b: { c: { d: '' } } } } }, false],
    [{ error: { a: { b: { c: { d: {} } } } } }, true],
    [{ error: false }, false],
    [{ error: { message: 'None', code: 0 } }, false],
    ...['none', 'NULL', 'nil', '<nil>', 'undefined'].map((error): [object, boolean] => [{ error }, false]),
    ...['nones', 'a null', 'nil.'].map((error): [object, boolean] => [{ error }, true]),
    [{ object: 'error' }, true],
    [{ type: 'error' }, true],
    [{ object: 'errors', type: 'errors' }, false],
    [{ message: 'x', status: 400 }, true],
    [{ msg: 'x', code: '599' }, true],
    [{ detail: 'x', status: 400 }, true],
    [{ message: 'x', status: 399 }, false],
    [{ message: 'x' }, false],
    [{ message: '', status: 400 }, false],
    [{ message: { content: 'x' }, status: 400 }, false],
    ['{"error":"x"}', true],
    ['{"message":"x","status":400}', false],
    ['{"message":"error","status":400}', true],
    ['"{\\"error\\":\\"x\\"}"', false],
    ['an error', false],
    ['', false],
    [null, false],
    [undefined, false],
    [5, false],
    [[], false],
    [{}, false],
  ])('%j: %s', (value, expected) => {
    expect(isFailure(value)).toBe(expected)
  })

  it.each(answerKeys)('unless there is %s beside its status or its message', (name) => {
    expect(isFailure({ message: 'x', status: 400, [name]: null })).toBe(false)
    expect(looksLikeFailure({ errors: ['x'], [name]: null })).toBe(false)
  })
})

describe('a value that no formatter accepts is a failure', () => {
  it.each<[value: unknown, expected: boolean]>([
    [{ error: {} }, true],
    [{ error: null }, false],
    [{ error: 'x' }, false],
    [{ delta: { error: 'x' } }, true],
    [{ delta: { error: '' } }, false],
    [{ delta: 'x' }, false],
    [{ success: false }, true],
    [{ success: true }, false],
    [{ ok: false }, true],
    [{ ok: 0 }, false],
    [{ errors: ['x'] }, true],
    [{ errors: [] }, false],
    [{ fault: null }, true],
    [{ Fault: null }, true],
    ...['error', 'FAIL', 'failed', 'failure'].map((status): [object, boolean] => [{ status }, true]),
    ...['errors', 'unfailed', 'fails', ''].map((status): [object, boolean] => [{ status }, false]),
    [{ detail: 'x' }, true],
    [{ detail: '' }, false],
    [{ detail: ['x'] }, false],
    ...['msg', 'loc', 'message', 'error'].flatMap((name): [object, boolean][] => [
      [{ detail: { [name]: 'x' } }, true],
      [{ detail: [{ [name]: 'x' }] }, true],
      [{ detail: [{ [name]: '' }] }, false],
    ]),
    [{ detail: [{ other: 'x' }] }, false],
    ...errorKeys.flatMap((name): [object, boolean][] => [
      [{ message: 'x', [name]: 'y' }, true],
      [{ msg: 'x', [name]: 1 }, true],
      [{ message: '', [name]: 'y' }, false],
      [{ message: 'x', [name]: '' }, false],
      [{ [name]: 'y' }, false],
    ]),
    [{ message: 'x', type: 'rate_limit' }, true],
    [{ message: 'x', type: 'text' }, false],
    [{ type: 'rate_limit' }, false],
    [[{ errors: ['x'] }], false],
    ['x', false],
    [null, false],
    [{}, false],
  ])('%j: %s', (value, expected) => {
    expect(looksLikeFailure(value)).toBe(expected)
  })
})

it('the failure of an event is its delta, if that has the error', () => {
  const delta = { error: 'x' }
  expect(failureWithin({ delta })).toBe(delta)
  for (const value of [{ delta: { error: '' } }, { delta: 'x' }, [], 'x', undefined, null]) {
    expect(failureWithin(value)).toBe(value)
  }
})
