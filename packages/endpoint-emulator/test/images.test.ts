import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, type EndpointImage, createEndpointEmulator } from '../src/index.ts'
import { asking, readEvents } from './posting.ts'

interface Recorded {
  readonly id: string
  readonly request: { path: string; headers: Record<string, string>; body: unknown }
  readonly response: { status: number; headers: Record<string, string>; body: unknown }
}

const file = new URL('fixtures/exchanges.json', import.meta.url)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded[]
const long = 'x'.repeat(101)

const failures: readonly { id: string; options: EndpointEmulatorOptions; headers?: Record<string, string> }[] = [
  { id: 'B06', options: { image: 'foundation' } },
  { id: 'B09', options: { image: 'foundation' } },
  { id: 'B11', options: { image: 'foundation' } },
  { id: 'C02', options: { image: 'classic' } },
  { id: 'C03', options: { image: 'classic' } },
  { id: 'C05', options: { image: 'classic' }, headers: { 'x-ms-client-request-id': long } },
  { id: 'D02', options: { image: 'classic', apiKey: 'k' } },
  { id: 'D03', options: { image: 'classic', deployments: [{ name: 'blue' }] } },
  { id: 'D05', options: { image: 'huggingface', latencyMs: 500, requestTimeoutMs: 5 } },
  { id: 'D07', options: { image: 'classic', deployments: [{ name: 'blue', state: 'not-ready' }] } },
  { id: 'D09', options: { image: 'classic', requestsPerSecond: 0 } },
  { id: 'D11', options: { image: 'classic', faults: [{ status: 500 }] } },
  { id: 'G30', options: { image: 'foundry', contentFilter: { prompt: ['Hi'] } } },
  { id: 'G34', options: { image: 'serverless', unsupportedParameters: ['response_format'] } },
  { id: 'G36', options: { image: 'serverless' } },
  { id: 'G38', options: { image: 'serverless', apiKey: 'k' } },
  { id: 'G39', options: { image: 'serverless', apiKey: 'k' } },
  { id: 'G41', options: { image: 'foundry', apiKey: 'k' } },
  { id: 'G43', options: { image: 'foundry' } },
  { id: 'H03', options: { image: 'foundry' } },
]

describe('a recorded failure', () => {
  it.each(failures)('$id', async ({ id, options, headers }) => {
    const { request, response } = recorded.find((one) => one.id === id) as Recorded
    const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body)
    const sent = { ...request.headers, ...headers }
    const answer = await createEndpointEmulator(options).fetch(`http://localhost${request.path}`, {
      method: 'POST',
      headers: sent,
      body,
    })
    const own = new Set(['ms-azureml-model-time', 'x-request-id', 'x-ms-client-request-id'])
    const expected = Object.entries(response.headers).filter(([name]) => !own.has(name))
    expect(answer.status).toBe(response.status)
    expect(Object.fromEntries(answer.headers)).toMatchObject(Object.fromEntries(expected))
    const wire = typeof response.body === 'string' ? response.body : JSON.stringify(response.body)
    expect(await answer.text()).toBe(wire)
  })
})

