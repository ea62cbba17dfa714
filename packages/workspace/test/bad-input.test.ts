import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ConnectOptions, connectEndpoint, listEndpoints } from '../src/index.ts'

const provider = 'Microsoft.MachineLearningServices/workspaces'
const listKeys = `${provider}/onlineEndpoints/listKeys/action`
const id = '6f1c2f9e-5b7a-4f0e-9f1a-0c6b1a2d3e4f'
const credential = { getToken: async () => ({ token: 'arm-token', expiresOnTimestamp: Date.now() + 3_600_000 }) }

const emulator = await startEndpointEmulator({
  workspace: { subscriptionId: id, resourceGroupName: 'math', workspaceName: 'numbers', endpointName: 'collatz-chat' },
  deployments: [{ name: 'blue', traffic: 1 }, { name: 'green' }, { name: 'late', provisioningState: 'Creating' }],
  endpoints: [
    { name: 'creating', provisioningState: 'Creating' },
    { name: 'updating', provisioningState: 'Updating', apiKey: 'k' },
    { name: 'deleting', provisioningState: 'Deleting' },
    { name: 'failed', provisioningState: 'Failed' },
    { name: 'canceled', provisioningState: 'Canceled' },
    { name: 'idle', deployments: [{ name: 'blue', traffic: 0 }] },
    { name: 'goldbach', image: 'serverless' },
    { name: 'half-made', image: 'serverless', provisioningState: 'Creating' },
  ],
})
afterAll(() => emulator.close())
afterEach(() => void vi.unstubAllEnvs())

const right = {
  subscriptionId: id,
  resourceGroupName: 'math',
  workspaceName: 'numbers',
  endpointName: 'collatz-chat',
  credential,
  armEndpoint: emulator.url,
}

const failure = async (options: Record<string, unknown>): Promise<unknown> => {
  try {
    await connectEndpoint({ ...right, ...options } as unknown as ConnectOptions)
  } catch (error) {
    return error
  }
  throw new Error('It was accepted.')
}

describe('a name that does not exist', () => {
  it.each<[options: Partial<ConnectOptions>, setting: string, message: string]>([
    [
      { endpointName: 'colatz-chat' },
      'endpointName',
      'There is no endpoint colatz-chat in the workspace numbers. Did you mean "collatz-chat"? Found: collatz-chat, creating, updating, deleting, failed, canceled, idle, goldbach, half-made.',
    ],
    [
      { endpointName: 'collatz' },
      'endpointName',
      'There is no endpoint collatz in the workspace numbers. Did you mean "collatz-chat"? Found: collatz-chat, creating, updating, deleting, failed, canceled, idle, goldbach, half-made.',
    ],
    [
      { endpointName: 'goldbahc' },
      'endpointName',
      'There is no endpoint goldbahc in the workspace numbers. Did you mean "goldbach"? Found: collatz-chat, creating, updating, deleting, failed, canceled, idle, goldbach, half-made.',
    ],
    [
      { endpointName: 'riemann-zeta' },
      'endpointName',
      'There is no endpoint riemann-zeta in the workspace numbers. Found: collatz-chat, creating, updating, deleting, failed, canceled, idle, goldbach, half-made.',
    ],
    [
      { workspaceName: 'numbres' },
      'workspaceName',
      'There is no workspace numbres in the resource group math. Did you mean "numbers"? Found: numbers.',
    ],
    [
      { resourceGroupName: 'maths' },
      'resourceGroupName',
      'There is no resource group maths. The workspace numbers is in the resource group "math".',
    ],
    [
      { resourceGroupName: 'mat', workspaceName: 'x' },
      'resourceGroupName',
      'There is no resource group mat. Did you mean "math"? Found: math.',
    ],
    [
      { subscriptionId: id.replace('6f', '7f') },
      'subscriptionId',
      `There is no subscription 7f1c2f9e-5b7a-4f0e-9f1a-0c6b1a2d3e4f, or this identity cannot see it. Did you mean "${id}"? Found: ${id}.`,
    ],
    [
      { deploymentName: 'bleu' },
      'deploymentName',
      'The endpoint collatz-chat has no deployment bleu. Did you mean "blue"? Found: blue, green, late.',
    ],
    [
      { endpointName: 'goldbach', deploymentName: 'blue' },
      'deploymentName',
      'The endpoint goldbach has no deployment blue. Serverless endpoints have none: leave it out, and unset `AZUREML_DEPLOYMENT_NAME`.',
    ],
  ])('%o: the nearest one is suggested', async (options, setting, message) => {
    const error = await failure(options)
    expect(error).toMatchObject({ name: 'ConfigurationError', setting })
    expect((error as Error).message).toBe(message)
  })

  it('is reported by listEndpoints too', async () => {
    await expect(listEndpoints({ ...right, endpointName: undefined, workspaceName: 'numbr' } as never)).rejects.toThrow(
      'There is no workspace numbr in the resource group math. Did you mean "numbers"?',
    )
  })
})

