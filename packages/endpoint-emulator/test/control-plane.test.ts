import { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning'
import { afterAll, describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

const listKeys = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/listKeys/action'
const phi = 'azureml://registries/azureml/models/Phi-4/versions/7'

const emulator = await startEndpointEmulator({
  workspace: { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w', accept: 'arm-token', pageSize: 2 },
  apiKey: ['key-one', 'key-two'],
  endpoints: [
    { name: 'tokens', auth: { mode: 'aml_token' } },
    { name: 'entra', auth: { mode: 'aad_token' }, provisioningState: 'Creating' },
    { name: 'busy', provisioningState: 'Updating' },
    {
      name: 'two',
      deployments: [
        { name: 'blue', traffic: 3, modelId: phi },
        { name: 'green', traffic: 1, provisioningState: 'Failed' },
      ],
    },
    { name: 'paid', image: 'serverless', apiKey: 'paid-key', modelId: phi },
    { name: 'resource', image: 'foundry' },
  ],
})
afterAll(() => emulator.close())

const base = '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w'
const call = (
  path: string,
  { method = 'GET', token = 'arm-token', body }: { method?: string; token?: string; body?: unknown } = {},
  url = emulator.url,
): Promise<Response> =>
  fetch(`${url}${path}${path.includes('?') ? '' : '?api-version=2022-10-01'}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: body === undefined ? null : JSON.stringify(body),
  })

describe('the control plane', () => {
  it('is what Microsoft’s client expects: endpoints page by page, deployments, keys, tokens, and regenerated keys', async () => {
    const credential = { getToken: async () => ({ token: 'arm-token', expiresOnTimestamp: Date.now() + 3_600_000 }) }
    const client = new AzureMachineLearningWorkspaces(credential, 's', {
      endpoint: emulator.url,
      allowInsecureConnection: true,
    })
    // Its own authentication refuses http:, also to this machine.
    client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' })
    client.pipeline.addPolicy({
      name: 'token',
      sendRequest: (request, next) => {
        request.headers.set('authorization', 'Bearer arm-token')
        return next(request)
      },
    })
    const names: unknown[] = []
    for await (const { name, properties } of client.onlineEndpoints.list('g', 'w'))
      names.push([name, properties.authMode])
    expect(names).toEqual([
      ['emulator', 'Key'],
      ['tokens', 'AMLToken'],
      ['entra', 'AADToken'],
      ['busy', 'Key'],
      ['two', 'Key'],
    ])
    expect(await client.onlineEndpoints.get('g', 'w', 'two')).toMatchObject({
      properties: {
        traffic: { blue: 75, green: 25 },
        scoringUri: `${emulator.url}/two/score`,
        provisioningState: 'Succeeded',
      },
    })
    const deployments: unknown[] = []
    for await (const { name, properties } of client.onlineDeployments.list('g', 'w', 'two')) {
      deployments.push([name, properties.endpointComputeType, properties.model, properties.provisioningState])
    }
    expect(deployments).toEqual([
      ['blue', 'Managed', phi, 'Succeeded'],
      ['green', 'Managed', null, 'Failed'],
    ])
    expect(await client.onlineEndpoints.listKeys('g', 'w', 'emulator')).toEqual({
      primaryKey: 'key-one',
      secondaryKey: 'key-two',
    })
    const {
      accessToken,
      tokenType,
      expiryTimeUtc = 0,
      refreshAfterTimeUtc = 0,
    } = await client.onlineEndpoints.getToken('g', 'w', 'tokens')
    expect([tokenType, expiryTimeUtc - refreshAfterTimeUtc]).toEqual(['Bearer', 600])
    expect((await score('/tokens', accessToken ?? '')).status).toBe(200)
    await client.onlineEndpoints.beginRegenerateKeysAndWait(
      'g',
      'w',
      'emulator',
      { keyType: 'Primary' },
      { updateIntervalInMs: 1 },
    )
    const { primaryKey } = await client.onlineEndpoints.listKeys('g', 'w', 'emulator')
    expect((await score('', 'key-one')).status).toBe(401)
    expect([(await score('', primaryKey ?? '')).status, (await score('', 'key-two')).status]).toEqual([200, 200])
  })

  it('has serverless endpoints, whose URI has no path', async () => {
    const path = `${base}/serverlessEndpoints`
    expect(await (await call(path)).json()).toMatchObject({
      value: [
        {
          name: 'paid',
          properties: {
            authMode: 'Key',
            provisioningState: 'Succeeded',
            endpointState: 'Online',
            inferenceEndpoint: { uri: `${emulator.url}/paid` },
            modelSettings: { modelId: phi },
          },
        },
      ],
    })
    const keys = await call(`${path}/paid/listKeys`, { method: 'POST' })
    expect(await keys.json()).toMatchObject({ primaryKey: 'paid-key' })
  })

  it.each<[path: string, init: Parameters<typeof call>[1], status: number, code: string, message: string]>([
    [base, { token: '' }, 401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing."],
    [base, { token: 'x' }, 401, 'InvalidAuthenticationToken', 'The access token is invalid.'],
    [
      base,
      { token: jwt({ aud: 'https://ml.azure.com' }) },
      401,
      'InvalidAuthenticationTokenAudience',
      "wrong audience or resource 'https://ml.azure.com'. It should exactly match",
    ],
    ['/subscriptions/x/resourceGroups/g', {}, 404, 'SubscriptionNotFound', "The subscription 'x' could not be found."],
    [base.replace('/g/', '/h/'), {}, 404, 'ResourceGroupNotFound', "Resource group 'h' could not be found."],
    [
      `${base}x`,
      {},
      404,
      'ResourceNotFound',
      "'Microsoft.MachineLearningServices/workspaces/wx' under resource group 'g' was not found.",
    ],
    [`${base}/onlineEndpoints/none`, {}, 404, 'ResourceNotFound', 'workspaces/w/onlineEndpoints/none'],
    [`${base}/onlineEndpoints/paid`, {}, 404, 'ResourceNotFound', 'workspaces/w/onlineEndpoints/paid'],
    [`${base}/onlineEndpoints/two/deployments/red`, {}, 404, 'ResourceNotFound', 'onlineEndpoints/two/deployments/red'],
    [`${base}/onlineEndpoints/tokens/listKeys`, { method: 'POST' }, 400, 'BadRequest', 'does not use keys'],
    [`${base}/onlineEndpoints/two/token`, { method: 'POST' }, 400, 'BadRequest', 'does not use a token'],
    [`${base}/onlineEndpoints/two/listKeys`, {}, 405, 'MethodNotAllowed', 'not allowed'],
    [
      `${base}/onlineEndpoints/busy/regenerateKeys`,
      { method: 'POST', body: { keyType: 'Primary' } },
      409,
      'Conflict',
      'in progress',
    ],
    [
      `${base}/onlineEndpoints/two/regenerateKeys`,
      { method: 'POST', body: {} },
      400,
      'BadRequest',
      'keyType is invalid.',
    ],
    [`${base}?x=1`, {}, 400, 'MissingApiVersionParameter', 'The api-version query parameter'],
  ])('answers %s %o with %i %s', async (path, init, status, code, message) => {
    const response = await call(path, init)
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    expect([response.status, error.code]).toEqual([status, code])
    expect(error.message).toContain(message)
    expect(response.headers.has('www-authenticate')).toBe(status === 401)
    const again = await call(path, init)
    expect(again.headers.get('x-ms-request-id')).not.toBe(response.headers.get('x-ms-request-id'))
  })

  const withWorkspace = (workspace: NonNullable<EndpointEmulatorOptions['workspace']>) =>
    startEndpointEmulator({
      workspace: { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w', ...workspace },
    })

  it('denies actions, in the words of Azure', async () => {
    await using denying = await withWorkspace({ deniedActions: [listKeys] })
    const response = await call(`${base}/onlineEndpoints/emulator/listKeys`, { method: 'POST' }, denying.url)
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    expect([response.status, error.code]).toEqual([403, 'AuthorizationFailed'])
    expect(error.message).toContain(`to perform action '${listKeys}' over scope '${base}/onlineEndpoints/emulator'`)
    expect((await call(`${base}/onlineEndpoints/emulator`, {}, denying.url)).status).toBe(200)
  })

  it('has faults: throttled as Azure says it, with a body of one’s own, or without a connection', async () => {
    await using faulty = await withWorkspace({
      faults: [
        { status: 429, retryAfter: 7, times: 1 },
        { status: 500, body: { error: { code: 'Odd', message: 'Odd.' } }, times: 1 },
        { status: 401, headers: { 'www-authenticate': 'Bearer claims="e30="' }, times: 1 },
        { reset: 'before-headers', times: 1 },
      ],
    })
    const throttled = await call(base, {}, faulty.url)
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7'])
    expect(throttled.headers.get('x-ms-ratelimit-remaining-subscription-reads')).toBe('0')
    expect(await throttled.json()).toMatchObject({ error: { code: 'TooManyRequests' } })
    expect(await (await call(base, {}, faulty.url)).json()).toEqual({ error: { code: 'Odd', message: 'Odd.' } })
    expect((await call(base, {}, faulty.url)).headers.get('www-authenticate')).toBe('Bearer claims="e30="')
    await expect(call(base, {}, faulty.url)).rejects.toThrow('fetch failed')
    expect((await call(base, {}, faulty.url)).status).toBe(200)
  })

  it('is there only if it is asked for, since it tells the keys', async () => {
    await using plain = await startEndpointEmulator({ apiKey: 'secret' })
    const response = await call(`${base}/onlineEndpoints/emulator/listKeys`, { method: 'POST' }, plain.url)
    expect([response.status, await response.text()]).toEqual([401, '{"status":"Invalid auth token"}'])
  })

  it.each([
    [{ workspace: 'w' }, 'Option workspace is "w". Use an object with subscriptionId, '],
    [{ workspace: { workspacename: 'w' } }, 'Option workspace has no "workspacename". Did you mean "workspaceName"?'],
    [{ workspace: { tokenSeconds: 0 } }, 'Option workspace.tokenSeconds is 0. Use a whole number from 1'],
    [{ provisioningState: 'Ready' }, 'Option provisioningState is "Ready". Use one of "Creating", '],
  ])('rejects the options %o', async (options, message) => {
    await expect(startEndpointEmulator(options as EndpointEmulatorOptions)).rejects.toThrow(message)
  })
})

function score(prefix: string, key: string): Promise<Response> {
  const body = { input_data: { input_string: asking('x') } }
  return post(`${emulator.url}${prefix}/score`, body, { authorization: `Bearer ${key}` })
}

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
}
