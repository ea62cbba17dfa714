import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type Fault, type RandomFaults, createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

const body = { messages: asking('Why?'), stream: true }

interface Seen {
  readonly status?: number
  readonly headersMs?: number
  readonly bytes: Buffer
  readonly firstByteMs?: number
  readonly end: 'clean' | 'ECONNRESET' | 'still open'
}

describe('faults over a socket', () => {
  it('replaces the status, with Retry-After', async () => {
    await using emulator = await startEndpointEmulator({ faults: [{ status: 503, retryAfter: 7, times: 1 }] })
    const answer = await post(`${emulator.url}/v1/chat/completions`, body)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7'])
    expect((await post(`${emulator.url}/v1/chat/completions`, body)).status).toBe(200)
  })

  it('replaces the body, whatever it is', async () => {
    await using emulator = await startEndpointEmulator({
      faults: [{ status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } }],
    })
    const answer = await post(`${emulator.url}/score`, body)
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/html', '<html>Bad gateway</html>'])
  })

  it('turns a failure of the container into 424', async () => {
    await using emulator = await startEndpointEmulator({ faults: [{ modelStatus: 504 }] })
    const answer = await post(`${emulator.url}/score`, { input_data: { input_string: asking('Why?') } })
    expect([answer.status, answer.headers.get('ms-azureml-model-error-statuscode')]).toEqual([424, '504'])
  })

  it('resets before the headers', async () => {
    expect(await watch({ reset: 'before-headers' })).toEqual({ bytes: Buffer.alloc(0), end: 'ECONNRESET' })
  })

  it('resets after the headers', async () => {
    const seen = await watch({ reset: 'after-headers' })
    expect(seen).toMatchObject({ status: 200, end: 'ECONNRESET' })
    expect(seen.bytes).toHaveLength(0)
  })

  it('resets at a byte', async () => {
    const seen = await watch({ reset: { atByte: 333 } })
    expect(seen).toMatchObject({ status: 200, end: 'ECONNRESET' })
    expect(seen.bytes).toHaveLength(333)
  })

  it('stalls at a byte', async () => {
    const seen = await watch({ stallAtByte: 100 })
    expect(seen).toMatchObject({ status: 200, end: 'still open' })
    expect(seen.bytes).toHaveLength(100)
  })

  it('ends cleanly at a byte', async () => {
    const seen = await watch({ endAtByte: 50 })
    expect(seen).toMatchObject({ status: 200, end: 'clean' })
    expect(seen.bytes).toHaveLength(50)
  })

  it('waits before the headers, and between the headers and the body', async () => {
    const late = await watch({ firstByteDelayMs: 80 })
    expect(late.headersMs).toBeGreaterThanOrEqual(75)
    // Longer, because a busy machine may notice the headers late.
    const split = await watch({ bodyDelayMs: 600 })
    expect((split.firstByteMs ?? 0) - (split.headersMs ?? 0)).toBeGreaterThanOrEqual(60)
  })

  it('trickles', async () => {
    const seen = await watch({ trickle: { bytes: 10, delayMs: 1 }, endAtByte: 100 })
    expect([seen.bytes.length, seen.end]).toEqual([100, 'clean'])
  })

  it('inserts malformed events between valid ones', async () => {
    const seen = await watch({ insert: { afterEvents: 2, text: 'data: {"oops\n\n' } })
    const events = seen.bytes.toString().split('\n\n')
    expect(events[2]).toBe('data: {"oops')
    expect(events.at(-2)).toBe('data: [DONE]')
  })

  it('can be set by a request header', async () => {
    await using emulator = await startEndpointEmulator()
    const answer = await post(`${emulator.url}/v1/chat/completions`, body, { 'x-emulator-fault': '{"status":418}' })
    expect(answer.status).toBe(418)
    const wrong = await post(`${emulator.url}/v1/chat/completions`, body, { 'x-emulator-fault': '{"statu":418}' })
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining(String.raw`The fault has no \"statu\". Did you mean \"status\"? Use when,`),
    ])
  })

  it('can be chosen by a function that gets the request', async () => {
    const faults = ({ headers }: { headers: Readonly<Record<string, string>> }): Fault | undefined =>
      headers['x-hard'] ? { status: 500 } : undefined
    await using emulator = await startEndpointEmulator({ faults })
    const calls = ['', '1'].map((hard) => post(`${emulator.url}/v1/chat/completions`, body, { 'x-hard': hard }))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 500])
  })
})

describe('random faults', () => {
  it('are the same for the same seed', async () => {
    const faults = [{ status: 500 }, { status: 503 }]
    expect(await statuses({ seed: 3, rate: 0.5, faults })).toEqual(await statuses({ seed: 3, rate: 0.5, faults }))
    expect(await statuses({ seed: 3, rate: 0.5, faults })).not.toEqual(await statuses({ seed: 4, rate: 0.5, faults }))
    expect(new Set(await statuses({ rate: 0.5, faults }))).toEqual(new Set([200, 500, 503]))
  })
})

describe('faults without a socket', () => {
  it('fail as fetch fails', async () => {
    const { fetch: call, fail } = createEndpointEmulator()
    fail([
      { reset: 'before-headers', times: 1 },
      { reset: { atByte: 20 }, times: 1 },
    ])
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify(body),
    }
    await expect(call('http://h/v1/chat/completions', init)).rejects.toThrow('fetch failed')
    const answer = await call('http://h/v1/chat/completions', init)
    await expect(answer.text()).rejects.toThrow('fetch failed')
  })

  it("honour the caller's signal", async () => {
    const { fetch: call } = createEndpointEmulator({ faults: [{ stallAtByte: 20 }] })
    const controller = new AbortController()
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify(body),
      signal: controller.signal,
    }
    const answer = await call('http://h/v1/chat/completions', init)
    setTimeout(() => controller.abort(), 10)
    await expect(answer.text()).rejects.toThrow('aborted')
    await expect(call('http://h/v1/chat/completions', init)).rejects.toThrow('aborted')
  })
})

async function statuses(randomFaults: RandomFaults): Promise<number[]> {
  const { fetch: call } = createEndpointEmulator({ randomFaults })
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify(body),
  }
  const seen: number[] = []
  for (let n = 0; n < 20; n++) seen.push((await call('http://h/v1/chat/completions', init)).status)
  return seen
}

/** Reads a response with a bare HTTP client, until nothing has arrived for 400 ms. */
async function watch(fault: Fault): Promise<Seen> {
  await using emulator = await startEndpointEmulator({ faults: [fault] })
  const started = performance.now()
  const seen = { bytes: Buffer.alloc(0), end: 'still open' } as { -readonly [Key in keyof Seen]: Seen[Key] }
  await new Promise<void>((resolve) => {
    const finish = (end: Seen['end']): void => {
      seen.end = end
      resolve()
    }
    const failed = (error: NodeJS.ErrnoException): void =>
      finish(error.code === 'ECONNRESET' ? 'ECONNRESET' : 'still open')
    const sent = httpRequest(`${emulator.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    })
    sent.on('error', failed)
    sent.on('response', (response) => {
      seen.status = response.statusCode as number
      seen.headersMs = performance.now() - started
      response.on('data', (chunk: Buffer) => {
        seen.firstByteMs ??= performance.now() - started
        seen.bytes = Buffer.concat([seen.bytes, chunk])
      })
      response.on('error', failed)
      response.on('end', () => finish('clean'))
      const silence = setTimeout(resolve, 2_000)
      response.on('data', () => silence.refresh())
    })
    sent.end(JSON.stringify(body))
  })
  return seen
}
