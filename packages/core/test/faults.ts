import {
  AzureMLEndpointClient,
  AzureMLError,
  type ChatChunk,
  EndpointError,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import {
  type BodyStep,
  type EndpointEmulatorOptions,
  type Fault,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { expect } from 'vitest'
import { delta, hello, key, sse } from './client-of.ts'

/** A fault to simulate. */
export interface FaultCase {
  readonly name: string
  readonly emulated: EndpointEmulatorOptions | 'refused'
  readonly path?: string
  readonly options?: Partial<EndpointOptions>
}

const helpLines =
  '\nPlease check this guide to understand why this error code might have been returned \nhttps://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'
const finish = delta({}, { finish_reason: 'stop' })
const whole = JSON.stringify({ choices: [{ message: { content: 'one two' }, finish_reason: 'stop' }] })
const events = sse(delta({ content: 'one ' }), delta({ content: 'two 👋' }), finish)
const noFirstByte = { timeout: 150 }
const silence = { idleTimeout: 150 }

/** Applies a fault to a whole answer and to a stream. */
const both = (fault: Fault): EndpointEmulatorOptions => ({
  replies: [
    {
      when: { stream: true },
      times: Infinity,
      raw: { headers: { 'content-type': 'text/event-stream' }, body: events },
    },
    { times: Infinity, raw: { headers: { 'content-type': 'application/json' }, body: whole } },
  ],
  faults: [fault],
})
const raw = (
  body: string | readonly BodyStep[],
  status = 200,
  headers: Record<string, string> = {},
): EndpointEmulatorOptions => ({
  replies: [{ times: Infinity, raw: { status, headers, body } }],
})
const stream = (...pieces: string[]): EndpointEmulatorOptions =>
  raw(pieces.join(''), 200, { 'content-type': 'text/event-stream' })
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const one = data(delta({ content: 'one' }))
const done = `${data(finish)}data: [DONE]\n\n`
const model = (status: number): Record<string, string> => ({
  'ms-azureml-model-error-reason': 'model_error',
  'ms-azureml-model-error-statuscode': String(status),
})

/** All faults, in groups. */
export const faultGroups: Readonly<Record<string, readonly FaultCase[]>> = {
  'The connection': [
    { name: 'is refused', emulated: 'refused' },
    { name: 'is reset before the headers', emulated: both({ reset: 'before-headers' }) },
    { name: 'is reset after the headers', emulated: both({ reset: 'after-headers' }) },
    { name: 'is reset in the middle of the body', emulated: both({ reset: { atByte: 30 } }) },
    { name: 'is reset in the middle of an event', emulated: both({ reset: { atByte: events.indexOf('two') } }) },
    {
      name: 'is reset in the middle of a character',
      emulated: both({ reset: { atByte: Buffer.from(events).indexOf('👋') + 2 } }),
    },
    { name: 'is closed before the end of the body', emulated: both({ endAtByte: 40 }) },
    { name: 'sends no first byte', emulated: both({ firstByteDelayMs: 60_000 }), options: noFirstByte },
    { name: 'sends headers but no body', emulated: both({ bodyDelayMs: 60_000 }), options: noFirstByte },
    { name: 'goes silent in the middle', emulated: both({ stallAtByte: 60 }), options: silence },
    {
      name: 'is slow but steady',
      emulated: both({ trickle: { bytes: 7, delayMs: 2 } }),
      // On a busy machine, two milliseconds may be a hundred.
      options: { timeout: 20_000, idleTimeout: 20_000 },
    },
    { name: 'redirects', emulated: raw('', 307, { location: 'https://elsewhere.example.org/score' }) },
  ],
  'The status': [
    ...[400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 431, 499, 500, 501, 502, 503, 504].map((status) => ({
      name: `is ${status}, without a body`,
      emulated: raw('', status),
    })),
    ...[400, 404, 408, 422, 429, 500, 502, 503, 504].map((status) => ({
      name: `is 424, the model's ${status}`,
      emulated: raw('', 424, model(status)),
    })),
    {
      name: 'is 424, no replica ready',
      emulated: raw(`no healthy upstream${helpLines}`, 424, { 'ms-azureml-model-error-reason': 'model_not_ready' }),
    },
    { name: 'is 424, without a model status', emulated: raw('', 424) },
    { name: 'is 404, no such deployment', emulated: raw(`Specified deployment could not be found${helpLines}`, 404) },
    {
      name: 'is 404, no such traffic group',
      emulated: raw(`Specified traffic group could not be found${helpLines}`, 404),
    },
    {
      name: 'is 429, with a wait in the message',
      emulated: raw('{"error":{"code":"429","message":"Rate limit is exceeded. Try again in 2 seconds."}}', 429),
    },
  ],
  'The error body': [
    {
      name: 'is JSON and help lines',
      emulated: raw(`{"error":{"code":"Bad","message":"engine gone","status":500}}${helpLines}`, 424, model(500)),
    },
    { name: 'is help lines only', emulated: raw(helpLines, 424, model(500)) },
    { name: 'is plain text', emulated: raw('upstream request timeout', 408, { 'content-type': 'text/plain' }) },
    { name: 'is HTML', emulated: raw('<html><title>Bad Gateway</title></html>', 502, { 'content-type': 'text/html' }) },
    {
      name: 'is JSON in JSON',
      emulated: raw(JSON.stringify({ error: { message: '{"message":"too long","code":400}' } }), 400),
    },
    {
      name: 'is a FastAPI list',
      emulated: raw('{"detail":[{"loc":["body","n"],"msg":"extra fields not permitted"}]}', 422),
    },
    { name: 'is flat', emulated: raw('{"object":"error","message":"no such model","code":404}', 404) },
    { name: 'is an object with a status of text', emulated: raw('{"status":"Invalid auth token"}', 401) },
    { name: 'never ends', emulated: raw(['{"message":"half', { stall: true }], 500), options: silence },
    { name: 'is reset', emulated: raw(['{"message":"half', { reset: true }], 500) },
  ],
  'The answer, with status 200,': [
    { name: 'is empty', emulated: raw('') },
    { name: 'is {}', emulated: raw('{}'), path: '/score' },
    { name: 'is {"output":null}', emulated: raw('{"output":null}'), path: '/score' },
    {
      name: 'is {"output":null,"error":…}',
      emulated: raw('{"output":null,"error":{"message":"engine gone"}}'),
      path: '/score',
    },
    { name: 'is an error object', emulated: raw('{"error":{"message":"engine gone"}}') },
    { name: 'is of another format', emulated: raw('[{"0":"text"}]'), path: '/score' },
    { name: 'is HTML', emulated: raw('<html>Sign in</html>', 200, { 'content-type': 'text/html' }) },
    { name: 'is encoded twice', emulated: raw(JSON.stringify(whole)) },
  ],
  'The stream': [
    { name: 'ends without a reason or [DONE]', emulated: stream(one) },
    { name: 'ends with [DONE] alone', emulated: stream(one, 'data: [DONE]\n\n') },
    { name: 'ends with a reason and no [DONE]', emulated: stream(one, data(finish)) },
    { name: 'lacks its last blank line', emulated: stream(one, data(finish).trimEnd()) },
    {
      name: 'has an error event',
      emulated: stream(one, 'event: error\ndata: {"error":{"message":"engine gone","code":500}}\n\n'),
    },
    { name: 'has an error object', emulated: stream(one, data({ error: { message: 'engine gone', code: 503 } })) },
    {
      name: 'has the flat error of vLLM',
      emulated: stream(one, data({ object: 'error', message: 'engine gone', code: 400 })),
    },
    { name: 'has a broken event', emulated: stream(one, 'data: {"choices":[{"del\n\n', done) },
    {
      name: 'has comments, retry, ids and event names',
      emulated: stream(': hi\n\nretry: 10\n\nid: 1\nevent: message\n', one, done),
    },
    {
      name: 'has empty choices, no delta, null roles',
      emulated: stream(
        data({ choices: [] }),
        data({ choices: [{ index: 0 }] }),
        data(delta({ role: null, content: null })),
        one,
        done,
      ),
    },
    { name: 'has CR line ends', emulated: stream((one + done).replaceAll('\n', '\r')) },
    { name: 'has a byte order mark', emulated: stream('\uFEFF', one, done) },
    { name: 'is a whole JSON answer', emulated: raw(whole, 200, { 'content-type': 'application/json' }) },
    {
      name: 'has an event of 64 MiB',
      emulated: raw(['data: "', ...Array.from({ length: 64 }, () => 'x'.repeat(2 ** 20))], 200, {
        'content-type': 'text/event-stream',
      }),
    },
  ],
}

/** Describes what a caller of `chat()` or `stream()` sees. */
export async function outcome(
  { emulated, path = '/v1/chat/completions', options }: FaultCase,
  how: 'chat' | 'stream',
): Promise<string> {
  const emulator = await startEndpointEmulator(emulated === 'refused' ? {} : emulated)
  if (emulated === 'refused') await emulator.close()
  const client = new AzureMLEndpointClient({
    endpointUrl: emulator.url + path,
    endpointApiKey: key,
    contentFormatter: CustomOpenAIChatContentFormatter,
    maxRetries: 0,
    ...options,
  })
  const texts: (string | undefined)[] = []
  try {
    if (how === 'chat') {
      const { text, finishReason } = await client.chat(hello)
      return `“${text}”, ${finishReason}`
    }
    let last: ChatChunk | undefined
    for await (const chunk of client.stream(hello)) texts.push((last = chunk).text)
    return `“${texts.join('')}”, ${last?.finishReason}`
  } catch (error) {
    return (texts.length === 0 ? '' : `“${texts.join('')}”, then `) + describeError(error)
  } finally {
    await emulator.close()
  }
}

function describeError(error: unknown): string {
  expect(error).toBeInstanceOf(AzureMLError)
  const { name, message } = error as AzureMLError
  const sentence = message
    .replace(/ \[http:[^\]]*\]$/, '')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll('|', '\\|')
  if (!(error instanceof EndpointError)) return `**${name}** ${sentence}`
  const wait = error.retryAfterMs === undefined ? '' : ` after ${error.retryAfterMs} ms`
  return `**${name}**${error.retryable ? `, retryable${wait}` : ''}: ${sentence}`
}
