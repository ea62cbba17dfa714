import { describe, expect, it } from 'vitest'
import { startEndpointEmulator } from '../src/index.ts'
import { post } from './posting.ts'

const question = 'Will the Collatz conjecture ever be solved?'
const messages = [{ role: 'user', content: question }]

describe('startEndpointEmulator', () => {
  it('serves a dedicated and a serverless endpoint side by side', async () => {
    await using emulator = await startEndpointEmulator()
    const dedicated = await post(`${emulator.url}/score`, { input_data: { input_string: messages, parameters: {} } })
    expect(await dedicated.json()).toMatchObject({ output: expect.stringContaining(question), finish_reason: 'stop' })
    for (const path of ['/v1/chat/completions', '/chat/completions']) {
      const serverless = await post(`${emulator.url}${path}`, { messages })
      const content = expect.stringContaining('emulated')
      expect(await serverless.json()).toMatchObject({ choices: [{ message: { role: 'assistant', content } }] })
    }
  })

  it('records requests', async () => {
    await using emulator = await startEndpointEmulator()
    await post(`${emulator.url}/v1/chat/completions?a=1`, { messages }, { 'azureml-model-deployment': 'blue' })
    expect(emulator.requests).toMatchObject([
      {
        method: 'POST',
        url: '/v1/chat/completions?a=1',
        path: '/v1/chat/completions',
        query: { a: '1' },
        headers: { 'azureml-model-deployment': 'blue', 'content-type': 'application/json' },
        body: { messages },
        deployment: 'blue',
        status: 200,
      },
    ])
  })

  it('reports a port that is in use', async () => {
    await using emulator = await startEndpointEmulator()
    await expect(startEndpointEmulator({ port: emulator.port })).rejects.toThrow(
      `Port ${emulator.port} on 127.0.0.1 is in use. Stop the process that uses it, or pass another port (0 for a free one).`,
    )
  })

  it('ends open streams when it closes', async () => {
    const emulator = await startEndpointEmulator({ faults: [{ stallAtByte: 10 }] })
    const response = await post(`${emulator.url}/v1/chat/completions`, { messages, stream: true })
    const reading = response.text()
    await emulator.close()
    await expect(reading).rejects.toThrow('terminated')
  })

  it('lets responses finish if told to', async () => {
    const emulator = await startEndpointEmulator({ pace: { delayMs: 5 } })
    const response = await post(`${emulator.url}/v1/chat/completions`, { messages, stream: true })
    const closing = emulator.close({ graceMs: 5_000 })
    expect(await response.text()).toMatch(/data: \[DONE\]\n\n$/)
    await closing
    await expect(post(`${emulator.url}/score`, {})).rejects.toThrow('fetch failed')
  })

  it('runs next to another one in the same process', async () => {
    await using one = await startEndpointEmulator({ model: 'one' })
    await using other = await startEndpointEmulator({ model: 'other' })
    const answers = await Promise.all([one, other].map(({ url }) => post(`${url}/v1/chat/completions`, { messages })))
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
      { model: 'one' },
      { model: 'other' },
    ])
    expect([one.requests.length, other.requests.length]).toEqual([1, 1])
  })

  it('does not change the global Request and Response', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await using emulator = await startEndpointEmulator()
    await post(`${emulator.url}/v1/chat/completions`, { messages })
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })

  it('keeps only the newest requests', async () => {
    await using emulator = await startEndpointEmulator({ maxRecordedRequests: 2 })
    for (const n of [1, 2, 3]) await post(`${emulator.url}/v1/chat/completions?n=${n}`, { messages })
    expect(emulator.requests.map(({ query }) => query['n'])).toEqual(['2', '3'])
  })
})