describe('an endpoint that is not ready', () => {
  it.each([
    [
      { endpointName: 'creating' },
      true,
      'The endpoint creating is not ready: its provisioning state is Creating. It takes up to 20 minutes to create: connect again when it has succeeded.',
    ],
    [
      { endpointName: 'half-made' },
      true,
      'The endpoint half-made is not ready: its provisioning state is Creating. It takes up to 20 minutes to create: connect again when it has succeeded.',
    ],
    [
      { endpointName: 'deleting' },
      false,
      'The endpoint deleting is not ready: its provisioning state is Deleting. It is being deleted: connect to another one, or create it again.',
    ],
    [
      { endpointName: 'failed' },
      false,
      'The endpoint failed is not ready: its provisioning state is Failed. Its page in Azure Machine Learning studio shows why, and so do `az ml online-endpoint show` and `az ml online-deployment get-logs`; create it again, or update it.',
    ],
    [
      { endpointName: 'canceled' },
      false,
      'The endpoint canceled is not ready: its provisioning state is Canceled. Its creation was canceled: create it again.',
    ],
    [
      { deploymentName: 'late' },
      true,
      'The deployment late of the endpoint collatz-chat is not ready: its provisioning state is Creating. It takes up to 20 minutes to create: connect again when it has succeeded.',
    ],
  ])('%o', async (options, retryable, message) => {
    const error = await failure(options)
    expect(error).toMatchObject({ name: 'EndpointError', retryable })
    expect((error as Error).message).toBe(message)
  })

  it('does not include one that is being updated, which answers as before', async () => {
    expect(await connectEndpoint({ ...right, endpointName: 'updating' })).toMatchObject({
      endpointApiType: 'dedicated',
    })
  })

  it('needs a deployment by name if none has traffic', async () => {
    expect(await failure({ endpointName: 'idle' })).toMatchObject({
      setting: 'deploymentName',
      message: 'No deployment of the endpoint idle has traffic. Name one of them as `deploymentName`: blue.',
    })
    expect(await connectEndpoint({ ...right, endpointName: 'idle', deploymentName: 'blue' })).toMatchObject({
      deploymentName: 'blue',
    })
  })
})

