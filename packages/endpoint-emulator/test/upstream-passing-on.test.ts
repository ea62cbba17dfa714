import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, startEndpointEmulator } from '../src/index.ts'
import { asking, post, readEvents } from './posting.ts'

/** What a stand-in engine got, and what it is to answer. */
interface Engine extends AsyncDisposable {
  readonly url: string
  readonly requests: { url: string; headers: Record<string, unknown>; body: Record<string, unknown> }[]
}

interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: unknown
}

async function startEngine({ status = 200, headers = {}, body }: Answer): Promise<Engine> {
  const requests: Engine['requests'] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += String(part)
    requests.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(text) as never })
    const type = typeof body === 'string' ? 'text/event-stream' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const stop = (): Promise<void> => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections())
  return { url: `http://127.0.0.1:${port}/v1`, requests, [Symbol.asyncDispose]: stop }
}

/** Asks an emulator before an engine. */
async function through(answer: Answer, options: EndpointEmulatorOptions, [path, body]: readonly [string, unknown]) {
  await using engine = await startEngine(answer)
  await using emulator = await startEndpointEmulator({ upstream: engine.url, ...options })
  const response = await post(`${emulator.url}${path}`, body, { 'anthropic-version': '2023-06-01' })
  const text = await response.text()
  return { response, text, sent: engine.requests[0]?.body ?? {} }
}

const usage = {
  prompt_tokens: 9,
  completion_tokens: 5,
  total_tokens: 14,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 3 },
}
const logprobs = { content: [{ token: 'Yes', logprob: -0.1, top_logprobs: [] }] }
const answer = {
  id: 'cmpl-of-the-engine',
  object: 'chat.completion',
  created: 5,
  model: 'tiny',
  system_fingerprint: 'fp',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Yes', refusal: 'no' }, finish_reason: 'stop', logprobs },
    { index: 1, message: { role: 'assistant', content: 'No' }, finish_reason: 'length', stop_reason: 7 },
  ],
  usage,
}
const completion = { choices: [{ text: ' and so on', finish_reason: 'length' }], model: 'tiny', usage }
const chat = { messages: asking('Why?') }

describe('names for the upstream', () => {
  const parameters = { max_new_tokens: 8, do_sample: false, temperature: 0.7, return_full_text: true, top_k: 3 }
  const stop = { stop_sequences: ['\n'] }

  it.each<[image: EndpointEmulatorOptions['image'], path: string, body: unknown]>([
    ['classic', '/score', { input_data: { input_string: chat.messages, parameters: { ...parameters, ...stop } } }],
    ['classic', '/score', { input_data: { input_string: ['Once'], parameters: { ...parameters, ...stop } } }],
    [undefined, '/score', { inputs: 'Once', parameters: { ...parameters, ...stop } }],
    ['huggingface', '/generate', { inputs: 'Once', parameters: { ...parameters, stop: ['\n'] } }],
  ])('are OpenAI’s, from %s %s %j', async (image, path, body) => {
    const made = path === '/score' && JSON.stringify(body).includes('role') ? answer : completion
    const { sent } = await through({ body: made }, { image }, [path, body])
    expect(sent).toMatchObject({ max_tokens: 8, temperature: 0, stop: ['\n'], top_k: 3, stream: false })
    for (const name of ['max_new_tokens', 'do_sample', 'return_full_text', 'stop_sequences', 'model']) {
      expect(sent).not.toHaveProperty(name)
    }
  })

  it('are left alone where the caller uses OpenAI’s', async () => {
    const body = { ...chat, model: 'mine', max_completion_tokens: 4, n: 2, logprobs: true, stop: 'x', stream: true }
    const { sent } = await through({ body: 'data: [DONE]\n\n' }, {}, [
      '/v1/chat/completions',
      { ...body, stream_options: { continuous_usage_stats: true } },
    ])
    expect(sent).toEqual({ ...body, stream_options: { continuous_usage_stats: true, include_usage: true } })
  })

  it('put the prompt before its continuation as it is', async () => {
    const ask = { inputs: 'Once', parameters: { return_full_text: true } }
    const { text } = await through({ body: completion }, { image: 'huggingface' }, ['/generate', ask])
    expect(text).toContain('"Once and so on"')
  })

  it('are followed by the stop sequence in /generate, where the engine says which one it was', async () => {
    const choice = { text: ' and so on', finish_reason: 'stop', stop_reason: '\n' }
    const ask = { inputs: 'Once', parameters: { stop: ['\n'], details: true } }
    const { text } = await through({ body: { choices: [choice], usage } }, { image: 'huggingface' }, ['/generate', ask])
    expect(JSON.parse(text)).toMatchObject({
      generated_text: ' and so on\n',
      details: { finish_reason: 'stop_sequence' },
    })
  })

  it('keep the query of its URL, and its password as a header', async () => {
    await using engine = await startEngine({ body: answer })
    const upstream = `${engine.url.replace('//', '//me:secret@')}/?api-version=1`
    await using emulator = await startEndpointEmulator({ upstream })
    expect((await post(`${emulator.url}/v1/chat/completions`, chat)).status).toBe(200)
    expect(engine.requests[0]).toMatchObject({
      url: '/v1/chat/completions?api-version=1',
      headers: { authorization: `Basic ${Buffer.from('me:secret').toString('base64')}` },
    })
  })
})

