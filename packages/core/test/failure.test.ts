import { ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

const helpLines =
  '\nPlease check this guide to understand why this error code might have been returned \nhttps://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'

interface Given {
  status: number
  body: unknown
  headers?: Record<string, string>
  url?: string
}

async function errorOf({ status, body, headers, url }: Given): Promise<EndpointError> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const client = clientOf(() => new Response(text, { status, headers }), url === undefined ? {} : { endpointUrl: url })
  const error = await failure(client.chat(hello))
  expect(error).toBeInstanceOf(EndpointError)
  return error as EndpointError
}

/** Returns the message without the URL at its end. */
const words = ({ message }: EndpointError): string => message.replace(/ \[https:[^\]]*\]$/, '')

const modelError = (status: number): Record<string, string> => ({
  'ms-azureml-model-error-reason': 'model_error',
  'ms-azureml-model-error-statuscode': String(status),
  'x-request-id': '3f0c7b1e',
})

describe("an error of Azure's gateway", () => {
  it('reports a wrong key and what to check', async () => {
    const error = await errorOf({
      status: 401,
      body: 'key_auth_bad_header_forbidden',
      headers: { 'content-type': 'text/plain' },
    })
    expect(words(error)).toMatchInlineSnapshot(
      `"The endpoint refused the key or token (HTTP 401): key_auth_bad_header_forbidden. Check \`endpointApiKey\` against the endpoint's "Consume" tab; tokens expire, and an endpoint accepts only one of key, AML token and Entra token (its \`auth_mode\`)."`,
    )
    expect(error).toMatchObject({ status: 401, retryable: false, body: 'key_auth_bad_header_forbidden' })
  })

  it('reports a wrong deployment', async () => {
    const error = await errorOf({ status: 404, body: `Specified deployment could not be found${helpLines}` })
    expect(words(error)).toMatchInlineSnapshot(
      `"The endpoint refused the request (HTTP 404): Specified deployment could not be found. Check \`deploymentName\` (upper and lower case count) and that the deployment exists and has traffic."`,
    )
    expect(error.retryable).toBe(false)
    expect(
      (await errorOf({ status: 404, body: `Specified traffic group could not be found${helpLines}` })).retryable,
    ).toBe(true)
  })

  it('reports a model that timed out', async () => {
    const error = await errorOf({ status: 408, body: `upstream request timeout${helpLines}` })
    expect(words(error)).toMatchInlineSnapshot(
      `"The model timed out (HTTP 408): upstream request timeout. Raise \`request_timeout_ms\` of the deployment (5 000 by default), request fewer tokens, or stream."`,
    )
    expect(error.retryable).toBe(true)
  })

  it('reports a deployment without a ready replica', async () => {
    for (const body of ['no healthy upstream', `no healthy upstream${helpLines}`]) {
      const error = await errorOf({
        status: 424,
        body,
        headers: { 'ms-azureml-model-error-reason': 'model_not_ready' },
      })
      expect(error).toMatchObject({ retryable: true, reason: 'model_not_ready', modelStatus: undefined })
      expect(error.message).toContain("The model's container is not ready (HTTP 424): no healthy upstream.")
    }
    const other = await errorOf({
      status: 424,
      body: 'something else',
      headers: { 'ms-azureml-model-error-reason': 'model_not_ready' },
    })
    expect(other.retryable).toBe(false)
  })

  it('explains the status if there is no body, or only the help lines', async () => {
    expect(words(await errorOf({ status: 429, body: '' }))).toMatchInlineSnapshot(
      `"Too many requests, or the quota is used up (HTTP 429): too many pending requests, or the rate limit of the endpoint. Slow down, raise \`max_concurrent_requests_per_instance\` or the instance count, or request more quota."`,
    )
    expect(words(await errorOf({ status: 500, body: helpLines }))).toMatchInlineSnapshot(
      `"The endpoint failed (HTTP 500): an internal error. If it persists, check Azure's status page and the endpoint's metrics."`,
    )
    expect((await errorOf({ status: 500, body: helpLines })).body).toBeUndefined()
  })

  it('shows an HTML page by its title', async () => {
    const body = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>oh</h1></body></html>'
    const error = await errorOf({ status: 502, body, headers: { 'content-type': 'text/html' } })
    expect(error.message).toContain('(HTTP 502): an HTML page that says "502 Bad Gateway".')
    expect(error).toMatchObject({ retryable: true, body })
  })

  it('reports a redirect and its target', async () => {
    const error = await errorOf({
      status: 307,
      body: '',
      headers: { location: 'https://elsewhere.example.org/score?sig=1' },
    })
    expect(error.message).toContain('It points to https://elsewhere.example.org/score; redirects are not followed')
    expect(error.retryable).toBe(false)
  })
})

