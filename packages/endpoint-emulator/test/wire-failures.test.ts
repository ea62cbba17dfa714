import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { EndpointImage, Fault, ScriptedError } from '../src/index.ts'
import { asking } from './posting.ts'
import { type WireCase, answerTexts } from './wire-text.ts'

// The whole answer of each kind of server to each kind of failure, as it stands in test/fixtures/wire.

const chat = { model: 'm', messages: asking('Why?'), max_tokens: 2 }
const scoring = { input_data: { input_string: asking('Why?'), parameters: { max_tokens: 2, max_new_tokens: 2 } } }

const servers: readonly [name: string, image: EndpointImage, path: string, body: unknown][] = [
  ['inference server', 'classic', '/score', scoring],
  ['foundation', 'foundation', '/score', scoring],
  ['engine', 'huggingface', '/v1/chat/completions', chat],
  ['text generation inference', 'huggingface', '/generate', { inputs: 'Why?', parameters: { max_new_tokens: 2 } }],
  ['prompt flow', 'prompt-flow', '/score', { question: 'Why?' }],
  ['score script', 'score-script', '/score', scoring],
  ['serverless', 'serverless', '/v1/chat/completions', chat],
  ['cohere', 'serverless', '/v2/chat', chat],
  ['model mesh', 'foundry', '/models/chat/completions', chat],
  ['openai', 'foundry', '/openai/v1/chat/completions', chat],
  ['anthropic', 'foundry', '/anthropic/v1/messages', chat],
]

const statuses = [400, 401, 402, 403, 404, 408, 413, 422, 424, 429, 499, 500, 501, 502, 503, 504, 529]

type Make = (name: string, more: Partial<WireCase>) => WireCase

/** Answers the cases of several servers, with a heading for each. */
async function answersOf(names: readonly string[], casesOf: (make: Make) => readonly WireCase[]): Promise<string> {
  const texts: string[] = []
  for (const [title, image, path, body] of servers.filter(([one]) => names.includes(one))) {
    const make: Make = (name, more) => ({
      path,
      body,
      ...more,
      name,
      headers: { 'anthropic-version': '2023-06-01', ...more.headers },
      options: { image, ...more.options },
    })
    texts.push(await answerTexts(title, casesOf(make)))
  }
  return texts.join('')
}

const all = servers.map(([name]) => name)