describe('an answer of the upstream', () => {
  it.each<[image: EndpointEmulatorOptions['image'], path: string]>([
    ['huggingface', '/v1/chat/completions'],
    ['serverless', '/v1/chat/completions'],
    ['foundry', '/openai/v1/chat/completions'],
  ])('passes whole through %s %s', async (image, path) => {
    const { text } = await through({ body: answer }, { image }, [path, { ...chat, model: 'mine', n: 2 }])
    expect(JSON.parse(text)).toMatchObject(answer)
  })

  it('gives the rich envelope of /score its id, model and token counts', async () => {
    const asked = { input_data: { input_string: chat.messages } }
    const { text } = await through({ body: answer }, { image: 'foundation' }, ['/score', asked])
    expect(JSON.parse(text)).toMatchObject({ output: 'Yes', id: answer.id, model: 'tiny', usage })
  })

  it('is not changed by the habits of an emulated model', async () => {
    const asked = { input_data: { input_string: chat.messages } }
    const { text } = await through({ body: answer }, { image: 'classic' }, ['/score', asked])
    expect(text).toBe('{"output":"Yes"}')
  })

  it('has the name of the model that the options give it', async () => {
    const { text } = await through({ body: answer }, { model: 'shown' }, ['/v1/chat/completions', chat])
    expect(JSON.parse(text)).toMatchObject({ model: 'shown' })
  })

  it('passes as a stream: every choice, logprobs, the id, and the token counts with their details', async () => {
    const head = { id: 'a', object: 'chat.completion.chunk', created: 5, model: 'tiny', system_fingerprint: 'fp' }
    const chunk = (choice: object): string => `data: ${JSON.stringify({ ...head, choices: [choice] })}\n\n`
    const body = [
      chunk({ index: 0, delta: { role: 'assistant', content: 'Yes' }, logprobs, finish_reason: null }),
      chunk({ index: 1, delta: { content: 'No' }, finish_reason: null }),
      chunk({ index: 1, delta: {}, finish_reason: 'length' }),
      chunk({ index: 0, delta: { refusal: 'no' }, finish_reason: 'stop' }),
      `data: ${JSON.stringify({ ...head, choices: [], usage })}\n\ndata: [DONE]\n\n`,
    ].join('')
    const asked = { ...chat, stream: true, stream_options: { include_usage: true } }
    const { text } = await through({ body }, { image: 'huggingface' }, ['/v1/chat/completions', asked])
    const events = await readEvents(new Response(text))
    for (const event of events)
      expect(event).toMatchObject({ id: 'a', created: 5, model: 'tiny', system_fingerprint: 'fp' })
    const choices = events.flatMap((event) => event['choices'] as { index: number; delta: object }[])
    expect(choices).toContainEqual(expect.objectContaining({ index: 0, delta: { content: 'Yes' }, logprobs }))
    expect(choices).toContainEqual(expect.objectContaining({ index: 1, delta: { content: 'No' } }))
    expect(choices).toContainEqual(expect.objectContaining({ index: 0, delta: { refusal: 'no' } }))
    expect(choices).toContainEqual(expect.objectContaining({ index: 1, finish_reason: 'length' }))
    expect(choices).toContainEqual(expect.objectContaining({ index: 0, finish_reason: 'stop' }))
    expect(events.at(-1)).toMatchObject({ choices: [], usage })
    expect(text).toMatch(/\[DONE\]\n\n$/)
  })

  it('that ends without saying so, or with an error, ends so here', async () => {
    const first = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Half' } }] })}\n\n`
    const asked = ['/v1/chat/completions', { ...chat, stream: true }] as const
    const cut = await through({ body: first }, { image: 'huggingface' }, asked)
    expect(cut.text).toContain('Half')
    expect(cut.text).not.toMatch(/\[DONE\]|"finish_reason":"/)
    const error = { error: { message: 'out of memory', code: 500 } }
    const failed = await through(
      { body: `${first}data: ${JSON.stringify(error)}\n\n` },
      { image: 'huggingface' },
      asked,
    )
    expect(failed.text).toContain(`data: ${JSON.stringify(error)}`)
    expect(failed.text).not.toMatch(/\[DONE\]|"finish_reason":"/)
  })

  it('that fails names the request to a caller of Claude', async () => {
    const body = `data: ${JSON.stringify({ error: { message: 'out of memory' } })}\n\n`
    const asked = { model: 'm', max_tokens: 99, messages: asking('Why?'), stream: true }
    const { response, text } = await through({ body }, { image: 'foundry' }, ['/anthropic/v1/messages', asked])
    expect((await readEvents(new Response(text))).at(-1)).toEqual({
      type: 'error',
      error: { details: null, type: 'api_error', message: 'out of memory' },
      request_id: response.headers.get('request-id'),
    })
    expect(response.headers.get('request-id')).toMatch(/^req_[\da-f]{32}$/)
  })
})

describe('a failure of the upstream', () => {
  it('passes with its status, body and the headers about trying again', async () => {
    const body = { error: { message: 'slow down' } }
    const headers = { 'retry-after': '7', 'x-ratelimit-remaining-requests': '0', 'set-cookie': 'a=b' }
    const { response, text } = await through({ status: 429, headers, body }, {}, ['/v1/chat/completions', chat])
    expect([response.status, text]).toEqual([429, JSON.stringify(body)])
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it('passes behind Azure’s edge as a 424 with its status', async () => {
    const asked = ['/v1/chat/completions', chat] as const
    const { response } = await through(
      { status: 429, headers: { 'retry-after': '7' }, body: {} },
      { image: 'huggingface' },
      asked,
    )
    expect([response.status, response.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '429'])
    expect(response.headers.get('retry-after')).toBe('7')
  })

  it('under status 200 is no empty answer', async () => {
    const body = { error: { message: 'out of memory' } }
    const { text } = await through({ body }, {}, ['/v1/chat/completions', chat])
    expect(JSON.parse(text)).toEqual(body)
  })

  it.each<[image: EndpointEmulatorOptions['image'], path: string]>([
    ['huggingface', '/generate'],
    ['foundation', '/score'],
    ['serverless', '/chat/completions'],
    ['foundry', '/openai/v1/chat/completions'],
    ['classic', '/score'],
    ['prompt-flow', '/score'],
    ['score-script', '/score'],
  ])('to answer at all is explained by %s %s', async (image, path) => {
    await using emulator = await startEndpointEmulator({
      image,
      upstream: 'http://me:secret@127.0.0.1:9/v1?code=secret',
    })
    const body = { ...chat, model: 'x', input_data: { input_string: chat.messages }, inputs: 'x', question: 'x' }
    const { input_data: input, inputs, question, ...openAI } = body
    const sent = path === '/score' ? { input_data: input, question } : path === '/generate' ? { inputs } : openAI
    const response = await post(`${emulator.url}${path}`, sent)
    const said = `${await response.text()} ${response.headers.get('x-emulator-cause')}`
    expect(said).toContain('The upstream http://127.0.0.1:9/v1 cannot be reached: ')
    expect(said).toMatch(/ECONNREFUSED|bad port/)
    expect(said).not.toContain('secret')
  })
})