describe('the images', () => {
  const chat = { input_data: { input_string: asking('Why?'), parameters: { max_new_tokens: 3, max_tokens: 5 } } }

  it('classic: only the text, with a leading space, limited by max_new_tokens', async () => {
    expect(await ask('classic', '/score', chat)).toEqual({ output: ' This is the' })
  })

  it('foundation: the rich envelope, limited by max_tokens', async () => {
    expect(await ask('foundation', '/score', chat)).toEqual({
      output: 'This is the endpoint',
      message: { role: 'assistant', content: 'This is the endpoint' },
      finish_reason: 'length',
      usage: { prompt_tokens: 1, total_tokens: 6, completion_tokens: 5 },
      model: 'azureml-emulator',
      id: 'chatcmpl-1',
    })
  })

  it.each([
    [{ input_data: { input_string: ['a', 'b'], parameters: { max_tokens: 1 } } }, [{ '0': 'This', '1': 'This' }]],
    [{ input_data: { input_string: ['a'] }, parameters: { max_tokens: 1 } }, [{ '0': 'This' }]],
    [{ input_data: ['a'], params: { max_tokens: 1, return_full_text: true } }, ['a This']],
    [{ inputs: { input_string: ['a'] }, parameters: { max_tokens: 1 } }, [{ '0': 'This' }]],
    [{ inputs: ['a'], parameters: { max_tokens: 1 } }, [{ '0': { generated_text: 'This' } }]],
  ])('every text body: %j', async (body, expected) => {
    expect(await ask(undefined, '/score', body)).toEqual(expected)
  })

  it('embedding bodies on /score', async () => {
    const body = { input_data: { columns: ['text'], index: [0], data: [['one']] } }
    expect(await ask(undefined, '/score', body)).toEqual([{ output: expect.any(Array) }])
  })

  it('foundation: its own chat route sends arguments as objects and stops at 256 tokens', async () => {
    const tools = [{ type: 'function', function: { name: 'f', description: 'd', parameters: { type: 'object' } } }]
    expect(await ask('foundation', '/chat/completions', { messages: asking('Go'), tools })).toMatchObject({
      choices: [{ message: { content: '', tool_calls: [{ function: { name: 'f', arguments: {}, call_id: null } }] } }],
    })
    const longer = await ask('foundation', '/chat/completions', { messages: asking('why '.repeat(400)) })
    expect(longer).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 256 } })
  })

  it('huggingface: /generate, /v1/models and flat errors behind 424', async () => {
    expect(await ask('huggingface', '/generate', { inputs: 'a', parameters: { max_new_tokens: 1 } })).toEqual({
      generated_text: 'This',
    })
    const { fetch: call } = createEndpointEmulator({ image: 'huggingface' })
    expect(await (await call('http://h/v1/models', { headers: json })).json()).toMatchObject({
      data: [{ id: 'azureml-emulator' }],
    })
    const failed = await call('http://h/v1/chat/completions', {
      method: 'POST',
      headers: json,
      body: '{"messages":[]}',
    })
    expect(failed.headers.get('ms-azureml-model-error-statuscode')).toBe('400')
    expect(await failed.text()).toMatch(/^\{"object":"error","message":"messages: List should have at least 1 item/)
  })

  it('serverless: Cohere routes and /info', async () => {
    expect(await ask('serverless', '/v1/chat', { message: 'Why?', chat_history: [] })).toMatchObject({
      finish_reason: 'COMPLETE',
    })
    expect(await ask('serverless', '/v1/embed', { texts: ['one'] })).toMatchObject({ embeddings: [expect.any(Array)] })
    const { fetch: call } = createEndpointEmulator({ image: 'serverless', model: 'mine' })
    expect(await (await call('http://h/info', { headers: json })).json()).toMatchObject({ model_name: 'mine' })
  })

  it('foundry: chooses the deployment by the model', async () => {
    const { fetch: call } = createEndpointEmulator({ image: 'foundry', deployments: [{ name: 'mine' }] })
    const send = (path: string, model: string) =>
      call(`http://h${path}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ model, messages: asking('Why?') }),
      })
    expect((await send('/openai/v1/chat/completions', 'mine')).status).toBe(200)
    expect(await (await send('/openai/v1/chat/completions', 'Mine')).json()).toMatchObject({
      error: { code: 'DeploymentNotFound' },
    })
    expect(await (await send('/models/chat/completions', 'other')).json()).toMatchObject({
      error: { code: 'unknown_model' },
    })
  })

  it('prompt-flow: question in, answer out, streamed on request, 406 if it cannot stream', async () => {
    const body = { question: 'Why?', chat_history: [{ inputs: { question: 'a' }, outputs: { answer: 'b' } }] }
    expect(await ask('prompt-flow', '/score', body)).toEqual({ answer: expect.stringContaining('Why?') })
    const init = { method: 'POST', headers: { ...json, accept: 'text/event-stream' }, body: JSON.stringify(body) }
    const stream = await createEndpointEmulator({ image: 'prompt-flow' }).fetch('http://h/score', init)
    const events = await readEvents(stream)
    expect(events.map((event) => event['answer']).join('')).toContain('Why?')
    const refused = await createEndpointEmulator({ image: 'prompt-flow', flowStreams: false }).fetch(
      'http://h/score',
      init,
    )
    const e04 = recorded.find(({ id }) => id === 'E04')?.response.body
    expect(JSON.parse((await refused.text()).split('\n')[0] ?? '')).toEqual(e04)
  })
})

describe('extra-parameters', () => {
  const body = JSON.stringify({ messages: asking('Why?'), max_completion_tokens: 2 })

  it.each([
    ['error', 400, undefined],
    ['drop', 200, 'stop'],
    ['pass-through', 200, 'length'],
    ['ignore', 400, undefined],
  ])('%s', async (rule, status, reason) => {
    const headers = { ...json, 'extra-parameters': rule }
    const answer = await createEndpointEmulator().fetch('http://h/chat/completions', { method: 'POST', headers, body })
    expect(answer.status).toBe(status)
    const { choices } = (await answer.json()) as { choices?: { finish_reason: string }[] }
    expect(choices?.[0]?.finish_reason).toBe(reason)
  })
})

describe('the content filter', () => {
  it('cuts a completion', async () => {
    const { fetch: call } = createEndpointEmulator({ contentFilter: { completion: [' speaking'] } })
    const body = JSON.stringify({ messages: asking('Why?') })
    const answer = await call('http://h/v1/chat/completions', { method: 'POST', headers: json, body })
    expect(await answer.json()).toMatchObject({
      choices: [
        {
          finish_reason: 'content_filter',
          message: { content: 'This is the endpoint emulator' },
          content_filter_result: {},
        },
      ],
    })
  })

  it('empties the answer of a dedicated endpoint', async () => {
    const { fetch: call } = createEndpointEmulator({ contentFilter: { prompt: ['Why'] } })
    const body = JSON.stringify({ input_data: { input_string: asking('Why?'), parameters: {} } })
    expect(await (await call('http://h/score', { method: 'POST', headers: json, body })).text()).toBe('{}')
  })
})

const json = { 'content-type': 'application/json', authorization: 'Bearer any' }

async function ask(image: EndpointImage | undefined, path: string, body: unknown): Promise<unknown> {
  const init = { method: 'POST', headers: json, body: JSON.stringify(body) }
  return (await createEndpointEmulator({ image }).fetch(`http://localhost${path}`, init)).json()
}
