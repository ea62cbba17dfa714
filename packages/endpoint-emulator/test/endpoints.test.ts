import { describe, expect, it } from 'vitest'
import { createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

const endpoints = [
  { name: 'llama', image: 'foundation', apiKey: 'one', deployments: [{ name: 'blue', replies: ['from blue'] }] },
  { name: 'mistral', image: 'serverless', apiKey: 'two', replies: ['from mistral'] },
] as const

describe('several endpoints in a process', () => {
  it('are reached by the first segment of the path', async () => {
    await using emulator = await startEndpointEmulator({ endpoints })
    const scored = await post(
      `${emulator.url}/llama/score`,
      { input_data: { input_string: asking('x') } },
      bearer('one'),
    )
    expect(await scored.json()).toMatchObject({ output: 'from blue' })
    const chatted = await post(`${emulator.url}/mistral/chat/completions`, { messages: asking('x') }, bearer('two'))
    expect(await chatted.json()).toMatchObject({ choices: [{ message: { content: 'from mistral' } }] })
    expect(emulator.requests).toMatchObject([
      { endpoint: 'llama', path: '/score', url: '/llama/score', deployment: 'blue' },
      { endpoint: 'mistral', path: '/chat/completions' },
    ])
  })

  it('have their own path on Kubernetes', async () => {
    await using emulator = await startEndpointEmulator({ replies: ['from Kubernetes'] })
    const url = `${emulator.url}/api/v1/endpoint/my-ep/score`
    const scored = await post(url, { input_data: { input_string: asking('x') } })
    expect(await scored.json()).toMatchObject({ output: 'from Kubernetes' })
  })

  it('have their own keys', async () => {
    await using emulator = await startEndpointEmulator({ endpoints })
    const answer = await post(`${emulator.url}/mistral/chat/completions`, { messages: asking('x') }, bearer('one'))
    expect([answer.status, await answer.json()]).toEqual([401, { status: 'Invalid auth token' }])
  })

  it('are reached by the first label of the host, without a socket', async () => {
    const { fetch: call, requests } = createEndpointEmulator({ endpoints })
    const url = 'https://llama.eastus2.inference.ml.azure.com/score'
    const body = JSON.stringify({ input_data: { input_string: asking('x') } })
    const answer = await call(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer('one') },
      body,
    })
    expect(await answer.json()).toMatchObject({ output: 'from blue' })
    expect(requests).toMatchObject([{ endpoint: 'llama', status: 200 }])
  })
})

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}
