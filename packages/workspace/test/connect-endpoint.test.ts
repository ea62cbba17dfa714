import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ConnectOptions, connectEndpoint, listEndpoints } from '../src/index.ts'
import { type Identity, startIdentity } from './identity.ts'

const phi = 'azureml://registries/azureml/models/Phi-4/versions/7'
const llama = 'azureml://registries/azureml-meta/models/Meta-Llama-3-8B-Instruct'
const hello = { messages: [{ role: 'user', content: 'Hello' }] } as const

let emulator: RunningEndpointEmulator
let identity: Identity

beforeAll(async () => {
  identity = await startIdentity()
  emulator = await startEndpointEmulator({
    workspace: {
      pageSize: 2,
      subscriptionId: 'sub',
      resourceGroupName: 'group',
      workspaceName: 'ws',
      accept: identity.token,
    },
    endpoints: [
      {
        name: 'collatz',
        apiKey: ['key-one', 'key-two'],
        deployments: [
          { name: 'blue', traffic: 9, modelId: phi, replies: ['from blue'] },
          { name: 'green', traffic: 1, replies: ['from green'] },
        ],
      },
      { name: 'with-token', auth: { mode: 'aml_token' }, replies: ['with a token'] },
      { name: 'with-entra', auth: { mode: 'aad_token' }, replies: ['with Entra ID'] },
      { name: 'mini', image: 'serverless', modelId: llama, apiKey: 'serverless-key', replies: ['serverless'] },
    ],
  })
})

afterAll(async () => {
  await emulator.close()
  identity.close()
})

const workspace = (): Omit<ConnectOptions, 'endpointName'> => ({
  subscriptionId: 'sub',
  resourceGroupName: 'group',
  workspaceName: 'ws',
  credential: identity.credential,
  armEndpoint: emulator.url,
})

const ask = async (options: Partial<ConnectOptions> & { readonly endpointName: string }): Promise<string> => {
  const endpoint = await connectEndpoint({ ...workspace(), ...options })
  const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter: CustomOpenAIChatContentFormatter })
  return (await client.chat(hello)).text
}

describe('connectEndpoint', () => {
  it('calls a managed endpoint with its key, by traffic or by deployment', async () => {
    expect(await ask({ endpointName: 'collatz', deploymentName: 'green' })).toBe('from green')
    const endpoint = await connectEndpoint({ ...workspace(), endpointName: 'collatz' })
    expect(endpoint).toEqual({
      endpointUrl: `${emulator.url}/collatz/score`,
      endpointApiType: 'dedicated',
      endpointApiKey: expect.any(Function),
    })
    expect(emulator.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${identity.token}`)
    expect(identity.asked).toContain('https://management.azure.com')
  })

  it('calls an endpoint whose tokens come from the control plane', async () => {
    expect(await ask({ endpointName: 'with-token' })).toBe('with a token')
  })

  it('calls an endpoint with Entra ID, with tokens for the endpoint and not for the control plane', async () => {
    expect(await ask({ endpointName: 'with-entra' })).toBe('with Entra ID')
    expect(identity.asked).toContain('https://ml.azure.com')
  })

  it('calls a serverless endpoint, whose URI has no path', async () => {
    expect(await ask({ endpointName: 'mini' })).toBe('serverless')
    const { endpointUrl, endpointApiType } = await connectEndpoint({
      ...workspace(),
      endpointName: 'mini',
      route: '/v1/embeddings',
    })
    expect([endpointUrl, endpointApiType]).toEqual([`${emulator.url}/mini/v1/embeddings`, 'serverless'])
  })
})

describe('listEndpoints', () => {
  it('lists both kinds, page by page, with deployments, traffic and models', async () => {
    expect(await listEndpoints(workspace())).toMatchObject([
      { name: 'emulator', kind: 'online', authMode: 'key', endpointApiType: 'dedicated' },
      {
        name: 'collatz',
        provisioningState: 'Succeeded',
        scoringUrl: `${emulator.url}/collatz/score`,
        deployments: [
          { name: 'blue', traffic: 90, modelId: phi, provisioningState: 'Succeeded' },
          { name: 'green', traffic: 10, modelId: undefined },
        ],
      },
      { name: 'with-token', authMode: 'aml_token' },
      { name: 'with-entra', authMode: 'aad_token' },
      { name: 'mini', kind: 'serverless', authMode: 'key', modelId: llama, scoringUrl: `${emulator.url}/mini` },
    ])
  })
})

describe('a signal', () => {
  it.each([
    ['the endpoint', /onlineEndpoints\/collatz$/, 'collatz'],
    ['its deployments', /deployments$/, 'collatz'],
    ['its keys', /onlineEndpoints\/collatz\/listKeys$/, 'collatz'],
    ['a serverless endpoint', /serverlessEndpoints\/mini$/, 'mini'],
    ['its keys too', /serverlessEndpoints\/mini\/listKeys$/, 'mini'],
  ])('ends the connecting while %s is awaited, with its own reason', async (_, path, endpointName) => {
    await using slow = await startEndpointEmulator({
      workspace: {
        subscriptionId: 'sub',
        resourceGroupName: 'group',
        workspaceName: 'ws',
        faults: [{ when: { path }, firstByteDelayMs: 60_000 }],
      },
      endpoints: [{ name: 'collatz' }, { name: 'mini', image: 'serverless' }],
    })
    const controller = new AbortController()
    const connecting = connectEndpoint({
      ...workspace(),
      armEndpoint: slow.url,
      endpointName,
      signal: controller.signal,
    })
    await vi.waitFor(() => expect(slow.requests.at(-1)?.path).toMatch(path), { timeout: 60_000 })
    controller.abort(new Error('I left'))
    await expect(connecting).rejects.toThrow('I left')
  })
})

describe('the identity', () => {
  it('answers a claims challenge of the control plane with a new token', async () => {
    const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64')
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${claims}"`
    await using challenging = await startEndpointEmulator({
      workspace: {
        subscriptionId: 'sub',
        resourceGroupName: 'group',
        workspaceName: 'ws',
        faults: [{ status: 401, headers: { 'www-authenticate': challenge }, times: 1 }],
      },
    })
    const asked: unknown[] = []
    const credential = {
      getToken: async (_scopes: string | string[], options?: Record<string, unknown>) => {
        asked.push(options?.['claims'])
        return { token: `token-${asked.length}`, expiresOnTimestamp: Date.now() + 3_600_000 }
      },
    }
    await connectEndpoint({ ...workspace(), credential, armEndpoint: challenging.url, endpointName: 'emulator' })
    expect(asked).toEqual([undefined, expect.stringContaining('access_token')])
    expect(challenging.requests.at(-1)?.headers['authorization']).toBe('Bearer token-2')
  })

  it.each([
    [undefined, 'https://management.azure.com/.default'],
    ['https://management.azure.com/', 'https://management.azure.com/.default'],
    ['https://management.usgovcloudapi.net', 'https://management.usgovcloudapi.net/.default'],
    [new URL('https://management.chinacloudapi.cn/'), 'https://management.chinacloudapi.cn/.default'],
  ])('is asked for a token of the cloud that %s is in', async (armEndpoint, scope) => {
    const scopes: unknown[] = []
    const getToken = (asked: string | string[]): never => {
      scopes.push(...[asked].flat())
      throw new Error('No token in this test.')
    }
    const connecting = connectEndpoint({
      ...workspace(),
      armEndpoint,
      credential: { getToken: async (one) => getToken(one) },
      endpointName: 'x',
      maxRetries: 0,
    })
    await expect(connecting).rejects.toThrow('No token in this test.')
    expect(scopes).toEqual([scope])
  })
})
