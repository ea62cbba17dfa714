import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

const help =
  '\nPlease check this guide to understand why this error code might have been returned \n' +
  'https://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'
const chat = { input_data: { input_string: asking('Why?'), parameters: {} } }

describe('the gateway of a managed endpoint', () => {
  it('gives each request an id and echoes the id of the caller', async () => {
    const answer = await score({}, { 'x-ms-client-request-id': 'mine' })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('x-ms-client-request-id')).toBe('mine')
    expect(answer.headers.get('ms-azureml-model-time')).toMatch(/^\d+$/)
  })

  it.each([
    ['the key', 'Bearer good', 200],
    ['another key', 'Bearer bad', 401],
    ['a key without Bearer', 'good', 401],
  ])('rejects everything but the key: %s', async (_, authorization, status) => {
    expect((await score({ apiKey: ['good', 'second'] }, { authorization })).status).toBe(status)
  })

  it('rejects keys with the messages of Azure', async () => {
    expect(await text(score({ apiKey: 'good' }, { authorization: 'bad' }))).toBe('key_auth_bad_header_forbidden')
    expect(await text(score({ apiKey: 'good' }))).toBe('key_auth_access_denied')
  })

  it('rejects an expired token and an expired JWT', async () => {
    const auth = { mode: 'aad_token', accept: ['fresh', jwt(-60), jwt(60)], expired: ['old'] } as const
    const statuses = ['fresh', 'old', jwt(-60), jwt(60)].map((token) =>
      score({ auth }, { authorization: `Bearer ${token}` }),
    )
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 401, 401, 200])
    expect(await text(score({ auth }, { authorization: 'Bearer old' }))).toBe('aad_auth_token_expired')
  })

  it('finds deployments by name and by traffic', async () => {
    const deployments = [
      { name: 'blue', model: 'b', traffic: 100 },
      { name: 'green', model: 'g' },
    ]
    expect(await (await score({ deployments })).json()).toMatchObject({ model: 'b' })
    expect(await (await score({ deployments }, { 'azureml-model-deployment': 'green' })).json()).toMatchObject({
      model: 'g',
    })
    const unknown = await score({ deployments }, { 'azureml-model-deployment': 'nope' })
    expect([unknown.status, await unknown.text()]).toEqual([404, `Specified deployment could not be found${help}`])
    const idle = await score({ deployments: [{ name: 'blue', traffic: 0 }] })
    expect([idle.status, await idle.text()]).toEqual([404, `Specified traffic group could not be found${help}`])
  })

  it('responds with 424 while no replica is ready', async () => {
    const answer = await score({ deployments: [{ name: 'blue', state: 'not-ready' }] })
    expect([answer.status, await answer.text()]).toEqual([424, 'no healthy upstream'])
    expect(answer.headers.get('ms-azureml-model-error-reason')).toBe('model_not_ready')
    expect(answer.headers.has('ms-azureml-model-error-statuscode')).toBe(false)
  })

  it('responds with 408 after request_timeout_ms', async () => {
    for (const slow of [{ latencyMs: 5_000 }, { faults: [{ firstByteDelayMs: 5_000 }] }]) {
      const answer = await score({ requestTimeoutMs: 30, ...slow })
      expect([answer.status, await answer.text()]).toEqual([408, `upstream request timeout${help}`])
    }
  })

  it('responds with 429 beyond twice the concurrency', async () => {
    await using emulator = await startEndpointEmulator({ latencyMs: 400, maxConcurrentRequestsPerInstance: 1 })
    const answers = await Promise.all([1, 2, 3].map(() => post(`${emulator.url}/score`, chat)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429])
    const late = answers.find(({ status }) => status === 429)
    expect(late?.headers.get('ms-azureml-model-error-reason')).toBe('too_many_pending_request')
    expect(await late?.text()).toBe(help)
    expect((await post(`${emulator.url}/score`, chat)).status).toBe(200)
  })

  it('responds with 429 beyond the rate limit', async () => {
    await using emulator = await startEndpointEmulator({ requestsPerSecond: 2 })
    const statuses: number[] = []
    for (let n = 0; n < 3; n++) statuses.push((await post(`${emulator.url}/score`, chat)).status)
    expect(statuses).toEqual([200, 200, 429])
  })

  it('replaces the status of the container with 424', async () => {
    const answer = await score({ replies: [{ error: { status: 503, message: 'No memory left.' } }] })
    expect(answer.status).toBe(424)
    expect(answer.headers.get('ms-azureml-model-error-reason')).toBe('model_error')
    expect(answer.headers.get('ms-azureml-model-error-statuscode')).toBe('503')
    const error = { code: 'Service Unavailable', message: 'No memory left.', status: 503 }
    expect(await answer.text()).toBe(JSON.stringify({ error }) + help)
  })
})

async function score(options: EndpointEmulatorOptions, headers: Record<string, string> = {}): Promise<Response> {
  await using emulator = await startEndpointEmulator(options)
  const answer = await post(`${emulator.url}/score`, chat, headers)
  return new Response(await answer.arrayBuffer(), answer)
}

async function text(answer: Promise<Response>): Promise<string> {
  return (await answer).text()
}

function jwt(seconds: number): string {
  const claims = {
    aud: 'https://ml.azure.com',
    exp: Math.floor(Date.now() / 1000 / 60) * 60 + seconds + (seconds > 0 ? 600 : 0),
  }
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`
}