describe('an error of the container, behind 424', () => {
  it('has the model status, the request id, and the JSON before the help lines', async () => {
    const body = `{"error":{"code":"Invalid input","status":422,"message":"invalid input error","details":[{"type":"less_than_equal","loc":["body","temperature"],"msg":"Input should be less than or equal to 1","input":1.5}]}}${helpLines}`
    const error = await errorOf({
      status: 424,
      body,
      headers: { 'content-type': 'application/json', ...modelError(422) },
    })
    expect(words(error)).toMatchInlineSnapshot(
      `"The model's container failed (HTTP 424, model status 422, code Invalid input): invalid input error (body.temperature: Input should be less than or equal to 1). Check the parameters, and \`contentFormatter\` against the model card. Request id: 3f0c7b1e."`,
    )
    expect(error).toMatchObject({
      status: 424,
      modelStatus: 422,
      code: 'Invalid input',
      reason: 'model_error',
      requestId: '3f0c7b1e',
      retryable: false,
    })
    expect(error.body).toHaveProperty('error.details')
  })

  it.each([
    [429, true],
    [408, true],
    [504, true],
    [500, true],
    [502, true],
    [503, true],
    [400, false],
    [404, false],
    [422, false],
  ])('with model status %i is retryable: %s', async (status, retryable) => {
    expect((await errorOf({ status: 424, body: '', headers: modelError(status) })).retryable).toBe(retryable)
  })

  it('without a model status is not retryable', async () => {
    expect(
      (
        await errorOf({
          status: 424,
          body: 'oops',
          headers: { 'ms-azureml-model-error-reason': 'too_many_pending_request' },
        })
      ).retryable,
    ).toBe(false)
  })

  it('is not inferred from its headers with another status', async () => {
    expect((await errorOf({ status: 400, body: 'no', headers: modelError(500) })).modelStatus).toBeUndefined()
  })

  it('suggests another formatter if the container did not understand the body', async () => {
    const body = `{"message": "A value is not provided for the 'input_data' parameter."}${helpLines}`
    expect((await errorOf({ status: 424, body, headers: modelError(400) })).message).toContain(
      'check `contentFormatter`',
    )
  })

  it('suggests the prompt if a JSON schema is rejected', async () => {
    const body = `{"error":{"code":"Invalid input","status":422,"message":"invalid input error","details":[{"loc":["body","response_format","type"],"msg":"Value error, Response format was json_schema but must be either 'text' or 'json_object'."}]}}${helpLines}`
    expect((await errorOf({ status: 424, body, headers: modelError(422) })).message).toContain("jsonSchema: 'prompt'")
  })
})

describe('an error body', () => {
  it.each<[name: string, body: unknown, message: string, code?: string]>([
    [
      'OpenAI',
      { error: { message: 'Bad thing', type: 'invalid_request_error', param: null, code: 'bad' } },
      'Bad thing',
      'bad',
    ],
    [
      'model mesh',
      { error: { code: 'unknown_model', message: 'Unknown model: x', details: 'Unknown model: x' } },
      'Unknown model: x',
      'unknown_model',
    ],
    ['Foundry, a numeric code as text', { error: { code: '401', message: 'Denied' } }, 'Denied', '401'],
    ['Foundry front door', { statusCode: 401, message: 'Access token is missing' }, 'Access token is missing'],
    [
      'vLLM, flat',
      { object: 'error', message: 'no such model', type: 'NotFoundError', param: null, code: 404 },
      'no such model',
      'NotFoundError',
    ],
    [
      'model inference, detail as an object',
      {
        status: 422,
        code: 'parameter_not_supported',
        detail: { loc: ['body', 'response_format'], input: 'json_object' },
        message: 'Invalid values.',
      },
      'Invalid values (body.response_format: not "json_object")',
      'parameter_not_supported',
    ],
    [
      'model inference, detail as a list',
      {
        status: 422,
        code: 'parameter_not_supported',
        detail: [{ loc: ['body', 'n'], input: 2 }],
        message: 'Invalid values.',
      },
      'Invalid values (body.n: not 2)',
      'parameter_not_supported',
    ],
    ['FastAPI text', { detail: 'Not Found' }, 'Not Found'],
    [
      'FastAPI list',
      { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] },
      'body.messages: Field required',
    ],
    ['serverless front door', { status: 'Invalid auth token' }, 'Invalid auth token'],
    [
      'inference server',
      { message: 'Expects Content-Type to be application/json' },
      'Expects Content-Type to be application/json',
    ],
    ['a vendor', { message: 'invalid request', error_code: '1001', trace_id: 't' }, 'invalid request', '1001'],
    ['a proxy', { error: 'Downstream unavailable' }, 'Downstream unavailable'],
    [
      'JSON in its message',
      {
        error: {
          code: 'Bad Request',
          status: 400,
          message: '{"object":"error","message":"context too long","code":400}',
        },
      },
      'context too long',
      '400',
    ],
    ['a list', [{ loc: ['body'], msg: 'wrong' }], 'body: wrong'],
    ['JSON text encoded twice', JSON.stringify({ message: 'twice' }), 'twice'],
  ])('of %s is read under any content type', async (_name, body, message, code) => {
    for (const type of ['application/json', 'text/plain']) {
      for (const tail of ['', helpLines, '\nTrace: 12 {x}']) {
        const error = await errorOf({
          status: 400,
          body: JSON.stringify(body) + tail,
          headers: { 'content-type': type },
        })
        expect(error.message).toContain(`: ${message}`)
        if (code !== undefined) expect(error.code).toBe(code)
        expect(error.body).toEqual(body)
      }
    }
  })

  it('is truncated at 64 KiB', async () => {
    const error = await errorOf({ status: 500, body: 'x'.repeat(1_000_000) })
    expect(error.body).toHaveLength(64 * 1024)
    expect(error.message.length).toBeLessThan(2000)
  })

  it('that is incomplete does not hide the status', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"message":"half'))
        controller.error(new TypeError('terminated'))
      },
    })
    expect(await failure(clientOf(() => new Response(body, { status: 503 })).chat(hello))).toMatchObject({
      status: 503,
      retryable: true,
    })
  })
})

