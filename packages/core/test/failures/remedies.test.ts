import { ConfigurationError, ContentFormatterBase, FormatError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, failure, hello, sse } from '../client-of.ts'
import { errorOf } from './error-of.ts'
import { remedies } from './remedy-messages.ts'

const url = 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions'

/** Has the name of the formatter of another package, and rejects every answer. */
class CohereContentFormatter extends ContentFormatterBase {
  readonly name = 'cohere'
  readonly codecs = { serverless: { formatRequest: () => ({}), parseResponse: rejected, openStream: () => rejected } }
}

function rejected(): never {
  throw new Error('Expected something else.')
}

describe('the remedy', () => {
  const cases = Object.entries(remedies).flatMap(([remedy, all]) => all.map((message) => [message, remedy] as const))

  it.each(cases)('for %j is named', async (message, remedy) => {
    const whole = /[.!?]$/.test(message) ? message : `${message}.`
    for (const body of [
      { error: { message } },
      { error: { code: 400, message, type: 'invalid_request_error' } },
      { detail: message },
    ]) {
      const said = (await errorOf({ body })).message
      expect(said.slice(said.indexOf('): ') + 3)).toBe(`${whole} ${remedy} [${url}]`)
    }
  })

  it('for too many tokens in a minute is to wait', async () => {
    const body = { message: 'Throttling error: too many tokens, wait before you try again.' }
    for (const status of [429, 400]) expect((await errorOf({ status, body })).message).toContain('Slow down')
  })

  it('for a code equal to the status is found by the type', async () => {
    const body = { error: { code: 400, message: 'too much', type: 'exceed_context_size_error' } }
    const error = await errorOf({ body })
    expect(error.code).toBe('exceed_context_size_error')
    expect(error.message).toContain('Shorten the conversation')
  })

  it('for an error in score.py points to its log', async () => {
    const headers = { 'x-ms-run-function-failed': 'True' }
    const error = await errorOf({ status: 500, body: "name 'x' is not defined", headers })
    expect(error.message).toContain(
      "The code in score.py raised an error: look for its traceback in the deployment's logs.",
    )
    const behind = {
      ...headers,
      'ms-azureml-model-error-statuscode': '500',
      'ms-azureml-model-error-reason': 'model_error',
    }
    expect((await errorOf({ status: 424, body: 'no', headers: behind })).message).toContain('score.py')
    expect(
      (await errorOf({ status: 500, body: 'no', headers: { 'x-ms-run-function-failed': 'False' } })).message,
    ).not.toContain('score.py')
  })

  it.each<[string, string]>([
    [
      'https://r.services.ai.azure.com/anthropic/v1/messages',
      '`AnthropicContentFormatter` of @azureml-endpoints/formatters-anthropic',
    ],
    [
      'https://r.services.ai.azure.com/openai/v1/responses',
      '`OpenAIResponsesContentFormatter` of @azureml-endpoints/formatters-openai',
    ],
    [
      'https://m.eastus2.models.ai.azure.com/v1/chat',
      '`CohereContentFormatter` of @azureml-endpoints/formatters-cohere',
    ],
    ['https://e.eastus2.inference.ml.azure.com/generate', '`TGIContentFormatter`'],
  ])('for the route of %s names the formatter before any request', async (endpointUrl, advice) => {
    const options = { endpointUrl, endpointApiType: 'serverless' } as const
    const client = clientOf(() => expect.unreachable('a request was sent'), options)
    const error = (await failure(client.chat(hello))) as ConfigurationError
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.setting).toBe('contentFormatter')
    expect((await collect(client.stream(hello))).error).toEqual(error)
    expect(error.message).toContain(`has another format than the formatter "openai".`)
    expect(error.message).toContain(advice)
  })

  it('for a route that other formats use too names the formatter once the endpoint refused', async () => {
    const options = { endpointUrl: 'https://e.eastus2.inference.ml.azure.com/v1/completions' }
    const error = await errorOf({ body: { detail: 'Not like this' }, options })
    expect(error.message).toContain(`has another format than the formatter "openai".`)
    expect(error.message).toContain('`CustomOpenAIContentFormatter`')
  })

  it.each(['/api/generate', '/api/v1/chat'])('for %s, the route of another server, is to check it', async (path) => {
    const options = { endpointUrl: `https://gw.example.org${path}`, endpointApiType: 'serverless' } as const
    for (const status of [404, 405]) {
      const { message } = await errorOf({ status, body: 'Not here', options })
      expect(message).toContain(`The endpoint has no route ${path}: check the path`)
      expect(message).not.toContain('ContentFormatter`')
    }
  })

  it('says nothing of the route to the right formatter, nor to a stranger', async () => {
    class Own extends ContentFormatterBase {
      readonly name = 'my-own'
      readonly codecs = new CustomOpenAIChatContentFormatter().codecs
    }
    const endpointUrl = 'https://m.eastus2.models.ai.azure.com/v1/chat'
    for (const contentFormatter of [CohereContentFormatter, Own]) {
      const options = { endpointUrl, endpointApiType: 'serverless', contentFormatter } as const
      expect((await errorOf({ body: { detail: 'Not like this' }, options })).message).not.toContain('another format')
    }
  })
})

