import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryPoints, type PlaygroundSettings } from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { playgroundApp } from '../src/server/playground-app.ts'

const headers = { 'content-type': 'application/json', host: '127.0.0.1:4281' }
let embedded: EmbeddedEndpoint
beforeAll(async () => void (embedded = await EmbeddedEndpoint.start()))
afterAll(() => embedded.close())

type Part = { readonly type: string } & Readonly<Record<string, unknown>>

/** Asks an own endpoint, and returns what is sent to the page. */
async function answerOf(url: string, settings: Partial<PlaygroundSettings>, form: object = {}): Promise<Part[]> {
  const credential = (): Promise<never> => Promise.reject(new Error('no identity'))
  const app = playgroundApp({ page: new Map(), embedded, name: 'test', credential })
  const body = JSON.stringify({ url, key: 'a-key', formatter: 'openai', ...form })
  const set = await app.request('/api/endpoint', { method: 'PUT', headers, body })
  const cookie = set.headers.get('set-cookie')?.split(';')[0] ?? ''
  const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]
  const chosen = { ...initialSettings, endpoint: 'own', ...settings }
  const request = {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ messages, settings: chosen }),
  }
  const text = await (await app.request('/api/chat', request)).text()
  return Array.from(text.matchAll(/^data: (\{.*\})$/gm), ([, json = '']) => JSON.parse(json) as Part)
}

const withoutWire = (parts: readonly Part[]): readonly Part[] => parts.filter(({ type }) => type !== 'data-wire')
const wireOf = (parts: readonly Part[]): readonly Record<string, unknown>[] =>
  parts.flatMap(({ type, data }) => (type === 'data-wire' ? [data as Record<string, unknown>] : []))

/** The parts with the pieces of each text joined, and without what differs from call to call. */
function told(parts: readonly Part[]): unknown[] {
  const joined: { type: string; delta?: string }[] = []
  for (const { type, delta, inputTextDelta, input, output } of withoutWire(parts)) {
    const text = (delta ?? inputTextDelta) as string | undefined
    const last = joined.at(-1)
    if (last?.type === type && last.delta !== undefined) last.delta += text
    else
      joined.push({
        type,
        ...(text !== undefined && { delta: text }),
        ...(input !== undefined && { input }),
        ...(output !== undefined && { output }),
      })
  }
  return joined
}

describe.each(entryPoints)('through %s', (entryPoint) => {
  it('an answer arrives with its reasoning, its tool calls and their results, in order', async () => {
    await using emulator = await startEndpointEmulator({
      replies: [
        {
          reasoning: 'A tool knows.',
          text: 'One moment.',
          toolCalls: [{ name: 'collatz_steps', arguments: { start: 6 } }],
        },
        { text: 'Eight.' },
      ],
    })
    const parts = await answerOf(`${emulator.url}/v1/chat/completions`, { entryPoint, tools: true })
    const seen = told(parts).filter((part) => !/step/.test((part as Part).type))
    expect(seen).toEqual([
      { type: 'start' },
      { type: 'reasoning-start' },
      { type: 'reasoning-delta', delta: 'A tool knows.' },
      { type: 'reasoning-end' },
      { type: 'text-start' },
      { type: 'text-delta', delta: 'One moment.' },
      { type: 'text-end' },
      { type: 'tool-input-start' },
      { type: 'tool-input-delta', delta: '{"start":6}' },
      { type: 'tool-input-available', input: { start: 6 } },
      { type: 'tool-output-available', output: { start: 6, steps: 8, highest: 16 } },
      { type: 'text-start' },
      { type: 'text-delta', delta: 'Eight.' },
      { type: 'text-end' },
      { type: 'finish' },
    ])
    expect(parts.filter(({ type }) => type === 'start-step')).toHaveLength(2)
    const body = emulator.requests.at(-1)?.body as { messages: unknown[] }
    expect(body.messages.at(-1)).toMatchObject({ role: 'tool', content: '{"start":6,"steps":8,"highest":16}' })
  })

  it('everything on the wire is told, in order and with its time', async () => {
    await using emulator = await startEndpointEmulator({ replies: [{ pieces: ['I ', 'see.'] }] })
    const url = `${emulator.url}/v1/chat/completions`
    const wire = wireOf(await answerOf(`${url}?code=secret`, { entryPoint }))
    expect(wire[0]).toMatchObject({ kind: 'request', url: `${url}?code=<redacted>`, body: emulator.requests[0]?.body })
    expect(JSON.stringify(wire)).not.toMatch(/a-key|code=secret/)
    expect(wire[1]).toMatchObject({
      kind: 'response',
      status: 200,
      headers: { 'content-type': expect.stringContaining('text/event-stream') },
    })
    expect(wire.findLast(({ kind }) => kind === 'received')).toMatchObject({ text: 'data: [DONE]' })
    const parsed = wire.filter(({ kind }) => kind === 'parsed') as unknown as {
      method: string
      result: { text?: string }
    }[]
    expect(new Set(parsed.map(({ method }) => method))).toEqual(new Set(['openStream']))
    expect(parsed.map(({ result }) => result.text ?? '').join('')).toBe('I see.')
    expect(wire.at(-1)).toMatchObject({ kind: 'end', finishReason: 'stop' })
    const times = wire.map(({ at }) => at as number)
    expect(times).toEqual(times.toSorted((left, right) => left - right))
    expect(times[0]).toBeGreaterThanOrEqual(0)
  })

  it('the settings are sent, and a failure is told', async () => {
    const raw = { status: 400, body: { json: { error: { code: 'Bad', message: 'No.' } } } }
    await using emulator = await startEndpointEmulator({ replies: [{ raw, times: Infinity }] })
    const settings = { temperature: 0.5, topP: 0.9, maxTokens: 7, stop: ['x'], seed: 3, system: 'Be brief.' }
    const parts = await answerOf(`${emulator.url}/v1/chat/completions`, { entryPoint, ...settings })
    expect(emulator.requests[0]?.body).toMatchObject({
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 7,
      stop: ['x'],
      seed: 3,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
    })
    const failure = parts.find(({ type }) => type === 'data-failure')?.['data']
    expect(failure).toMatchObject({ name: 'EndpointError', status: 400, code: 'Bad' })
    expect(wireOf(parts).at(-1)).toMatchObject({ kind: 'end', finishReason: 'failed' })
  })

  it.each([
    [{}, {}, undefined],
    [{ deploymentName: 'blue' }, {}, 'blue'],
    [{}, { deploymentName: 'green' }, 'green'],
    [{ deploymentName: 'blue' }, { deploymentName: 'green' }, 'blue'],
  ])('the deployment of %j, at an endpoint with %j, is %s', async (settings, form, name) => {
    await using emulator = await startEndpointEmulator({
      deployments: [{ name: 'blue', traffic: 1 }, { name: 'green' }],
    })
    await answerOf(`${emulator.url}/v1/chat/completions`, { entryPoint, ...settings }, form)
    expect(emulator.requests[0]?.headers['azureml-model-deployment']).toBe(name)
  })
})