describe('a content filter', () => {
  it('is named, with its findings', async () => {
    const found = { hate: { filtered: true, severity: 'high' } }
    const body = {
      error: {
        message: 'The prompt was filtered by the policy.',
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: found },
      },
    }
    const error = await errorOf({ status: 400, body })
    expect(words(error)).toMatchInlineSnapshot(
      `"The content filter blocked the call (HTTP 400, code content_filter): The prompt was filtered by the policy. Change the prompt, or the content filter of the deployment."`,
    )
    expect(error).toMatchObject({ contentFilter: found, retryable: false })
  })
})

describe('the remedy', () => {
  const serverless = 'https://my-model.eastus2.models.ai.azure.com/chat/completions'
  const foundry = 'https://my-res.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview'
  it.each<[given: Given, remedy: string]>([
    [
      {
        status: 400,
        body: {
          detail: "Extra parameters ['n'] are not allowed when extra-parameters is not set or set to be 'error'.",
        },
        url: serverless,
      },
      'extra-parameters: pass-through',
    ],
    [
      { status: 401, body: { status: 'Invalid auth token' }, url: serverless },
      'serverless endpoints accept only their own key',
    ],
    [
      {
        status: 401,
        body: {
          statusCode: 401,
          message:
            'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
        },
        url: foundry,
      },
      'Pass an API key of this resource',
    ],
    [
      {
        status: 400,
        body: { error: { code: 'no_model_name', message: 'No model specified in request.' } },
        url: foundry,
      },
      'Pass `deploymentName`.',
    ],
    [
      {
        status: 400,
        body: { error: { code: null, type: 'invalid_request_error', message: 'you must provide a model parameter' } },
        url: foundry,
      },
      'Pass `deploymentName`.',
    ],
    [
      {
        status: 400,
        body: {
          error: { message: 'Unrecognized request argument supplied: thinking', code: 'unrecognized_request_argument' },
        },
        url: foundry,
      },
      'Leave the named parameter out',
    ],
    [
      {
        status: 400,
        body: {
          object: 'error',
          message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        },
      },
      'tool-call parser',
    ],
    [{ status: 404, body: { detail: 'Not Found' } }, 'The endpoint has no route /v1/chat/completions'],
    [
      { status: 424, body: { detail: 'Method Not Allowed' }, headers: modelError(405) },
      'The endpoint has no route /v1/chat/completions',
    ],
    [
      {
        status: 424,
        body: {
          error: { code: 'UserError', message: 'Media type text/event-stream in Accept header is not acceptable.' },
        },
        headers: modelError(406),
      },
      'use `chat()`',
    ],
    [{ status: 415, body: { error: { message: 'Unsupported Media Type' } } }, 'this container does not accept JSON'],
    [{ status: 403, body: '' }, 'onlineEndpoints/score/action'],
    [
      { status: 400, body: { error: { message: 'The model `x` has been deprecated', code: 'ModelDeprecated' } } },
      'deploy its successor',
    ],
    [{ status: 413, body: '' }, 'Send fewer messages'],
    [{ status: 431, body: '' }, 'fewer or shorter headers'],
  ])('for %j is named', async (given, remedy) => {
    expect((await errorOf(given)).message).toContain(remedy)
  })
})

