import { ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { everyFormatter } from '../../../test/formatters/every-formatter.ts'
import { parseCommandLine } from '../src/command/command-line.ts'
import { callChecker } from '../src/endpoint/check-call.ts'
import { EndpointClients } from '../src/endpoint/endpoint-clients.ts'
import { formatterFor } from '../src/endpoint/formatters.ts'
import { itemUrl } from '../src/endpoint/item-url.ts'
import type { Call } from '../src/items/item.ts'
import { parseFailure } from '../src/results/stored-result.ts'
import { assessServer } from '../src/store/check-server.ts'
import { backOff, dispositionOf } from '../src/work/disposition.ts'

describe('the handling of a failed call', () => {
  const failed = (details: object) => new EndpointError('failed', details)
  const system = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall })
  const lost = (cause: Error & { code?: string }) =>
    failed({ code: cause.code, retryable: true, cause: new TypeError('fetch failed', { cause }) })

  it.each([
    [failed({ status: 429, retryable: true }), 'busy'],
    [failed({ status: 424, modelStatus: 429, retryable: true }), 'busy'],
    [failed({ status: 200, code: 'rate_limit_exceeded', retryable: true }), 'busy'],
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'UND_ERR_CONNECT_TIMEOUT'].map(
      (code) => [failed({ code, retryable: true }), 'away'] as const,
    ),
    ...['ETIMEDOUT', 'EADDRNOTAVAIL', 'EHOSTUNREACH'].map((code) => [lost(system(code, 'connect')), 'away'] as const),
    [lost(system('EAI_FAIL', 'getaddrinfo')), 'away'],
    [lost(Object.assign(new AggregateError([system('ETIMEDOUT', 'connect')]), { code: 'ETIMEDOUT' })), 'away'],
    ...['ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'].map((code) => [lost(system(code, 'read')), 'retry'] as const),
    [lost(system('EPIPE', 'write')), 'retry'],
    [failed({ code: 'ETIMEDOUT', retryable: true }), 'retry'],
    [failed({ code: 'ECONNRESET', retryable: true }), 'retry'],
    [failed({ status: 424, modelStatus: 500, retryable: true }), 'retry'],
    [failed({ status: 503, retryable: true }), 'retry'],
    [failed({ status: 400 }), 'dead'],
    [failed({ status: 400, code: 'content_filter' }), 'dead'],
    [failed({ status: 413 }), 'dead'],
    [failed({ status: 422 }), 'dead'],
    [failed({ status: 401 }), 'refuse'],
    [failed({ status: 403 }), 'refuse'],
    [failed({ status: 404 }), 'refuse'],
    ...[401, 403, 404, 405].map((modelStatus) => [failed({ status: 424, modelStatus }), 'refuse'] as const),
    [failed({ status: 200, modelStatus: 404 }), 'refuse'],
    ...[400, 413, 422].map((modelStatus) => [failed({ status: 424, modelStatus }), 'dead'] as const),
    [failed({ status: 424 }), 'dead'],
    ...[301, 302, 307, 308, 402, 405, 410, 415].map((status) => [failed({ status }), 'refuse'] as const),
    [failed({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'refuse'],
    [failed({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'refuse'],
    [failed({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), 'refuse'],
    [failed({ code: 'EPROTO', cause: system('EPROTO', 'write') }), 'refuse'],
    // An answer that is too long, or that cannot be read.
    [failed({}), 'dead'],
    [failed({ status: 429, code: 'insufficient_quota' }), 'refuse'],
    [failed({ status: 424, modelStatus: 429, code: 'insufficient_quota' }), 'refuse'],
    [new EndpointError('Your credit balance is too low.', { status: 400 }), 'refuse'],
    [new EndpointError('context: how do I read my credit balance?', { status: 400 }), 'dead'],
    [new EndpointError('No spending limit is mentioned.', { status: 422 }), 'dead'],
    [new EndpointError('You exceeded your current quota, check your plan.', { status: 429 }), 'refuse'],
    [new EndpointError('Too large for the limit: limit 10, requested 20.', { status: 429 }), 'dead'],
    [new EndpointError('An insufficient number of tool messages follows.', { status: 400 }), 'dead'],
    [new ConfigurationError('wrong'), 'dead'],
    ...['contentFormatter', 'endpointApiKey', 'endpointUrl', 'credential', 'fetch'].map(
      (setting) => [new ConfigurationError('wrong', { setting }), 'refuse'] as const,
    ),
    ...['messages', 'messages[0].content', 'maxTokens', 'toolChoice', 'modelKwargs', 'modelKwargs.stream'].map(
      (setting) => [new ConfigurationError('wrong', { setting }), 'dead'] as const,
    ),
    [new FormatError('odd', { formatter: 'f', apiType: 'serverless', method: 'parseResponse', payload: {} }), 'dead'],
    [new TypeError('a bug'), 'dead'],
  ] as const)('%j: %s', (error, disposition) => {
    expect(dispositionOf(error)).toBe(disposition)
  })

  it('waits longer each time, but not for ever, and at least as long as the endpoint asks', () => {
    expect([1, 2, 3, 20].map((attempts) => backOff(attempts, undefined, 1))).toEqual([500, 1_000, 2_000, 60_000])
    expect(backOff(1, 90_000, 0)).toBe(90_000)
  })

  it('keeps words of BullMQ as a reason', () => {
    expect(parseFailure('job stalled more than allowable limit', 3)).toMatchObject({ response: null, attempts: 3 })
    expect(parseFailure('{ not JSON', 1).error?.message).toBe('{ not JSON')
  })
})

describe('the URL of an item', () => {
  it.each([
    ['https://h/v1/chat/completions', undefined, 'https://h/v1/chat/completions'],
    ['https://h/v1/chat/completions', '/v1/chat/completions', 'https://h/v1/chat/completions'],
    ['https://h/v1/chat/completions', '/v1/embeddings', 'https://h/v1/embeddings'],
    ['https://h/openai/v1/chat/completions?a=b', '/v1/embeddings', 'https://h/openai/v1/embeddings?a=b'],
    ['https://h/models/chat/completions', '/v1/embeddings', 'https://h/models/embeddings'],
    ['https://h/v1/chat/completions', '/v2/rerank', 'https://h/v2/rerank'],
    ['https://h/v1/embeddings', '/v1/embeddings', 'https://h/v1/embeddings'],
    ['https://h/v2/embed', '/v1/embeddings', 'https://h/v2/embed'],
    ['https://h/score', '/v1/embeddings', 'https://h/score'],
    ['https://h/anthropic/v1/messages', '/v1/chat/completions', 'https://h/anthropic/v1/messages'],
    ['not a url', '/v1/embeddings', 'not a url'],
  ])('%s with %s is %s', (endpointUrl, url, expected) => {
    const operation = url?.includes('embed') ? 'embed' : url?.includes('rerank') ? 'rerank' : 'chat'
    expect(itemUrl(endpointUrl, { operation, url, request: {} } as unknown as Call)).toBe(expected)
  })
})

describe('a command line', () => {
  it.each([
    [['work', '--job', 'a', '--concurrency', '0'], '--concurrency is "0"; it must be a number of at least 1.'],
    [['work', '--job', 'a', '--max-rate', ''], '--max-rate is ""'],
    [['work', '--job', 'a', '--lock', 'long'], '--lock is "long"'],
    [['submit', 'a', '--job', 'a', '--attempts', '1e999'], '--attempts is "1e999"'],
    [['watch', 'a', '--input-price=-1'], '--input-price is "-1"'],
    [['work', '--job', 'a', '--grace', '-1'], "'--grace' needs a value that does not start with a dash. Run"],
    [['work', '--job', 'a', '--jsno'], "Unknown option '--jsno'. Run"],
    [['work', '--job', 'a', '--json'], '"bulk work" has no option --json'],
    [['work'], '"bulk work" needs --job NAME'],
    [['wrok'], 'There is no command "wrok"'],
  ])('%j is refused before anything is connected', (argv, problem) => {
    expect(() => parseCommandLine(argv)).toThrow(problem)
  })
})

describe('options of a worker', () => {
  const options = { endpointUrl: 'https://h/score', endpointApiKey: 'k', formatter: undefined }

  it.each([
    [{ endpointUrl: undefined }, '`endpointUrl` is missing'],
    [{ endpointUrl: 'h' }, '`endpointUrl` is not an https URL'],
    [{ endpointApiKey: undefined }, '`endpointApiKey` is missing'],
    [{ formatter: 'mistrall' }, 'There is no formatter "mistrall"'],
  ])('with %j are refused before an item is taken', (wrong, problem) => {
    expect(() => new EndpointClients({ ...options, ...wrong })).toThrow(problem)
  })
})

describe('formatters by name', async () => {
  const names = [...(await everyFormatter()).keys()].filter((name) => name !== 'TemplateContentFormatter')

  it('are found by their own name and by that of their class', () => {
    expect(formatterFor('chat', 'mistral').name).toBe('MistralChatContentFormatter')
    expect(formatterFor('rerank', undefined).name).toBe('CohereV2ContentFormatter')
    expect(() => formatterFor('chat', 'mistrall')).toThrow(/There is no formatter "mistrall".*mistral/)
    expect(() => formatterFor('chat', 'constructor')).toThrow('There is no formatter')
  })

  it.each(names)('%s is one of them', (className) => {
    const Formatter = formatterFor('chat', className)
    expect(Formatter.name).toBe(className)
    expect(formatterFor('chat', new Formatter().name)).toBe(Formatter)
  })

  it.each(names)('%s checks a call without an endpoint', async (formatter) => {
    const check = callChecker(formatter)
    // Claude requires a limit, and prompt flow allows none.
    const limit = formatter.startsWith('Anthropic') ? { maxTokens: 20 } : {}
    const request = { messages: [{ role: 'user' as const, content: 'Hi' }], ...limit }
    await expect(check({ operation: 'chat', request })).resolves.toBeUndefined()
    await expect(check({ operation: 'chat', request: { ...request, messages: [] } })).rejects.toThrow('messages')
  })
})

describe('a server that may lose jobs', () => {
  const facts = { address: 'h:1', policy: 'noeviction', appendOnly: true, savePoints: '' }

  it.each([
    [{}, undefined, undefined],
    [{ appendOnly: false }, /keeps nothing on disk.*redis-cli -h h -p 1 config set appendonly yes/, undefined],
    [{ appendOnly: false, savePoints: '3600 1' }, undefined, /only snapshots/],
    [{ appendOnly: false, savePoints: undefined }, undefined, /only snapshots/],
    [{ policy: 'allkeys-lru' }, /config set maxmemory-policy noeviction/, undefined],
    [{ policy: 'volatile-ttl' }, /config set maxmemory-policy noeviction/, undefined],
    [{ policy: undefined }, undefined, undefined],
  ])('%j', (fact, problem, warning) => {
    const found = assessServer({ ...facts, ...fact })
    expect(found.problem ?? '').toMatch(problem ?? /^$/)
    expect(found.warning ?? '').toMatch(warning ?? /^$/)
  })
})