describe('the whole answer of each server', () => {
  it('to a request that it cannot process', async () => {
    const text = await answersOf(all, (make) => [
      make('malformed JSON', { body: '{"model": "m",\n "messages": }' }),
      make('JSON that is nested too deeply', { body: '['.repeat(1_200) }),
      make('no content type', { headers: { 'content-type': undefined }, body: new TextEncoder().encode('{}') }),
      make('another content type', { headers: { 'content-type': 'text/plain' } }),
      make('a content type of JSON with a suffix', { headers: { 'content-type': 'application/cloudevents+json' } }),
      make('a body that is too large', { options: { maxRequestBytes: 5 } }),
      make('an unknown path', { path: '/nowhere' }),
      make('another method', { method: 'PUT' }),
      make('an empty object', { body: { model: 'm' } }),
      make('a list', { body: [] }),
      make('null', { body: 'null' }),
      make('text', { body: '"text"' }),
      make('a client request id of 100 characters', { headers: { 'x-ms-client-request-id': 'x'.repeat(100) } }),
      make('a client request id of 101 characters', { headers: { 'x-ms-client-request-id': 'x'.repeat(101) } }),
      make('a request id of 101 characters', { headers: { 'x-ms-request-id': 'x'.repeat(101) } }),
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/rejected.txt')
  })

  it('to a failure of the model', async () => {
    const text = await answersOf(all, (make) => {
      const failing = (name: string, error: ScriptedError): WireCase =>
        make(name, { options: { replies: [{ error }] } })
      return [
        failing('an error without a status', {}),
        ...statuses.map((status) => failing(`the status ${status}`, { status })),
        failing('a code and a message', { status: 400, code: 'own_code', message: 'Own message.' }),
        failing('a code and a message of the server', { status: 503, code: 'own_code', message: 'Own message.' }),
        failing('a body of text', { status: 503, body: 'own text' }),
        failing('a body of JSON', { status: 418, body: { own: ['json'] } }),
        make('a reply that throws', { options: { replies: [() => Promise.reject(new Error('thrown'))] } }),
        make('a fault of the model', { options: { faults: [{ modelStatus: 503, body: { own: 1 }, retryAfter: 3 }] } }),
      ]
    })
    await expect(text).toMatchFileSnapshot('fixtures/wire/failed.txt')
  })

  it('to an upstream that is down', async () => {
    const port = await freePort()
    const text = await answersOf(all, (make) => [
      make('a port at which nobody listens', { options: { upstream: `http://127.0.0.1:${port}/v1` } }),
    ])
    await expect(text.replaceAll(String(port), '<port>')).toMatchFileSnapshot('fixtures/wire/upstream.txt')
  })
})

describe('the whole answer of each gateway', () => {
  const gateways = ['inference server', 'serverless', 'model mesh', 'openai', 'anthropic']
  const noKey = { authorization: undefined, 'api-key': undefined }

  it('to keys and tokens', async () => {
    const text = await answersOf(gateways, (make) => [
      make('no key', { headers: noKey }),
      make('a key as api-key only', { headers: { authorization: undefined } }),
      make('a key as x-api-key only', { headers: { ...noKey, 'x-api-key': 'any' } }),
      make('a key without Bearer', { headers: { ...noKey, authorization: 'any' } }),
      make('an empty key', { headers: { ...noKey, authorization: 'Bearer ', 'api-key': '' } }),
      make('another key', { options: { apiKey: 'k' } }),
      make('the second key', { options: { apiKey: ['k', 'any'] } }),
      ...(['aml_token', 'aad_token', 'key', 'none'] as const).flatMap((mode) => [
        make(`no token, ${mode}`, { options: { auth: { mode } }, headers: noKey }),
        make(`another token, ${mode}`, { options: { auth: { mode, accept: ['k'] } } }),
        make(`an expired token, ${mode}`, { options: { auth: { mode, accept: ['any'], expired: ['any'] } } }),
      ]),
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/keys.txt')
  })

  it('to deployments, limits and faults', async () => {
    const date = 'Fri, 01 Jan 2027 00:00:00 GMT'
    const faulty = (make: Make, name: string, fault: Fault): WireCase => make(name, { options: { faults: [fault] } })
    const text = await answersOf(gateways, (make) => [
      make('an unknown deployment', {
        options: { deployments: [{ name: 'blue' }] },
        headers: { 'azureml-model-deployment': 'green', 'x-ms-client-request-id': 'mine' },
      }),
      make('no traffic', { options: { deployments: [{ name: 'blue', traffic: 0 }] } }),
      make('a deployment that is not ready', { options: { deployments: [{ name: 'm', state: 'not-ready' }] } }),
      make('the rate limit', { options: { requestsPerSecond: 0 }, headers: { 'x-ms-client-request-id': 'mine' } }),
      ...statuses.map((status) => faulty(make, `a fault with ${status}`, { status })),
      faulty(make, 'a fault with seconds to wait', { status: 429, retryAfter: 7 }),
      faulty(make, 'a fault with a date to wait for', { status: 429, retryAfter: date }),
      faulty(make, 'a fault with a body of text', { status: 429, body: 'own text', headers: { 'x-own': '1' } }),
      faulty(make, 'a fault with a body of JSON', { status: 503, body: { own: null } }),
      make('the fault of a header', { headers: { 'x-emulator-fault': '{"status":503}' } }),
      make('an invalid fault of a header', { headers: { 'x-emulator-fault': '{"satus":503}' } }),
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/refused.txt')
  })

  it('of a managed endpoint to a model that takes too long', async () => {
    const text = await answersOf(['inference server'], (make) => [
      make('a slow model', { options: { latencyMs: 60_000, requestTimeoutMs: 1 } }),
      make('a slow first byte', { options: { faults: [{ firstByteDelayMs: 60_000 }], requestTimeoutMs: 1 } }),
    ])
    await expect(text).toMatchFileSnapshot('fixtures/wire/late.txt')
  })
})

/** Returns a port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