describe('a failure with status 200', () => {
  it.each<[string, unknown]>([
    ['an error object', { error: { message: 'engine gone', code: 'x' } }],
    ['output and error', { output: null, error: { message: 'engine gone' } }],
    ['an error as text', { error: 'engine gone' }],
    ['the flat shape', { object: 'error', message: 'engine gone', code: 500 }],
    ['a body encoded twice', JSON.stringify({ error: 'engine gone' })],
  ])('by %s is an EndpointError', async (_name, body) => {
    const error = await failure(clientOf(() => Response.json(body, { headers: { 'x-request-id': 'r1' } })).chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ status: 200, requestId: 'r1' })
    expect((error as Error).message).toContain('The endpoint returned an error (HTTP 200')
    expect((error as Error).message).toContain('engine gone')
  })

  it.each([[{}], [{ output: null }]])('%j alone on a dedicated endpoint is an EndpointError', async (body) => {
    const client = clientOf(() => Response.json(body, { headers: { 'x-a': 'b' } }), {
      endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/score',
    })
    const error = await failure(client.chat(hello))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error).toMatchObject({ status: 200, body })
    expect((error as EndpointError).headers?.get('x-a')).toBe('b')
    expect((error as EndpointError).request?.body).toHaveProperty('input_data')
  })
})

describe('an answer that the formatter cannot parse', () => {
  it.each(['', 'hello', '<html></html>', '42', 'null', '[]', '{"answer":"x"}', '{"choices":[]}'])(
    '%j is a FormatError that keeps it',
    async (text) => {
      const error = await failure(clientOf(() => new Response(text)).chat(hello))
      expect(error).toBeInstanceOf(FormatError)
      const payload: unknown = /^[[{4n]/.test(text) ? JSON.parse(text) : text
      expect(error).toMatchObject({ method: 'parseResponse', formatter: 'openai', apiType: 'serverless', payload })
    },
  )
})

describe('a custom fetch', () => {
  it('that has already read the body causes an error that names it', async () => {
    const client = clientOf(async () => {
      const response = Response.json({})
      await response.text()
      return response
    })
    expect(await failure(client.chat(hello))).toMatchObject({ name: 'ConfigurationError', setting: 'fetch' })
  })
})

describe('the key', () => {
  it('is not shown in any error, whatever the endpoint sends', async () => {
    const echo = { error: { message: `Invalid key ${key}`, code: 'x' }, you_sent: `Bearer ${key}` }
    for (const status of [200, 401]) {
      const error = await failure(
        clientOf(() => Response.json(echo, { status, headers: { 'x-echo': key, 'x-request-id': key } })).chat(hello),
      )
      const { inspect } = await import('node:util')
      for (const shown of [
        inspect(error, { depth: 10, showHidden: true }),
        JSON.stringify(error),
        String((error as Error).stack),
      ]) {
        expect(shown).not.toContain(key)
      }
      expect((error as Error).message).toContain('Invalid key <redacted>')
    }
  })

  it('is not shown in payloads, in errors of fetch, or in hooks', async () => {
    const { inspect } = await import('node:util')
    const unreadable = await failure(clientOf(() => Response.json({ you_sent: key })).chat(hello))
    expect(unreadable).toMatchObject({ name: 'FormatError', payload: { you_sent: '<redacted>' } })
    const leaky = Object.assign(new Error('failed'), { config: { headers: { authorization: `Bearer ${key}` } } })
    const thrown = await failure(clientOf(() => Promise.reject(leaky)).chat(hello))
    expect(thrown).toMatchObject({ name: 'EndpointError', retryable: true })
    const events: unknown[] = []
    const hooks = {
      onRequest: (event: unknown) => events.push(event),
      onResponse: (event: unknown) => events.push(event),
    }
    await failure(
      clientOf(() => new Response('', { status: 500, headers: { 'x-echo': key } }), {
        ...hooks,
        headers: { 'api-key': key },
      }).chat(hello),
    )
    expect(events).toHaveLength(2)
    expect(inspect([unreadable, thrown, events], { depth: 10, showHidden: true })).not.toContain(key)
  })

  it('with characters that are invalid in a header is rejected without being shown', async () => {
    expect(() => clientOf(() => Response.json({}), { endpointApiKey: 'abc def ghi' })).toThrow(ConfigurationError)
    const error = await failure(clientOf(() => Response.json({}), { endpointApiKey: () => 'sécret-key' }).chat(hello))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).not.toContain('sécret')
  })
})
