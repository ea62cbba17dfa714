import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  InvalidResponseDataError,
  LoadAPIKeyError,
  LoadSettingError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { toAISDKError } from '../src/from-core/errors.ts'

const serverless = 'serverless' as const

describe('an error of core becomes one of the AI SDK, with the original as its cause:', () => {
  const about = (setting?: string): ConfigurationError => new ConfigurationError('Wrong.', { setting })
  const formatted = (method: 'formatRequest' | 'parseResponse' | 'openStream'): FormatError =>
    new FormatError('Odd.', { formatter: 'f', apiType: serverless, method, payload: [1] })

  it.each<[Error, { isInstance(error: unknown): boolean }, object]>([
    [about('endpointUrl'), LoadSettingError, {}],
    [about('endpointApiType'), LoadSettingError, {}],
    [about('endpointApiKey'), LoadAPIKeyError, {}],
    [about('credential'), LoadAPIKeyError, {}],
    [about('messages'), InvalidPromptError, { prompt: undefined }],
    [about('messages[2].content'), UnsupportedFunctionalityError, { functionality: 'messages[2].content' }],
    [about('timeout'), InvalidArgumentError, { argument: 'timeout' }],
    [about(), InvalidArgumentError, { argument: 'settings' }],
    [formatted('formatRequest'), InvalidArgumentError, { argument: 'contentFormatter' }],
    [formatted('parseResponse'), InvalidResponseDataError, { data: [1] }],
    [formatted('openStream'), InvalidResponseDataError, { data: [1] }],
  ])('%s, %#', (error, kind, details) => {
    const converted = toAISDKError(error)
    expect(converted).toSatisfy(kind.isInstance)
    expect(converted).toMatchObject({ ...details, message: expect.stringContaining(error.message) })
    expect((converted as Error).cause).toBe(error)
  })

  it('that of the endpoint, with everything that core knows', () => {
    const details = { code: 'busy', reason: 'model_error', requestId: 'r-1', modelStatus: 429, contentFilter: { a: 1 } }
    const error = new EndpointError('Busy.', {
      ...details,
      status: 424,
      retryable: true,
      retryAfterMs: 700,
      headers: new Headers({ 'x-request-id': 'r-1' }),
      body: { b: 2 },
      request: { url: 'https://e.x/score', body: { c: 3 } },
    })
    expect(toAISDKError(error)).toSatisfy(APICallError.isInstance)
    expect(toAISDKError(error)).toMatchObject({
      message: 'Busy.',
      url: 'https://e.x/score',
      requestBodyValues: { c: 3 },
      statusCode: 424,
      responseHeaders: { 'x-request-id': 'r-1', 'retry-after-ms': '700' },
      responseBody: '{"b":2}',
      isRetryable: true,
      data: { ...details, retryAfterMs: 700, body: { b: 2 } },
      cause: error,
    })
  })

  it('that of a lost connection, of which little is known', () => {
    expect(toAISDKError(new EndpointError('Lost.'))).toMatchObject({
      message: 'Lost.',
      url: '',
      requestBodyValues: undefined,
      statusCode: undefined,
      responseHeaders: undefined,
      responseBody: undefined,
      isRetryable: false,
    })
  })
})

describe('any other error', () => {
  it.each([
    [new TypeError('Oh.'), 'Oh.'],
    ['Oh.', 'Oh.'],
    [undefined, 'undefined'],
  ])('becomes a general one: %s', (error, message) => {
    for (const call of [undefined, {}, { signal: new AbortController().signal }]) {
      const converted = toAISDKError(error, call)
      expect(converted).toSatisfy(AISDKError.isInstance)
      expect(converted).toMatchObject({ name: 'AI_AzureMLError', message })
      expect((converted as Error).cause).toBe(error)
    }
  })

  it('stays as it is if it is one of the AI SDK, or the reason of an abort', () => {
    const own = new LoadSettingError({ message: 'Lost.' })
    expect(toAISDKError(own)).toBe(own)
    const reason = new TypeError('Enough.')
    expect(toAISDKError(reason, { signal: AbortSignal.abort(reason) })).toBe(reason)
  })
})

describe('the wait before a retry', () => {
  it.each<[string, number | undefined, Record<string, string> | undefined, Record<string, string> | undefined]>([
    ['none', undefined, { a: '1' }, { a: '1' }],
    ['no headers', 700, undefined, { 'retry-after-ms': '700' }],
    ['not in the headers', 700, { a: '1' }, { a: '1', 'retry-after-ms': '700' }],
    ['nothing', 0, {}, { 'retry-after-ms': '0' }],
    ['in milliseconds', 700, { 'retry-after-ms': '700' }, { 'retry-after-ms': '700' }],
    ['in seconds', 2000, { 'retry-after': '2' }, { 'retry-after': '2' }],
    ['no time in seconds', 0, { 'retry-after': '0' }, { 'retry-after': '0' }],
    [
      'both, of which ai reads the milliseconds',
      700,
      { 'retry-after-ms': '700', 'retry-after': '5' },
      { 'retry-after-ms': '700', 'retry-after': '5' },
    ],
    ['other than the header', 700, { 'retry-after': '5' }, { 'retry-after': '5', 'retry-after-ms': '700' }],
    ['as long as ai waits', 59_999, { 'retry-after-ms': '59999' }, { 'retry-after-ms': '59999' }],
    ['one millisecond more', 60_000, { 'retry-after': '60' }, { 'retry-after': '60', 'retry-after-ms': '59999' }],
    ['a date', 1500, { 'retry-after': 'Fri, 27 Nov' }, { 'retry-after': 'Fri, 27 Nov', 'retry-after-ms': '1500' }],
    ['below zero', 1, { 'retry-after-ms': '-1' }, { 'retry-after-ms': '1' }],
  ])('reaches ai: %s', (_what, retryAfterMs, received, expected) => {
    const headers = received && new Headers(received)
    const error = new EndpointError('Busy.', { retryable: true, retryAfterMs, headers })
    expect((toAISDKError(error) as APICallError).responseHeaders).toEqual(expected)
    const final = new EndpointError('No.', { retryAfterMs, headers })
    expect((toAISDKError(final) as APICallError).responseHeaders).toEqual(received)
  })
})
