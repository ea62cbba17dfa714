import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, startEndpointEmulator } from '../src/index.ts'
import { asking, post, readEvents } from './posting.ts'

const chat = { model: 'local', messages: asking('Why?') }

/** Local model servers require no key. */
const open = { mode: 'none' } as const

describe('an upstream', () => {
  it('serves every API', async () => {
    const toolCalls = [{ id: 'a', name: 'f', arguments: { x: 1 } }]
    const replies = [{ text: 'real words', reasoning: 'real thoughts', toolCalls, times: Infinity }]
    await using server = await startEndpointEmulator({ replies, apiKey: 'inner' })
    const upstream = { url: `${server.url}/v1/`, apiKey: 'inner', model: 'other' }
    await using emulator = await startEndpointEmulator({ upstream, apiKey: 'outer' })
    const headers = { authorization: 'Bearer outer' }
    const scored = await post(
      `${emulator.url}/score`,
      { input_data: { input_string: chat.messages, parameters: { top_k: 3 } } },
      headers,
    )
    expect(await scored.json()).toMatchObject({
      output: 'real words',
      reasoning_content: 'real thoughts',
      model: 'other',
    })
    expect(server.requests.at(-1)?.body).toMatchObject({
      model: 'other',
      messages: chat.messages,
      top_k: 3,
      stream: false,
    })
    const streamed = await post(`${emulator.url}/v1/chat/completions`, { ...chat, stream: true }, headers)
    const deltas = (await readEvents(streamed)).map(
      (event) => (event['choices'] as { delta: Record<string, unknown> }[])[0]?.delta,
    )
    expect(deltas.map((delta) => delta?.['content'] ?? '').join('')).toBe('real words')
    expect(JSON.stringify(deltas)).toContain('"id":"a","type":"function","function":{"name":"f"')
    expect(server.requests.at(-1)?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  it('streams as the upstream streams', async () => {
    await using server = await startEndpointEmulator({
      auth: open,
      replies: [{ pieces: ['a', 'b'], pace: { delayMs: 400 } }],
    })
    await using emulator = await startEndpointEmulator({ upstream: `${server.url}/v1` })
    const answer = await post(`${emulator.url}/v1/chat/completions`, { ...chat, stream: true })
    const times: number[] = []
    for await (const _ of answer.body as AsyncIterable<Uint8Array>) times.push(performance.now())
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(50)
  })

  it('embeds and completes text', async () => {
    await using server = await startEndpointEmulator({ auth: open, replies: [{ embedding: [1, 2] }, 'done'] })
    await using emulator = await startEndpointEmulator({ upstream: `${server.url}/v1` })
    const embedded = await post(`${emulator.url}/v1/embeddings`, { input: 'x' })
    expect(await embedded.json()).toMatchObject({ data: [{ embedding: [1, 2] }] })
    const completed = await post(`${emulator.url}/completions`, { prompt: 'x' })
    expect(await completed.json()).toMatchObject({ object: 'text_completion', choices: [{ text: 'done' }] })
  })

  it('that cannot be reached is reported as by Azure', async () => {
    const server = await startEndpointEmulator()
    await server.close()
    await using emulator = await startEndpointEmulator({ image: 'foundation', upstream: `${server.url}/v1` })
    const answer = await post(`${emulator.url}/score`, { input_data: { input_string: chat.messages } })
    expect([answer.status, answer.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '502'])
    expect(await answer.text()).toMatch(/^\{"error":"Downstream unavailable"\}\nPlease check this guide/)
  })

  it('passes its failures on', async () => {
    expect(await failing({ faults: [{ status: 429, body: { error: { message: 'slow down' } } }] })).toEqual([
      429,
      '{"error":{"message":"slow down"}}',
    ])
    expect(await failing({ faults: [{ status: 200, body: 'not JSON' }] })).toEqual([
      502,
      expect.stringContaining('does not answer with JSON'),
    ])
  })

  it('breaks off the stream when its own breaks off', async () => {
    await using server = await startEndpointEmulator({ auth: open, faults: [{ reset: { atByte: 400 } }] })
    await using emulator = await startEndpointEmulator({ upstream: `${server.url}/v1` })
    const answer = await post(`${emulator.url}/v1/chat/completions`, { ...chat, stream: true })
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  it('is aborted when the caller disconnects', async () => {
    const left = Promise.withResolvers<void>()
    await using server = await startEndpointEmulator({
      auth: open,
      faults: [{ stallAtByte: 700 }],
      onAnswer: () => left.resolve(),
    })
    await using emulator = await startEndpointEmulator({ upstream: `${server.url}/v1` })
    const controller = new AbortController()
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify({ ...chat, stream: true }),
    }
    const answer = await fetch(`${emulator.url}/v1/chat/completions`, { ...init, signal: controller.signal })
    await answer.body?.getReader().read()
    controller.abort()
    await expect(left.promise).resolves.toBeUndefined()
  })
})

async function failing(options: EndpointEmulatorOptions): Promise<[number, string]> {
  await using server = await startEndpointEmulator({ auth: open, ...options })
  await using emulator = await startEndpointEmulator({ upstream: `${server.url}/v1` })
  const answer = await post(`${emulator.url}/v1/chat/completions`, chat)
  return [answer.status, await answer.text()]
}
