import { fork } from 'node:child_process'
import { once } from 'node:events'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closings, forms } from './closing-forms.ts'

const server = fork(new URL('closing-server.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
let url = ''
beforeAll(async () => {
  const [port] = (await once(server, 'message')) as [number]
  url = `http://127.0.0.1:${port}`
})
afterAll(() => void server.kill())

interface Run {
  readonly failures: number
  readonly arrivals: number
  readonly median: number
}

/** How the caller takes the body. */
const readings = {
  'at once': (response: Response) => response.text(),
  late: async (response: Response) => {
    await new Promise((resolve) => setImmediate(resolve))
    return response.text()
  },
  never: async (response: Response) => response.body?.cancel(),
}

const calls = 200

async function run(call: typeof fetch, path: string, read: (response: Response) => Promise<unknown>): Promise<Run> {
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'a'.repeat(900) }] })
  let failures = 0
  const times: number[] = []
  for (let number = 0; number < calls; number++) {
    const start = performance.now()
    try {
      await read(await call(url + path, { method: 'POST', body }))
    } catch {
      failures += 1
    }
    times.push(performance.now() - start)
  }
  server.send('arrivals')
  const [arrivals] = (await once(server, 'message')) as [number]
  return { failures, arrivals, median: times.toSorted((a, b) => a - b)[calls >> 1] ?? 0 }
}

/** A server that closes connections loses no call, though the next one is made at once. Retried, as a busy machine may delay the server's close. */
describe.each(Object.keys(forms))('after an answer %s', (form) => {
  it.each([
    ...Object.keys(closings).map((closing) => [closing, 'at once'] as const),
    ...(['late', 'never'] as const).flatMap((reading) => [
      ['in the next write', reading] as const,
      ['by a reset in the next turn', reading] as const,
      ['never', reading] as const,
    ]),
  ])('a close %s, the body read %s', { retry: 2 }, async (closing, reading) => {
    const read = readings[reading]
    const path = `/${encodeURIComponent(form)}/${encodeURIComponent(closing)}`
    const theirs = await run(fetch, path, read)
    const ours = await run(nodeFetch, path, read)
    expect(ours.failures).toBeLessThanOrEqual(Math.max(calls / 100, theirs.failures))
    expect(ours.arrivals).toBeLessThanOrEqual(calls)
    expect(ours.arrivals).toBeGreaterThanOrEqual(calls - ours.failures)
    // Where the close comes late, waiting for it is the price: a millisecond of a timer is no fault.
    expect(ours.median).toBeLessThan(2 * theirs.median + 2)
  })
})
