import { expect, it } from 'vitest'
import { formatterFault, recordingFault } from '../../../src/testing/rules/formatter-rules.ts'

const sound = { formatRequest: () => ({}), parseResponse: () => ({ text: '' }) }

it.each<[formatter: unknown, fault: string | undefined]>([
  [undefined, 'It is nothing (undefined), not a formatter.'],
  [null, 'It is null, not a formatter.'],
  ['openai', 'It is a string, not a formatter.'],
  [{ codecs: {} }, 'Its `name` is nothing (undefined); it must be a non-empty string, which error messages show.'],
  [{ name: '', codecs: {} }, 'Its `name` is a string; it must be a non-empty string, which error messages show.'],
  [{ name: 'a' }, 'Its `codecs` is nothing (undefined), not an object.'],
  [{ name: 'a', codecs: null }, 'Its `codecs` is null, not an object.'],
  [{ name: 'a', codecs: 'b' }, 'Its `codecs` is a string, not an object.'],
  [
    { name: 'a', codecs: { serverless: sound, realtime: sound } },
    '`codecs.realtime` is not an API type; those are dedicated and serverless.',
  ],
  [{ name: 'a', codecs: {} }, 'Its `codecs` are empty, so it supports no API type.'],
  [{ name: 'a', codecs: { dedicated: undefined } }, 'Its `codecs` are empty, so it supports no API type.'],
  [{ name: 'a', codecs: { dedicated: null } }, '`codecs.dedicated` is null, not a codec.'],
  [{ name: 'a', codecs: { dedicated: sound, serverless: 1 } }, '`codecs.serverless` is a number, not a codec.'],
  [
    { name: 'a', codecs: { dedicated: { ...sound, formatRequest: 1 } } },
    '`codecs.dedicated.formatRequest` is a number.',
  ],
  [
    { name: 'a', codecs: { serverless: { ...sound, parseResponse: undefined } } },
    '`codecs.serverless.parseResponse` is nothing (undefined).',
  ],
  [
    { name: 'a', codecs: { serverless: { ...sound, openStream: null } } },
    '`codecs.serverless.openStream` is null; leave it out if the codec cannot stream.',
  ],
  [{ name: 'a', codecs: { dedicated: sound, serverless: { ...sound, openStream: () => () => ({}) } } }, undefined],
  [{ name: 'a', codecs: { serverless: { ...sound, openStream: undefined } } }, undefined],
])('finds what is wrong with the formatter %j', (formatter, fault) => {
  expect(formatterFault(formatter)).toBe(fault)
})

const exchange = { name: 'a question', apiType: 'dedicated', request: { messages: [] }, expected: {} } as const
const { request: _request, ...empty } = exchange

it.each<[exchanges: Parameters<typeof recordingFault>[1], fault: string | undefined]>([
  [[], 'It supports dedicated, but no exchange is recorded for it.'],
  [[{ ...exchange, apiType: 'serverless' }], 'It supports dedicated, but no exchange is recorded for it.'],
  [
    [exchange, { ...exchange, name: 'other', apiType: 'serverless' }],
    'The exchange "other" is for serverless, which it does not support.',
  ],
  [[exchange, { ...empty, name: 'empty' }], 'The exchange "empty" has neither a request nor an answer.'],
  [[{ ...empty, response: null }], undefined],
  [[{ ...empty, events: [] }], undefined],
  [[exchange], undefined],
])('finds what is wrong with the exchanges %j', (exchanges, fault) => {
  expect(recordingFault({ name: 'a', codecs: { dedicated: sound } }, exchanges)).toBe(fault)
})