describe('an answer in the format of another family', () => {
  it.each<[string, unknown, string]>([
    [
      'Anthropic',
      { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Yes' }], stop_reason: 'end_turn' },
      'the Messages API of Anthropic',
    ],
    ['Responses', { object: 'response', output: [{ type: 'message', content: [] }] }, "OpenAI's Responses API"],
    [
      'Cohere v2',
      { id: 'c', finish_reason: 'COMPLETE', message: { role: 'assistant', content: [{ type: 'text', text: 'Yes' }] } },
      "version 2 of Cohere's API",
    ],
    ['TGI', [{ generated_text: 'Yes' }], '`TGIContentFormatter`'],
    ['chat completions', { choices: [{ message: { content: 'Yes' } }] }, '`CustomOpenAIChatContentFormatter`'],
    ['completions', { choices: [{ text: 'Yes' }] }, '`CustomOpenAIContentFormatter`'],
    ['text generation', [{ '0': 'Yes' }], '`CustomOpenAIContentFormatter`'],
    ['a list of texts', ['Yes'], 'formatters-text-generation'],
    ["MLflow's server", { predictions: ['Yes'] }, '`MLflowContentFormatter`'],
    ['an MLflow agent', { messages: [{ role: 'assistant', content: 'Yes' }] }, 'MLflow chat agent'],
    ['prompt flow', { answer: 'Yes' }, 'prompt flow'],
    ['embeddings', { object: 'list', data: [{ embedding: [1] }] }, 'embedding model'],
    ['rerank', { results: [{ index: 0, relevance_score: 1 }] }, 'reranking model'],
    ['Gemini', { candidates: [{ content: { parts: [{ text: 'Yes' }] } }] }, 'Gemini'],
    ['Triton', { outputs: [{ name: 'text', datatype: 'BYTES', shape: [1], data: ['Yes'] }] }, 'Triton'],
    ['Ollama', { message: { role: 'assistant', content: 'Yes' }, done: true }, 'Ollama'],
  ])('of %s is a FormatError that names it', async (_name, body, advice) => {
    const options = {
      endpointUrl: 'https://m.eastus2.models.ai.azure.com/v1/chat',
      endpointApiType: 'serverless',
      contentFormatter: CohereContentFormatter,
    } as const
    const error = await failure(clientOf(() => Response.json(body), options).chat(hello))
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(advice)
  })

  it('is named in a stream too', async () => {
    const events = sse({ type: 'message_start', message: { role: 'assistant', content: [] } })
    const answer = (): Response => new Response(events, { headers: { 'content-type': 'text/event-stream' } })
    const { error } = await collect(clientOf(answer, { contentFormatter: CohereContentFormatter }).stream(hello))
    expect((error as Error).message).toContain('the Messages API of Anthropic')
  })
})

describe('a body that is no object', () => {
  it.each<[string, string]>([
    ['"just a string"', 'The body is a JSON string, not an object.'],
    ['{"output": NaN}', 'it contains NaN, which Python writes but JSON does not have'],
    ['{"output": "NaN", "score": -Infinity}', 'it contains -Infinity'],
    ["{'output': None}", 'a value as Python prints it'],
    ['{"output": "Ye', 'JSON that ends too early'],
    ['{"output": "Yes",}', 'The body is not valid JSON.'],
    ['', 'The body is empty.'],
  ])('%j is named for what it is', async (text, problem) => {
    const contentFormatter = CohereContentFormatter
    const error = await failure(clientOf(() => new Response(text), { contentFormatter }).chat(hello))
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(problem)
  })

  it('is named once, even if the formatter says what it is', async () => {
    for (const text of ['{"output": NaN}', '']) {
      const error = await failure(clientOf(() => new Response(text)).chat(hello))
      expect((error as Error).message.match(/NaN, which|NaN or|is empty/g)).toHaveLength(1)
    }
  })
})

describe('a connection that fails', () => {
  const thrown = (message: string, code?: string): Promise<never> =>
    Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error(message), code === undefined ? {} : { code }) }),
    )

  it.each<[string, string | undefined, string, string]>([
    ['other side closed', 'UND_ERR_SOCKET', 'gave no answer', "Check the deployment's logs."],
    ['read ECONNRESET', 'ECONNRESET', 'gave no answer', "Check the deployment's logs."],
    ['socket hang up', 'ECONNRESET', 'gave no answer', "Check the deployment's logs."],
    ['getaddrinfo ENOTFOUND x', 'ENOTFOUND', 'could not be reached', 'Check the host name'],
    ['connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED', 'could not be reached', 'Nothing listens there'],
    ['Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT', 'could not be reached', 'Check the network'],
    [
      'self-signed certificate',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'could not be reached',
      'The certificate is not trusted',
    ],
    ['wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER', 'could not be reached', 'check the scheme'],
  ])('by %j says what to check', async (message, code, problem, advice) => {
    const error = await failure(clientOf(() => thrown(message, code)).chat(hello))
    expect((error as Error).message).toContain(problem)
    expect((error as Error).message).toContain(advice)
    if (problem === 'gave no answer') expect((error as Error).message).not.toContain('host name')
  })

  const closedAdvice = "Check the deployment's logs."
  const kinds: readonly (readonly [advice: string, retryable: boolean, words: readonly string[]])[] = [
    [
      closedAdvice,
      true,
      ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_HTTP2_STREAM_ERROR', 'other side closed'],
    ],
    [
      closedAdvice,
      true,
      ['socket hang up', 'was closed unexpectedly', 'socket connection was closed', 'connection closed'],
    ],
    ['the DNS of a private endpoint', true, ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'getaddrinfo failed']],
    ['the DNS of a private endpoint', true, ['name not resolved', 'a DNS error']],
    ['Nothing listens there', true, ['ECONNREFUSED', 'Unable to connect']],
    [
      'The server speaks another protocol',
      false,
      [
        'ERR_SSL_WRONG_VERSION_NUMBER',
        'ERR_SSL_PACKET packet length too long',
        'write EPROTO 00:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number',
      ],
    ],
    [
      'The server speaks another protocol',
      true,
      ['EPROTO', 'HPE_INVALID_CONSTANT', 'Parse Error', 'an invalid HTTP version'],
    ],
    ['The certificate is not trusted', false, ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED', 'ERR_TLS_HANDSHAKE']],
    [
      'The certificate is not trusted',
      false,
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'an unknown issuer', 'the ALTNAME differs', 'an invalid peer certificate'],
    ],
    ['The headers of the answer are too large', true, ['UND_ERR_HEADERS_OVERFLOW']],
    ['any firewall, proxy', true, ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']],
    ['stream the answer, or pass another `fetch`', true, ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']],
    ['Check the host name, the network', true, ['EOTHER', 'something else']],
  ]
  const table = kinds.flatMap(([advice, retryable, words]) => words.map((word) => [word, advice, retryable] as const))
  it.each(table)('with %j alone has its advice', async (word, advice, retryable) => {
    const forms: [message: string, code?: string][] = [[`it failed: ${word}`]]
    if (!word.includes(' ')) forms.push(['it failed', word])
    for (const [message, code] of forms) {
      expect(await failure(clientOf(() => thrown(message, code)).chat(hello))).toMatchObject({
        name: 'EndpointError',
        code,
        retryable,
        message: expect.stringContaining(advice),
        request: { url, body: { messages: hello.messages } },
      })
    }
  })

  it.each([
    ['getaddrinfo EAI_AGAIN HOST', 'EAI_AGAIN', 'the DNS of a private endpoint'],
    [
      'Connect Timeout Error (attempted address: HOST:443, timeout: 10000ms)',
      'UND_ERR_CONNECT_TIMEOUT',
      'any firewall',
    ],
    ['connect ECONNREFUSED HOST', undefined, 'Nothing listens there'],
    ['something about HOST', undefined, 'Check the host name, the network'],
  ])('is not read from the name of the host: %s', async (message, code, advice) => {
    for (const name of ['certificate-reader', 'concert', 'card-issuer', 'dns-helper', 'err_ssl']) {
      const host = `${name}.eastus2.inference.ml.azure.com`
      const client = clientOf(() => thrown(message.replace('HOST', host), code), {
        endpointUrl: `https://${host}/score`,
      })
      expect(await failure(client.chat(hello))).toMatchObject({
        retryable: true,
        message: expect.stringContaining(advice),
      })
    }
  })

  it.each<[what: string, thrown: unknown, shown: string]>([
    ['no cause', new TypeError('fetch failed'), ': fetch failed.'],
    ['a cause that is no error', new TypeError('fetch failed', { cause: 'x' }), ': fetch failed.'],
    ['a cause without words', new TypeError('fetch failed', { cause: new Error(' ') }), ': fetch failed.'],
    ['a code without words', thrownBy({ code: 'EX' }, ''), ': EX.'],
    ['a code that its words contain', thrownBy({ code: 'EX' }, 'read EX'), ': read EX.'],
    ['a code that is a number', thrownBy({ code: 5 }, 'read'), ': read.'],
    ['no error', 'gone', ': gone.'],
  ])('with %s is described', async (_what, error, shown) => {
    expect(await failure(clientOf(() => Promise.reject(error)).chat(hello))).toMatchObject({
      message: expect.stringContaining(shown),
    })
  })
})

function thrownBy(fields: object, message: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), fields) })
}
