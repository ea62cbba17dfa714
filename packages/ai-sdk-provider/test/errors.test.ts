import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider'
import { type ChatRequest, EndpointError } from '@azureml-endpoints/core'
import { generateText, RetryError, streamText } from 'ai'
import { describe, expect, it, vi } from 'vitest'
import { emulate, key, routes } from './emulator.ts'
import { PlainFormatter, whole } from './plain-formatter.ts'
import { events, delta, streamed } from './prompt.ts'

async function failureOf(call: PromiseLike<unknown>): Promise<APICallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toSatisfy(APICallError.isInstance)
  return error as APICallError
}

describe('an error of the endpoint', () => {
  it('contains the message, the status, the body and the request id', async () => {
    const emulator = await emulate()
    await emulator.reply({
      raw: {
        status: 400,
        headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
        body: { json: { error: { message: 'top_k is unheard of', code: 'bad_param' } } },
      },
    })
    const model = emulator.provider(routes.serverless)()
    const error = await failureOf(generateText({ model, prompt: 'Hi' }))
    expect(error.message).toContain('top_k is unheard of')
    expect(error).toMatchObject({
      statusCode: 400,
      isRetryable: false,
      url: emulator.url + routes.serverless,
      requestBodyValues: { messages: [{ role: 'user', content: 'Hi' }] },
      responseHeaders: { 'x-request-id': 'r-1' },
      responseBody: '{"error":{"message":"top_k is unheard of","code":"bad_param"}}',
      data: { code: 'bad_param', requestId: 'r-1' },
    })
    expect(error.cause).toBeInstanceOf(EndpointError)
  })

  it('behind 424 contains the model’s status', async () => {
    const emulator = await emulate({ image: 'huggingface' })
    await emulator.fail({ modelStatus: 422, body: { detail: 'no such parameter' } })
    const error = await failureOf(generateText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' }))
    expect(error).toMatchObject({ statusCode: 424, isRetryable: false, data: { modelStatus: 422 } })
    expect(error.message).toContain('no such parameter')
  })

  it('contains no key in any of its properties', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { status: 400, headers: { 'x-echo': key }, body: `Your key is ${key}` } })
    const error = await failureOf(generateText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' }))
    expect(error.responseBody).toContain('<redacted>')
    expect(JSON.stringify([error, error.message, error.stack, error.cause, error.responseHeaders])).not.toContain(key)
  })

  it('is retried only by ai, up to maxRetries', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 503, headers: { 'retry-after-ms': '1' } })
    const model = emulator.provider(routes.serverless)()
    await expect(generateText({ model, prompt: 'Hi', maxRetries: 1 })).rejects.toSatisfy(RetryError.isInstance)
    expect(await emulator.requests()).toHaveLength(2)
    await failureOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }))
    expect(await emulator.requests()).toHaveLength(3)
  })

  it('at the start of a stream is retried too', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 503, times: 1, headers: { 'retry-after-ms': '1' } })
    const overloaded = { error: { message: 'Overloaded. Retry after 1 ms', code: 503 } }
    await emulator.reply(streamed(events(delta({ role: 'assistant' }), overloaded)), { text: 'Yes.' })
    const result = streamText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' })
    expect(await result.text).toBe('Yes.')
    expect(await emulator.requests()).toHaveLength(3)
  })
})

describe('the wait before a retry', () => {
  it.each([
    ['in a header of Azure', { 'x-ms-retry-after-ms': '700' }, 'Busy', '700'],
    ['in words', {}, 'Please retry after 3 seconds.', '3000'],
    ['of more than ai allows', { 'retry-after': '86400' }, 'Busy', '59999'],
  ])('is passed to ai when it is sent %s', async (_name, headers, message, wait) => {
    const emulator = await emulate()
    await emulator.reply({ raw: { status: 429, headers, body: { json: { error: { message } } } } })
    const model = emulator.provider(routes.serverless)()
    const error = await failureOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }))
    expect(error.responseHeaders?.['retry-after-ms']).toBe(wait)
  })

  it('is unchanged where ai finds it', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 429, retryAfter: 5 })
    const model = emulator.provider(routes.serverless)()
    const error = await failureOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }))
    expect(error.responseHeaders).toMatchObject({ 'retry-after': '5' })
    expect(error.responseHeaders).not.toHaveProperty('retry-after-ms')
  })

  it('is respected by ai', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 429, times: 1, headers: { 'x-ms-retry-after-ms': '300' } })
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await generateText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' })
    const waits = timers.mock.calls.map(([, milliseconds]) => milliseconds)
    expect(waits).toContain(300)
    // What it waits without the header.
    expect(waits).not.toContain(2_000)
  })
})

describe('other failures', () => {
  it('of the connection are retryable and have no status', async () => {
    const emulator = await emulate()
    await emulator.fail({ reset: 'before-headers' })
    const model = emulator.provider(routes.serverless)()
    const error = await failureOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }))
    expect(error).toMatchObject({ isRetryable: true, statusCode: undefined })
  })

  it('of a silent endpoint time out, and are retryable', async () => {
    const emulator = await emulate({ latencyMs: 5_000 })
    const model = emulator.provider(routes.serverless, { timeout: 50 })()
    const error = await failureOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }))
    expect(error.isRetryable).toBe(true)
    expect(error.message).toContain('50 ms')
    const options = { providerOptions: { azureML: { timeout: 70 } }, maxRetries: 0 }
    expect((await failureOf(generateText({ model, prompt: 'Hi', ...options }))).message).toContain('70 ms')
  })

  it('to parse the answer contain the answer', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: { json: { generated_text: 'hi' } } } })
    const call = generateText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi' })
    const error = await call.catch((reason: unknown) => reason)
    expect(InvalidResponseDataError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ data: { generated_text: 'hi' }, cause: { name: 'FormatError' } })
  })

  it('are passed unchanged to onError of a stream', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 400, body: { error: { message: 'No such model' } } })
    const onError = vi.fn<(event: { error: unknown }) => void>()
    await streamText({ model: emulator.provider(routes.serverless)(), prompt: 'Hi', onError }).consumeStream()
    expect(onError.mock.calls[0]?.[0].error).toSatisfy(APICallError.isInstance)
  })
})

it('of a formatter with its own copy of core are converted, and unsupported settings removed', async () => {
  vi.resetModules()
  const other = await import('@azureml-endpoints/core')
  const failures = [
    new other.ConfigurationError('No topK here.', { setting: 'topK' }),
    new other.EndpointError('Busy.', { status: 503, retryable: true }),
  ]
  class OtherFormatter extends PlainFormatter {
    override readonly codecs = {
      serverless: {
        ...new PlainFormatter().codecs.serverless,
        formatRequest(request: ChatRequest) {
          if (request.topK !== undefined) throw failures[0]
          return { core: request }
        },
        parseResponse() {
          throw failures[1]
        },
      },
    }
  }
  const emulator = await emulate()
  await emulator.reply(whole({ text: 'Hi' }))
  const model = emulator.provider(routes.serverless, { contentFormatter: new OtherFormatter() })()
  const error = await failureOf(generateText({ model, prompt: 'Hi', topK: 3, maxRetries: 0 }))
  expect(error).toMatchObject({ statusCode: 503, isRetryable: true, cause: failures[1] })
  expect(failures[1]).not.toBeInstanceOf(EndpointError)
})
