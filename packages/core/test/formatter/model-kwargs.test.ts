import { firstBytesOf, rejectConversation, rejectStreamContradiction } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { problemOf } from './problem-of.ts'

const conversation = (field: string): readonly [string, string] => [
  `modelKwargs.${field}`,
  `modelKwargs.${field} would replace the conversation. Pass the messages, system messages included, as \`messages\` of the request.`,
]

it.each<[call: object | undefined, client: object, expected: unknown]>([
  [undefined, {}, undefined],
  [{ other: 1, toString: 2 }, { more: 1 }, undefined],
  [{ messages: [] }, {}, conversation('messages')],
  [{ system: undefined }, {}, conversation('system')],
  [undefined, { system: '' }, conversation('system')],
  [{}, { messages: null }, conversation('messages')],
  [{ system: 1 }, { messages: 1 }, conversation('messages')],
])('modelKwargs %j of the call and %j of the client', (call, client, expected) => {
  const check = (): void => rejectConversation({ modelKwargs: call as never }, { modelKwargs: client as never }, fields)
  expect(problemOf(check)).toEqual(expected)
})

const fields = ['messages', 'system']

it.each<[asked: unknown, stream: boolean, expected: unknown]>([
  [undefined, true, undefined],
  [null, false, undefined],
  [true, true, undefined],
  [false, false, undefined],
  [
    true,
    false,
    'modelKwargs.stream is true, but the call is chat(). Remove it, or call stream(): the method determines whether the response is streamed.',
  ],
  [
    false,
    true,
    'modelKwargs.stream is false, but the call is stream(). Remove it, or call chat(): the method determines whether the response is streamed.',
  ],
  [
    'true',
    true,
    'modelKwargs.stream is "true", but the call is stream(). Remove it, or call chat(): the method determines whether the response is streamed.',
  ],
  [
    0,
    false,
    'modelKwargs.stream is 0, but the call is chat(). Remove it, or call stream(): the method determines whether the response is streamed.',
  ],
])('modelKwargs.stream %j in a call with stream: %j', (asked, stream, message) => {
  const expected = message === undefined ? undefined : ['modelKwargs.stream', message]
  expect(problemOf(() => rejectStreamContradiction(asked, stream))).toEqual(expected)
})

it('decodes the first 18 bytes of base64 text', () => {
  expect(firstBytesOf('')).toBe('')
  expect(firstBytesOf(btoa('%PDF'))).toBe('%PDF')
  expect(firstBytesOf(btoa('123456789012345678'))).toBe('123456789012345678')
  expect(firstBytesOf(btoa('1234567890123456789'))).toBe('123456789012345678')
  expect(firstBytesOf(`${btoa('123456789012345678')}!`)).toBe('123456789012345678')
  expect(firstBytesOf('not base64!')).toBe('')
})
