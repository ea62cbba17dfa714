import { EndpointError, FormatError } from '@azureml-endpoints/core'
import { ContextOverflowError, getRetryable } from '@langchain/core/errors'
import { describe, expect, it } from 'vitest'
import { apiTypes, chat, collect, failure } from './endpoint.ts'

describe.each(apiTypes)('an error of a %s endpoint', (apiType) => {
  it("has core's message and facts", async () => {
    const { model } = await chat(
      { replies: [{ error: { status: 422, message: 'The prompt is too long.' } }] },
      {},
      apiType,
    )
    const error = await failure(model.invoke('Hello'))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error.message).toContain('The prompt is too long.')
    expect(error).toMatchObject({ status: expect.any(Number), headers: expect.any(Headers), retryable: false })
    expect(getRetryable(error)).toBe(false)
  })

  it('that is retryable says how long to wait', async () => {
    const { model } = await chat({ faults: [{ status: 429, retryAfter: 7 }] }, {}, apiType)
    const error = await failure(model.invoke('Hello', { maxRetries: 0 }))
    expect(error).toMatchObject({ status: 429, retryAfterMs: 7_000, retryable: true })
    expect(getRetryable(error)).toBe(true)
  })
})

describe.each(apiTypes)('LangChain recognizes an error of a %s endpoint', (apiType) => {
  it.each([
    [401, 'Access denied.', 'MODEL_AUTHENTICATION'],
    [403, 'Access denied.', undefined],
    [404, 'No such model.', 'MODEL_NOT_FOUND'],
    [429, 'Slow down.', 'MODEL_RATE_LIMIT'],
    [400, "This model's maximum context length is 4096 tokens.", 'CONTEXT_OVERFLOW'],
    [413, 'The input exceeds the available context size.', 'CONTEXT_OVERFLOW'],
    [400, 'prompt is too long: 274468 tokens > 200000 maximum', 'CONTEXT_OVERFLOW'],
    [400, "This model's maximum prompt length is 256000 but the request contains 332986 tokens.", 'CONTEXT_OVERFLOW'],
    [400, 'Prompt contains 170397 tokens, too large for model with 131072 maximum context length', 'CONTEXT_OVERFLOW'],
    [429, 'Request too large for tiny on tokens per min (TPM): Limit 200000, Requested 480002.', 'CONTEXT_OVERFLOW'],
    [429, 'Rate limit reached on tokens per min (TPM): Limit 200000, Used 199000, Requested 5000.', 'MODEL_RATE_LIMIT'],
    [400, 'max_tokens is too large: 100000. This model supports at most 16384 completion tokens.', undefined],
    [400, "An assistant message with 'tool_calls' must be followed by tool messages.", 'INVALID_TOOL_RESULTS'],
    [400, "messages with role 'tool' must be a response to a preceeding message.", 'INVALID_TOOL_RESULTS'],
    [400, 'Not the same number of function calls and responses', 'INVALID_TOOL_RESULTS'],
    [400, 'unexpected `tool_use_id` found in `tool_result` blocks', 'INVALID_TOOL_RESULTS'],
    [400, 'Unknown parameter.', undefined],
    [500, 'Out of order.', undefined],
  ])('of status %i: %s', async (status, message, code) => {
    const raw = { status, body: { json: { error: { message, code: 'x' } } } }
    const { model } = await chat({ replies: [{ raw }, { raw }] }, { maxRetries: 0 }, apiType)
    for (const way of [() => model.invoke('Hello'), () => collect(model.stream('Hello'))]) {
      const error = await failure(way)
      expect(error).toBeInstanceOf(EndpointError)
      expect(error['lc_error_code']).toBe(code)
      expect(ContextOverflowError.isInstance(error)).toBe(code === 'CONTEXT_OVERFLOW')
      expect(error instanceof ContextOverflowError).toBe(code === 'CONTEXT_OVERFLOW')
      expect(error.name).toBe('EndpointError')
    }
  })
})

