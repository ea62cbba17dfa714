import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

// The answers of Microsoft's server; `pnpm interop` compares many more with the server itself.

const failed = 'An unexpected error occurred in scoring script. Check the logs for more info.'
const chat = { input_data: { input_string: asking('Why?'), parameters: { max_new_tokens: 3 } } }
const schema = { sample: { input_data: { input_string: ['x'] }, top_k: 1 }, optional: ['top_k'] }

async function ask(options: EndpointEmulatorOptions, init: RequestInit = {}, path = '/score'): Promise<Response> {
  const { fetch: call } = createEndpointEmulator({ image: 'score-script', edge: false, ...options })
  const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string>) }
  return call(`http://h${path}`, { method: 'POST', ...init, headers })
}

describe('a scoring script', () => {
  it('answers chats by default, and knows the headers of the server', async () => {
    const answer = await ask({}, { body: JSON.stringify(chat), headers: { 'x-request-id': 'a', traceid: 't' } })
    expect(await answer.text()).toMatch(/^\{"output": "[^"]+"\}$/)
    expect(Object.fromEntries(answer.headers)).toEqual({
      connection: 'close',
      'content-type': 'application/json',
      server: 'gunicorn',
      traceid: 't',
      'x-ms-request-id': 'a',
      'x-ms-run-fn-exec-ms': expect.stringMatching(/^\d+\.\d{3}$/),
      'x-ms-run-function-failed': 'False',
      'x-ms-server-version': 'azmlinfsrv/1.5.1',
      'x-request-id': 'a',
    })
  })

  const long = 'x'.repeat(101)
  it.each<[sent: Record<string, string>, status: number, ids: readonly (string | null)[]]>([
    [{ 'x-ms-request-id': 'b' }, 200, [expect.any(String), 'b', 'b']],
    [{ 'x-ms-client-request-id': 'c', 'x-request-id': 'a' }, 200, ['a', 'c', 'c']],
    [{ 'x-ms-client-request-id': 'c', 'x-ms-request-id': 'b', 'x-request-id': 'a' }, 200, ['a', 'b', 'c']],
    [{ 'x-request-id': long, 'x-ms-request-id': 'b' }, 431, [null, null, null]],
    [{ 'x-request-id': 'a', 'x-ms-client-request-id': long }, 431, ['a', null, null]],
  ])('asked with the ids %j', async (headers, status, ids) => {
    const answer = await ask({}, { body: JSON.stringify(chat), headers })
    const names = ['x-request-id', 'x-ms-request-id', 'x-ms-client-request-id']
    expect([answer.status, names.map((name) => answer.headers.get(name))]).toEqual([status, ids])
  })

  it.each<[returns: unknown, status: number, body: string]>([
    [undefined, 200, '{}'],
    [null, 200, '{}'],
    ['é', 200, '"\\u00e9"'],
    [{ output: [1, 1e-7, true] }, 200, '{"output": [1, 1e-07, true]}'],
    [Number.NaN, 200, 'NaN'],
    [new Set([1]), 500, '{"message": "An unexpected internal error occurred. Check the logs for more info."}'],
  ])('that returns %o gets %i', async (returns, status, body) => {
    const answer = await ask({ replies: [{ returns }] }, { body: '{}' })
    expect([answer.status, await answer.text()]).toEqual([status, body])
    expect(answer.headers.get('x-ms-run-function-failed')).toBe('False')
  })

  it.each<[input: string, body: string | Uint8Array<ArrayBuffer>, status: number, message: string]>([
    ['text', '{', 500, failed],
    ['text', '{}', 500, failed],
    ['text', '', 500, failed],
    [
      'text',
      Uint8Array.of(0x61, 0xff),
      400,
      "Input cannot be decoded as UTF-8: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte",
    ],
    ['schema', '', 400, 'POST body is empty. Expecting a JSON dictionary.'],
    ['schema', '[]', 400, 'POST body should be a JSON dictionary.'],
    [
      'schema',
      '{"a" 1}',
      400,
      "POST body could not be decoded as JSON: Expecting ':' delimiter: line 1 column 6 (char 5)",
    ],
    ['schema', '{"top_k": 1}', 400, "A value is not provided for the 'input_data' parameter."],
    ['schema', '{"input_data": 5}', 500, failed],
  ])('with the input %s and the body %o gets %i', async (input, body, status, message) => {
    const answer = await ask({ script: input === 'schema' ? schema : {} }, { body })
    expect([answer.status, await answer.json()]).toEqual([status, { message }])
  })

  it('fails as the server says: what it raised is not shown, timeouts and exits are', async () => {
    const raising = await ask({ replies: [() => Promise.reject(new Error('secret'))] }, { body: '{}' })
    expect([raising.status, await raising.json()]).toEqual([500, { message: failed }])
    const late = { replies: [{ returns: 1, latencyMs: 10_000 }], script: { timeoutMs: 20 } }
    const slow = await ask(late, { body: '{}' })
    expect([slow.status, await slow.json()]).toEqual([500, { message: 'Scoring timeout after 20 ms' }])
    expect(slow.headers.get('x-ms-run-function-failed')).toBe('True')
    const exit = await ask({ replies: [{ exits: 'sys.exit' }] }, { body: '{}' })
    expect([exit.status, exit.headers.get('x-request-id')]).toEqual([500, null])
    await expect(ask({ replies: [{ exits: 'process' }] }, { body: '{}' })).rejects.toThrow('fetch failed')
  })

  it('that exits closes the connection without a response, over a socket too', async () => {
    await using emulator = await startEndpointEmulator({
      image: 'score-script',
      edge: false,
      replies: [{ exits: 'process' }],
    })
    await expect(post(`${emulator.url}/score`, {})).rejects.toMatchObject({ cause: { message: 'other side closed' } })
  })

  it('streams with an AMLResponse', async () => {
    const body = ['data: 1\n\n', { delayMs: 1 }, 'data: 2\n\n']
    const response = { status: 200, headers: { 'Content-Type': 'text/event-stream' }, body }
    const answer = await ask({ replies: [{ response }] }, { body: '{}' })
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'text/event-stream',
      'data: 1\n\ndata: 2\n\n',
    ])
    expect(answer.headers.get('x-ms-run-function-failed')).toBe('False')
  })

  it.each<[method: string, path: string, status: number]>([
    ['GET', '/', 200],
    ['GET', '/swagger.json?version=3', 200],
    ['GET', '/swagger.json?version=9', 404],
    ['OPTIONS', '/score', 200],
    ['OPTIONS', '/', 200],
    ['HEAD', '/score', 405],
    ['PUT', '/score', 405],
    ['POST', '/', 405],
    ['GET', '/score/', 404],
  ])('%s %s gets %i, and takes no reply', async (method, path, status) => {
    const emulator = createEndpointEmulator({ image: 'score-script', edge: false, replies: [{ returns: 'taken' }] })
    expect((await emulator.fetch(`http://h${path}`, { method })).status).toBe(status)
    const next = await emulator.fetch('http://h/score', { method: 'POST', body: '{}' })
    expect(await next.text()).toBe('"taken"')
  })

  it('gets the query of a GET, and with @rawhttp any request', async () => {
    const query = await ask({ script: schema }, { method: 'GET' }, '/score?input_data={"input_string":["Why?"]}')
    expect(await query.json()).toEqual([{ 0: expect.stringContaining('Why?') }])
    const replies = [({ method }: { method: string }) => ({ returns: method })]
    const raw = await ask({ replies, script: { input: 'request' } }, { method: 'OPTIONS' })
    expect(await raw.text()).toBe('"OPTIONS"')
  })

  it('is behind Azure’s edge unless it is told otherwise: a key, 424, and no headers of the connection', async () => {
    const headers = { authorization: 'Bearer k' }
    const refused = await ask({ edge: undefined, apiKey: 'k' }, { body: '{}' })
    expect(refused.status).toBe(401)
    const answer = await ask({ edge: true, apiKey: 'k' }, { body: '{}', headers })
    expect([answer.status, answer.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '500'])
    expect([answer.headers.get('connection'), answer.headers.get('server')]).toEqual([null, null])
    const exit = await ask({ edge: true, replies: [{ exits: 'process' }] }, { body: '{}', headers })
    expect([exit.status, exit.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '502'])
  })
})
