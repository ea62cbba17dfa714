import type { EndpointOptions } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, delta, failure, hello, sse } from '../client-of.ts'
import { errorOf } from './error-of.ts'
import { permanentFailures, type ProviderFailure, transientFailures } from './vocabularies.ts'

const name = ({ provider, body }: ProviderFailure): string => `${provider}: ${JSON.stringify(body).slice(0, 120)}`
const transient = transientFailures.map((one) => [name(one), one] as const)
const permanent = permanentFailures.map((one) => [name(one), one] as const)
const answer = { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] }

describe('a failure that passes by itself', () => {
  it.each(transient)('%s is retryable with its status, under 200 and behind 424', async (_name, { status, body }) => {
    for (const each of [status, 200, 424])
      expect([each, (await errorOf({ status: each, body })).retryable]).toEqual([each, true])
  })

  it.each(
    transient.filter(
      ([, { status, body }]) => !/"(?:code|statusCode)":"?\d{3}/.test(JSON.stringify(body)) && status !== 504,
    ),
  )('%s is retryable under a status that contradicts it', async (_name, { body }) => {
    const isVague = JSON.stringify(body).includes('"api_error"')
    for (const each of isVague ? [500] : [400, 403, 422])
      expect([each, (await errorOf({ status: each, body })).retryable]).toEqual([each, true])
  })

  it.each(transient)('%s is retried as the first event of a stream', async (_name, { body }) => {
    for (const prefix of ['', 'event: error\n']) {
      const { client, requests } = failingOnce(`${prefix}data: ${JSON.stringify(body)}\n\n`)
      const { chunks, error } = await collect(client.stream(hello))
      expect([error, chunks.map(({ text }) => text).join(''), requests()]).toEqual([undefined, 'Yes.', 2])
    }
  })

  it.each(transient)('%s is retried as a whole answer under 200', async (_name, { body }) => {
    const { client, requests } = failingOnce(JSON.stringify(body), 'application/json')
    expect((await client.chat(hello)).text).toBe('Yes.')
    expect(requests()).toBe(2)
  })
})

describe('a failure that no wait mends', () => {
  it.each(permanent)(
    '%s is not retryable with its status, under 200 and behind 424',
    async (_name, { status, body }) => {
      for (const each of [status, 200, 424])
        expect([each, (await errorOf({ status: each, body })).retryable]).toEqual([each, false])
    },
  )

  it.each(permanent)('%s is not retryable under 500 or as the first event of a stream', async (_name, { body }) => {
    expect(await errorOf({ status: 500, body })).toMatchObject({ retryable: false })
    const { client, requests } = failingOnce(`data: ${JSON.stringify(body)}\n\n`)
    expect((await collect(client.stream(hello))).error).toMatchObject({ retryable: false })
    expect(requests()).toBe(1)
  })
})

describe('an empty account', () => {
  it.each([429, 500, 503, 200, 403])('is not retryable under %i', async (status) => {
    for (const code of ['insufficient_quota', 'billing_not_active', 'exceeded_current_quota_error']) {
      expect(await errorOf({ status, body: { error: { message: 'No luck.', code } } })).toMatchObject({
        retryable: false,
      })
    }
  })
})

describe('a failure under 200', () => {
  it('after part of the answer is not retried', async () => {
    const { client, requests } = failingOnce(
      sse(delta({ content: 'Ye' }), { error: { type: 'overloaded_error', message: 'x' } }),
    )
    const { chunks, error } = await collect(client.stream(hello))
    expect(chunks[0]?.text).toBe('Ye')
    expect(error).toMatchObject({ name: 'EndpointError', retryable: true })
    expect(requests()).toBe(1)
  })

  it('is retried no more often than `maxRetries` says', async () => {
    let requests = 0
    const body = { error: { type: 'overloaded_error', message: 'x', retry_after_ms: 1 } }
    const client = clientOf(
      () => {
        requests++
        return Response.json(body)
      },
      { maxRetries: 3 },
    )
    expect(await failure(client.chat(hello))).toMatchObject({ retryable: true, status: 200, retryAfterMs: 1 })
    expect(requests).toBe(4)
  })

  it.each<[string, unknown]>([
    ['a type', { type: 'error', message: 'engine gone' }],
    ['a list of errors', { errors: [{ message: 'engine gone' }] }],
    ['a detail', { detail: 'engine gone' }],
    ['a validation', { detail: [{ loc: ['body'], msg: 'engine gone' }] }],
    ['a message and a status', { message: 'engine gone', code: 500 }],
    ['a message and a status as text', { message: 'engine gone', statusCode: '422' }],
    ['a message and a code', { message: 'engine gone', error_code: 'X1' }],
    ['a type of failures', { message: 'engine gone', type: 'overloaded_error' }],
    ['success', { success: false, message: 'engine gone' }],
    ['a status', { status: 'error', message: 'engine gone' }],
    ['a fault', { fault: { faultstring: 'engine gone' } }],
  ])('is told by %s', async (_name, body) => {
    for (const endpointUrl of [
      'https://a.b.inference.ml.azure.com/score',
      'https://a.b.inference.ml.azure.com/v1/chat/completions',
    ]) {
      const error = await errorOf({ status: 200, body, options: { endpointUrl } })
      expect(error).toMatchObject({ status: 200, body })
      expect(error.message).toContain('engine gone')
    }
    const stream = clientOf(() => new Response(sse(body), { headers: { 'content-type': 'text/event-stream' } })).stream(
      hello,
    )
    expect((await collect(stream)).error).toMatchObject({ name: 'EndpointError', body })
  })

  it('is told by an empty error alone', async () => {
    expect(await errorOf({ status: 200, body: { error: {} } })).toMatchObject({ status: 200, body: { error: {} } })
  })

  it.each<[string, unknown]>([
    ['an empty error', { ...answer, error: {} }],
    ['no error', { ...answer, error: null, errors: [] }],
    ['a message of its own', { ...answer, message: 'ok', status: 200 }],
    ['a code of its own', { ...answer, message: 'ok', code: 0 }],
  ])('is not seen in an answer with %s', async (_name, body) => {
    expect((await clientOf(() => Response.json(body)).chat(hello)).text).toBe('Yes.')
  })
})

describe('the header x-should-retry', () => {
  const refused = { error: { message: 'No luck.', type: 'invalid_request_error' } }
  const busy = { error: { message: 'No luck.', code: 'rate_limit_exceeded' } }
  it.each([
    [409, 'true', refused, true],
    [200, 'true', refused, true],
    [500, 'false', '', false],
    [429, 'false', busy, false],
    [429, 'perhaps', busy, true],
  ])('of status %j with the value %j decides', async (status, value, body, retryable) => {
    expect((await errorOf({ status, body, headers: { 'x-should-retry': value } })).retryable).toBe(retryable)
  })
})

/** Creates a client whose first answer is a failure with status 200. */
function failingOnce(
  body: string,
  type = 'text/event-stream',
): { client: ReturnType<typeof clientOf>; requests: () => number } {
  let requests = 0
  const headers = { 'content-type': type, 'retry-after-ms': '1' }
  const options: Partial<EndpointOptions> = { maxRetries: 2 }
  const client = clientOf(() => (++requests === 1 ? new Response(body, { headers }) : Response.json(answer)), options)
  return { client, requests: () => requests }
}
