import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Identity, startIdentity } from '../../../workspace/test/identity.ts'
import { entryPoints } from '../../src/contract/playground-contract.ts'
import { overflowingWidths, violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'
import { startPlaygroundProcess } from '../playground-process.ts'

const key = 'key-of-the-workspace'
const phi = 'azureml://registries/azureml/models/Phi-4/versions/7'
let identity: Identity
let emulator: RunningEndpointEmulator

// The playground asks the emulator's control plane, with the identity of its machine.
beforeAll(async () => {
  identity = await startIdentity()
  emulator = await startEndpointEmulator({
    workspace: { subscriptionId: 'sub', resourceGroupName: 'group', workspaceName: 'ws', accept: identity.token },
    endpoints: [
      {
        name: 'collatz',
        apiKey: key,
        deployments: [
          { name: 'blue', traffic: 90, modelId: phi, replies: [{ text: `from blue, ${key}`, times: Infinity }] },
          { name: 'green', traffic: 10, replies: [{ text: 'from green', times: Infinity }] },
        ],
      },
      { name: 'with-token', auth: { mode: 'aml_token' }, replies: [{ text: 'with a token', times: Infinity }] },
    ],
  })
  vi.stubEnv('AZURE_ARM_ENDPOINT', emulator.url)
  vi.stubEnv('AZURE_SUBSCRIPTION_ID', 'sub')
  vi.stubEnv('AZURE_RESOURCE_GROUP', 'group')
  vi.stubEnv('AZUREML_WORKSPACE_NAME', 'ws')
})
afterAll(async () => {
  await emulator.close()
  identity.close()
})

const on = usePlayground()

describe('an endpoint of the workspace', { timeout: 60_000 }, () => {
  it('is chosen by its name, and called with a key that stays on the server', async () => {
    const bodies: string[] = []
    on.page.on(
      'response',
      (response) =>
        void response.text().then(
          (text) => bodies.push(text),
          () => undefined,
        ),
    )
    await list()
    await on.page.getByRole('button', { name: 'Connect to collatz' }).click()
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await on.ask('Which deployment?')
    await on.answered()
    expect(await on.lastAnswer()).toContain('from blue, <redacted>')
    expect(bodies.join('\n')).not.toContain(key)
    expect(bodies.join('\n')).not.toContain(identity.token)
  })

  it('is called at the deployment that was chosen', async () => {
    await list()
    await on.page.getByRole('combobox', { name: 'Deployment of collatz' }).click()
    await on.page.getByRole('option', { name: /^green/ }).click()
    await takeScreenshot(on.page, 'workspace')
    expect(await violationsOf(on.page)).toEqual([])
    expect(await overflowingWidths(on.page)).toEqual([])
    await on.page.getByRole('button', { name: 'Connect to collatz' }).click()
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await on.ask('Which deployment?')
    await on.answered()
    expect(await on.lastAnswer()).toContain('from green')
  })

  it('is called with a token if it has no key', async () => {
    await list()
    await on.page.getByRole('button', { name: 'Connect to with-token' }).click()
    await on.page.getByText('Using 127.0.0.1').waitFor()
    for (const client of entryPoints) {
      await on.choose('Client', client)
      await on.ask('How?')
      await on.answered()
      expect(await on.lastAnswer()).toContain('with a token')
    }
  })

  it('is not offered by a playground that is open to the network', async () => {
    await using open = await startPlaygroundProcess({}, ['--host', '0.0.0.0'])
    const url = open.url.replace('0.0.0.0', '127.0.0.1')
    const request = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${url}/api/workspace/list`, request)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('does not use the Azure identity of its machine')
  })

  it('cannot be listed without a workspace, and the page says what to set', async () => {
    await using playground = await startPlaygroundProcess({ AZUREML_WORKSPACE_NAME: '' })
    await on.page.goto(playground.url)
    await on.choose('Endpoint', 'Your endpoint')
    await on.page.getByRole('button', { name: 'Choose from the workspace' }).click()
    await on.page.getByRole('alert').getByText('AZUREML_WORKSPACE_NAME').waitFor()
    expect(await violationsOf(on.page)).toEqual([])
    on.ignoreErrors((text) => text.includes('400'))
  })
})

async function list(): Promise<void> {
  await on.choose('Endpoint', 'Your endpoint')
  await on.page.getByRole('button', { name: 'Choose from the workspace' }).click()
  await on.page.getByRole('region', { name: 'collatz' }).waitFor()
}