describe('an option', () => {
  it.each<[options: Record<string, unknown>, setting: string | undefined, message: string]>([
    [{ endpointName: undefined }, 'endpointName', '`endpointName` is missing; it must be a name.'],
    [{ endpointName: '' }, 'endpointName', '`endpointName` is ""; it must be a name.'],
    [{ endpointName: 7 }, 'endpointName', '`endpointName` is of type number; it must be a name.'],
    [
      { endpointName: 'https://collatz.eastus2.inference.ml.azure.com/score' },
      'endpointName',
      '`endpointName` is a URL: "https://collatz.eastus2.inference.ml.azure.com/score". Pass the name alone.',
    ],
    [
      { workspaceName: `/subscriptions/${id}/resourceGroups/math/providers/${provider}/numbers` },
      'workspaceName',
      `\`workspaceName\` is a resource id or a path: "/subscriptions/${id}/resourceGroups/math/providers/Microsoft.MachineLearningServices/workspaces/numbers". Pass the name alone, such as "numbers".`,
    ],
    [
      { resourceGroupName: 'ma th' },
      'resourceGroupName',
      '`resourceGroupName` is "ma th"; a name has up to 128 letters, digits, "-", "_", "." and parentheses.',
    ],
    [
      { endpointName: '..' },
      'endpointName',
      '`endpointName` is ".."; a name has up to 128 letters, digits, "-", "_", "." and parentheses.',
    ],
    [
      { deploymentName: 'a?b' },
      'deploymentName',
      '`deploymentName` is "a?b"; a name has up to 128 letters, digits, "-", "_", "." and parentheses.',
    ],
    [
      { credential: undefined },
      'credential',
      '`credential` is missing or has no `getToken`. Pass a credential of @azure/identity, such as `new DefaultAzureCredential()`.',
    ],
    [
      { credential: 'key' },
      'credential',
      '`credential` is missing or has no `getToken`. Pass a credential of @azure/identity, such as `new DefaultAzureCredential()`.',
    ],
    [
      { endpoint: 'x' },
      'endpoint',
      '`endpoint` is unknown. The names are `subscriptionId`, `resourceGroupName`, `workspaceName`, `configPath`, `credential`, `armEndpoint`, `maxRetries`, `signal`, `endpointName`, `deploymentName`, `route`, `allowInsecureHttp`.',
    ],
    [{ deployment: 'x' }, 'deployment', '`deployment` is unknown. Use `deploymentName`.'],
    [{ maxRetries: -1 }, 'maxRetries', '`maxRetries` must be a whole number from 0 to 100.'],
    [
      { route: 'v1/chat/completions' },
      'route',
      '`route` is "v1/chat/completions"; it must be a path, such as "/v1/chat/completions".',
    ],
    [
      { route: '//evil.example/v1' },
      'route',
      '`route` is "//evil.example/v1"; it must be a path, such as "/v1/chat/completions".',
    ],
    [
      { armEndpoint: 'management.azure.com' },
      'armEndpoint',
      '`armEndpoint` is not an https URL: "management.azure.com". The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
    [
      { armEndpoint: 'http://management.azure.com' },
      'armEndpoint',
      '`armEndpoint` would send tokens unencrypted to http://management.azure.com. Use https. The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
    [
      { armEndpoint: 'http://arm.localhost:1' },
      'armEndpoint',
      '`armEndpoint` would send tokens unencrypted to http://arm.localhost:1. Use https. The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
    [
      { armEndpoint: 'https://me:secret@management.azure.com' },
      'armEndpoint',
      '`armEndpoint` contains a user name or password. Pass the identity as `credential`. The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
    [
      { armEndpoint: 'https://management.azure.com/subscriptions/x' },
      'armEndpoint',
      '`armEndpoint` has a path or a query. Pass https://management.azure.com. The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
    [
      { armEndpoint: 'https://collatz.eastus2.inference.ml.azure.com' },
      'armEndpoint',
      '`armEndpoint` is the address of an endpoint: https://collatz.eastus2.inference.ml.azure.com. The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.',
    ],
  ])('%o is rejected before any request', async (options, setting, message) => {
    const before = emulator.requests.length
    const error = await failure(options)
    expect(error).toMatchObject({ name: 'ConfigurationError', setting })
    expect((error as Error).message).toBe(message)
    expect((error as Error).message).not.toContain('secret')
    expect(emulator.requests.length).toBe(before)
  })
})

describe('an identity', () => {
  const denied = (deniedActions: string[], mode?: 'aml_token') =>
    startEndpointEmulator({
      workspace: { subscriptionId: id, resourceGroupName: 'math', workspaceName: 'numbers', deniedActions },
      endpoints: [
        { name: 'collatz', auth: { mode } },
        { name: 'goldbach', image: 'serverless' },
      ],
    })

  it.each([
    [
      listKeys,
      'collatz',
      undefined,
      `The identity has no right to list the keys of the endpoint collatz (\`${listKeys}\`): AuthorizationFailed: `,
    ],
    [
      `${provider}/onlineEndpoints/token/action`,
      'collatz',
      'aml_token',
      `no right to get a token for the endpoint collatz (\`${provider}/onlineEndpoints/token/action\`)`,
    ],
    [
      `${provider}/serverlessEndpoints/listKeys/action`,
      'goldbach',
      undefined,
      `(\`${provider}/serverlessEndpoints/listKeys/action\`)`,
    ],
    [
      `${provider}/onlineEndpoints/read`,
      'collatz',
      undefined,
      'The identity has no right to read the endpoint collatz: ',
    ],
  ] as const)('without %s is told the role that has it', async (action, endpointName, mode, message) => {
    await using refusing = await denied([action], mode)
    const error = (await failure({ armEndpoint: refusing.url, endpointName })) as Error
    expect(error).toMatchObject({ name: 'ConfigurationError', setting: 'credential' })
    expect(error.message).toContain(message)
    expect(error.message).toMatch(
      / Azure says the same of a name that does not exist\. If the names are right, assign it the role "AzureML Data Scientist" on the workspace\. A new assignment takes some minutes, and may need a new sign-in\.$/,
    )
  })

  it.each([
    [
      { aud: 'https://management.core.usgovcloudapi.net/' },
      'The token is of another cloud. Set `armEndpoint` to the control plane of yours',
    ],
    [{ exp: 1 }, 'ExpiredAuthenticationToken: '],
  ])('with a token for %o is told what to change', async (claims, message) => {
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
    const getToken = async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 })
    const error = (await failure({ credential: { getToken } })) as Error
    expect(error).toMatchObject({ name: 'ConfigurationError', setting: 'credential' })
    expect(error.message).toContain(message)
    expect(error.message).not.toContain(token)
  })

  it('that cannot sign in is reported as such, with what its credential says', async () => {
    const { CredentialUnavailableError } = await import('@azure/identity')
    const getToken = () => Promise.reject(new CredentialUnavailableError("Please run 'az login'."))
    expect(await failure({ credential: { getToken } })).toMatchObject({
      name: 'ConfigurationError',
      setting: 'credential',
      message: "The `credential` provided no token for the control plane: Please run 'az login'.",
    })
  })
})

describe('a config file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workspace-'))
    await mkdir(join(folder, 'a/b/.azureml'), { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true }))

  const names = { subscription_id: id, resource_group: 'math', workspace_name: 'numbers' }
  const scope = `/subscriptions/${id}/resourceGroups/math/providers/Microsoft.MachineLearningServices/workspaces/numbers`
  const without = { subscriptionId: undefined, resourceGroupName: undefined, workspaceName: undefined }

  it.each<[text: string, problem: string]>([
    ['{ "subscription_id": ', 'is not JSON'],
    ['[]', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['{}', 'has no `subscription_id`'],
    [JSON.stringify({ ...names, workspace_name: undefined }), 'has no `workspace_name`'],
    [JSON.stringify({ ...names, resource_group: 7 }), 'has a `resource_group` that is not a name'],
    [JSON.stringify({ Scope: '/subscriptions/x' }), 'has a `Scope` that is not the resource id of a workspace'],
    [`${' '.repeat(1024 * 1024)}{}`, 'cannot be read: it is larger than 1 MiB'],
  ])('that is none is named: %.40s', async (text, problem) => {
    const file = join(folder, 'wrong.json')
    await writeFile(file, text)
    const error = (await failure({ ...without, configPath: file })) as Error
    expect(error).toMatchObject({ name: 'ConfigurationError', setting: 'configPath' })
    expect(error.message).toBe(
      `${file} ${problem}, so it is not the config file of a workspace. Download that from the workspace's page in the Azure portal, pass its path as \`configPath\`, or pass the names.`,
    )
  })

  it('is read where Python’s SDK reads it: .azureml of any folder above, then aml_config, then the folders themselves', async () => {
    const other = JSON.stringify({ ...names, workspace_name: 'other' })
    await writeFile(join(folder, 'a/b/config.json'), other)
    await writeFile(join(folder, 'a/b/.azureml/project.json'), other)
    await mkdir(join(folder, '.azureml'), { recursive: true })
    await writeFile(join(folder, '.azureml/config.json'), `\uFEFF${JSON.stringify(names)}`)
    const configPath = join(folder, 'a/b')
    expect(await connectEndpoint({ ...right, ...without, configPath })).toHaveProperty('endpointUrl')
    await writeFile(join(folder, '.azureml/config.json'), JSON.stringify({ Scope: scope }))
    expect(await connectEndpoint({ ...right, ...without, configPath })).toHaveProperty('endpointUrl')
    await rm(join(folder, '.azureml'), { recursive: true })
    const error = (await failure({ ...without, configPath })) as Error
    expect(error.message).toContain('There is no workspace other in the resource group math.')
  })

  it('that is not there is named, and so is what to pass instead', async () => {
    const nowhere = join(folder, 'nowhere.json')
    expect(((await failure({ ...without, configPath: nowhere })) as Error).message).toBe(
      `\`configPath\` does not exist: ${nowhere}. Pass the path of the config file.`,
    )
    const empty = join(folder, 'empty')
    await mkdir(empty)
    expect(await failure({ ...without, configPath: empty })).toMatchObject({
      setting: 'configPath',
      message: `\`configPath\` has no config.json in it, in .azureml or aml_config below it, or in a folder above: ${empty}.`,
    })
  })

  it('is not mixed with the environment, which counts only if it names the whole workspace', async () => {
    vi.stubEnv('AZURE_SUBSCRIPTION_ID', 'another-subscription')
    await writeFile(join(folder, 'right.json'), JSON.stringify(names))
    const configPath = join(folder, 'right.json')
    expect(await connectEndpoint({ ...right, ...without, configPath })).toHaveProperty('endpointUrl')
    vi.stubEnv('AZURE_SUBSCRIPTION_ID', id)
    vi.stubEnv('AZURE_RESOURCE_GROUP', 'math')
    vi.stubEnv('AZUREML_WORKSPACE_NAME', 'numbers')
    expect(await connectEndpoint({ ...right, ...without })).toHaveProperty('endpointUrl')
    vi.stubEnv('AZUREML_WORKSPACE_NAME', '')
    const error = (await failure(without)) as Error
    expect(error.message).toMatch(
      /^The workspace is unknown: .*\(or set AZURE_SUBSCRIPTION_ID\), .*AZUREML_WORKSPACE_NAME\)\.$/,
    )
  })
})
