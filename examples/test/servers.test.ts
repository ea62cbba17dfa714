// The servers in examples/servers and examples/edge, with real HTTP clients: some leave in the middle.
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { allowOrigin } from '../edge/cors.ts'
import { ask } from '../servers/chat-client.ts'
import { folder, key } from './run-example.ts'

const events: Record<string, string> = {
  one: '{"choices":[{"delta":{"content":"One, "}}]}',
  end: '{"choices":[{"delta":{"content":"two."},"finish_reason":"stop"}]}',
  error: '{"error":{"message":"engine gone","code":503}}',
}

/** An endpoint that writes what a test tells it to, and knows when its client has left. */
class Endpoint {
  readonly #server = createServer((request, response) => {
    request.resume()
    response.once('close', () => (this.hasLeft = !response.writableEnded))
    this.#requested?.(response)
  })
  #requested: ((response: ServerResponse) => void) | undefined
  hasLeft = false

  async start(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening')
    return `http://127.0.0.1:${portOf(this.#server)}/v1/chat/completions`
  }

  /** Waits for the next request. */
  next(): Promise<ServerResponse> {
    this.hasLeft = false
    return new Promise((resolve) => (this.#requested = resolve))
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port
}

function write(response: ServerResponse, ...names: readonly (keyof typeof events)[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const name of names) response.write(`data: ${events[name]}\n\n`)
}

/** Answers a request with events, the last of which ends it. */
async function answer(requested: Promise<ServerResponse>, ...names: readonly string[]): Promise<ServerResponse> {
  const response = await requested
  write(response, ...names)
  if (names.includes('end')) response.end()
  return response
}

const endpoint = new Endpoint()
const logged = vi.spyOn(console, 'error').mockImplementation(() => {})

// A server that is closed does not open again: neither take it from another test, nor leave it to one.
beforeAll(() => vi.resetModules())
afterAll(() => vi.resetModules())

beforeAll(async () => {
  vi.stubEnv('AZUREML_ENDPOINT_URL', await endpoint.start())
  vi.stubEnv('AZUREML_ENDPOINT_API_KEY', key)
  vi.stubEnv('PORT', '0')
})
afterEach(() => logged.mockClear())
afterAll(() => endpoint.close())

const question = [{ role: 'user', content: 'Count.' }]
const uiQuestion = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Count.' }] }]

interface ServerModule {
  readonly server: Server
}
interface WorkerModule {
  readonly default: { fetch(request: Request): Promise<Response> }
}

/** Starts a program in examples/servers, or serves a handler in examples/edge as Node's adapters do. */
async function start(name: string): Promise<Server> {
  const program = (await import(join(folder, `${name}.ts`))) as ServerModule | WorkerModule
  if ('server' in program) return program.server
  return serve({ fetch: (request) => program.default.fetch(request), port: 0 }) as Server
}

const names = ['servers/express-', 'servers/hono-', 'edge/'].flatMap((beginning) =>
  ['core', 'langchain', 'ai-sdk'].map((client) => beginning + client),
)

describe.each(names)('%s.ts', (name) => {
  let server: Server
  let url = ''

  beforeAll(async () => {
    server = await start(name)
    if (!server.listening) await once(server, 'listening')
    url = `http://127.0.0.1:${portOf(server)}/chat`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  async function post(signal?: AbortSignal): Promise<Response> {
    const body = JSON.stringify({ messages: name.endsWith('ai-sdk') ? uiQuestion : question })
    return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: signal ?? null })
  }

  it('sends each piece as it arrives, through proxies too', async () => {
    const [fromModel, response] = await Promise.all([answer(endpoint.next(), 'one'), post()])
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const readUntil = async (part: string): Promise<void> => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? ''
    }
    await readUntil('One, ')
    expect(text).not.toContain('two')
    write(fromModel, 'end')
    fromModel.end()
    await readUntil('two.')
  })

  it.each(['before the first piece', 'in the middle'])('stops the endpoint when its client leaves %s', async (when) => {
    const controller = new AbortController()
    const requested = endpoint.next()
    const posted = post(controller.signal)
    posted.catch(() => {})
    const fromModel = await requested
    if (when === 'in the middle') {
      write(fromModel, 'one')
      await (await posted).body?.getReader().read()
    }
    controller.abort()
    await vi.waitFor(() => expect(endpoint.hasLeft).toBe(true), { interval: 5, timeout: 3000 })
    expect(logged).not.toHaveBeenCalled()
  })

  it.each([
    ['at once', [] as string[]],
    ['in the middle', ['one']],
  ])('tells its client of an error %s, without secrets', async (_when, before) => {
    const requested = endpoint.next()
    const posted = post()
    const fromModel = await requested
    if (before.length === 0) fromModel.writeHead(401).end(`{"error":{"message":"Wrong key ${key}"}}`)
    else {
      write(fromModel, ...before, 'error')
      fromModel.end()
    }
    const text = await (await posted).text()
    expect(text).toContain('The model is not available.')
    expect(text).not.toMatch(/127\.0\.0\.1|engine gone|Wrong key/)
    expect(JSON.stringify(logged.mock.calls.map((call) => call.map(String)))).not.toContain(key)
  })

  if (name.endsWith('ai-sdk')) return

  it('is read by servers/chat-client.ts', async () => {
    const answered = answer(endpoint.next(), 'one', 'end')
    const pieces: string[] = []
    for await (const piece of ask(url, question)) pieces.push(piece)
    expect(pieces.join('')).toBe('One, two.')
    await answered
  })
})

it('edge/cors.ts allows one origin', async () => {
  const handler = allowOrigin('https://chat.example.com', async () => Response.json({}))
  const preflight = await handler(new Request('https://api.example.com', { method: 'OPTIONS' }))
  const answered = await handler(new Request('https://api.example.com', { method: 'POST' }))
  expect([preflight.status, answered.status]).toEqual([204, 200])
  for (const { headers } of [preflight, answered]) {
    expect(headers.get('access-control-allow-origin')).toBe('https://chat.example.com')
  }
})
