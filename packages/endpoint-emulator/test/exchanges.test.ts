import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'

interface Exchange {
  readonly id: string
  readonly title: string
  readonly request: { method: string; path: string; headers: Record<string, string>; body: unknown }
  readonly response: { status: number; headers: Record<string, string>; body: unknown }
}

const file = new URL('fixtures/exchanges.json', import.meta.url)
const exchanges = JSON.parse(readFileSync(file, 'utf8')) as Exchange[]

describe('recorded exchanges', () => {
  it.each(exchanges)('$id gets the same response byte for byte: $title', async ({ request, response }) => {
    const body = wire(response.body)
    const raw = { status: response.status, headers: response.headers, body }
    const auth = { mode: 'none' } as const
    await using emulator = await startEndpointEmulator({ auth, replies: [{ raw, times: Infinity }] })
    for (const call of [fetch, createEndpointEmulator({ auth, replies: [{ raw }] }).fetch]) {
      const sent = request.method === 'GET' ? undefined : wire(request.body)
      const answer = await call(emulator.url + request.path, {
        method: request.method,
        headers: request.headers,
        body: sent,
      })
      expect(answer.status).toBe(response.status)
      expect(Object.fromEntries(answer.headers)).toMatchObject(response.headers)
      expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(body)
    }
    expect(emulator.requests[0]?.body).toEqual(request.method === 'GET' ? undefined : parsed(request.body))
  })
})

function wire(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : body
  } catch {
    return body
  }
}