describe('LangChain recognizes a failure that says by a word only what it is', () => {
  it.each([
    ['invalid_api_key', 'MODEL_AUTHENTICATION'],
    ['invalid_authentication', 'MODEL_AUTHENTICATION'],
    ['authentication_error', 'MODEL_AUTHENTICATION'],
    ['Unauthorized', 'MODEL_AUTHENTICATION'],
    ['model_not_found', 'MODEL_NOT_FOUND'],
    ['not_found_error', 'MODEL_NOT_FOUND'],
    ['DeploymentNotFound', 'MODEL_NOT_FOUND'],
    ['unknown_model', 'MODEL_NOT_FOUND'],
    ['rate_limit_exceeded', 'MODEL_RATE_LIMIT'],
    ['RateLimitReached', 'MODEL_RATE_LIMIT'],
    ['rate_limit_error', 'MODEL_RATE_LIMIT'],
    ['too_many_requests', 'MODEL_RATE_LIMIT'],
    ['insufficient_quota', 'MODEL_RATE_LIMIT'],
    ['server_error', undefined],
  ])('%s: %s', async (word, code) => {
    const error = { error: { message: 'It failed.', code: word } }
    const piece = { choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, finish_reason: null }] }
    const headers = { 'content-type': 'text/event-stream' }
    const streamed = { headers, body: `data: ${JSON.stringify(piece)}\n\ndata: ${JSON.stringify(error)}\n\n` }
    for (const raw of [{ status: 400, body: { json: error } }, { status: 200, body: { json: error } }, streamed]) {
      const { model } = await chat({ replies: [{ raw }] }, { maxRetries: 0 })
      const thrown = await failure(
        raw === streamed ? () => collect(model.stream('Hello')) : () => model.invoke('Hello'),
      )
      expect(thrown).toBeInstanceOf(EndpointError)
      expect(thrown['lc_error_code']).toBe(code)
    }
  })
})

it('the constructor’s timeout limits the time to the first byte', async () => {
  const { model, emulator } = await chat({ faults: [{ firstByteDelayMs: 2_000 }] }, { timeout: 300, maxRetries: 0 })
  const error = await failure(model.invoke('Hello'))
  expect(error).toBeInstanceOf(EndpointError)
  expect(error).toMatchObject({ status: undefined, retryable: true })
  expect(emulator.requests).toHaveLength(1)
})

it('an answer that the formatter cannot parse is a FormatError and is not retried', async () => {
  const { model, emulator } = await chat({ replies: [{ raw: { body: { json: { hello: 'world' } } } }] })
  const error = await failure(model.invoke('Hello'))
  expect(error).toBeInstanceOf(FormatError)
  expect(getRetryable(error)).toBe(false)
  expect(emulator.requests).toHaveLength(1)
})

it('a batch can continue when one of its calls fails', async () => {
  const { model } = await chat({ faults: [{ status: 400, when: { text: 'bad' } }] })
  const [good, bad] = await model.batch(['good', 'bad'], { maxConcurrency: 1 }, { returnExceptions: true })
  expect(good).toMatchObject({ content: expect.stringContaining('good') })
  expect(bad).toBeInstanceOf(EndpointError)
})

it('the user’s handler is called before each retry, and can stop them', async () => {
  const told: unknown[] = []
  const onFailedAttempt = (error: unknown): void => {
    told.push(error)
    throw error
  }
  const { model, emulator } = await chat({ faults: [{ status: 503 }] }, { onFailedAttempt })
  expect(await failure(model.invoke('Hello'))).toBe(told[0])
  expect(emulator.requests).toHaveLength(1)
})

it.each([-1, Number.NaN])('`maxRetries: %d` is rejected', async (maxRetries) => {
  const { model, emulator } = await chat()
  const error = await failure(model.invoke('Hello', { maxRetries }))
  expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('`maxRetries`') })
  expect(getRetryable(error)).toBe(false)
  expect(emulator.requests).toEqual([])
})
