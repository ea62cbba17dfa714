import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import {
  type EndpointEmulatorOptions,
  type RunningEndpointEmulator,
  startEndpointEmulator,
} from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectTo, regenerateKey } from './emulated-workspace.ts'

const hello = { messages: [{ role: 'user', content: 'Hello' }] } as const
const calls = 1_000
/** A busy machine is no failure. */
const patient = { timeout: 60_000 }
const hour = 3_600_000

afterEach(() => void vi.useRealTimers())

async function connect(options: EndpointEmulatorOptions & { readonly sockets?: boolean }): Promise<{
  readonly emulator: RunningEndpointEmulator
  readonly client: AzureMLEndpointClient
}> {
  const { sockets, ...rest } = options
  const emulator = await startEndpointEmulator({ workspace: {}, maxRecordedRequests: 20_000, ...rest })
  const endpoint = await connectTo(emulator, { endpointName: 'collatz', maxRetries: 0 })
  // The control plane is called over sockets. A thousand more for the calls take seconds, so only one test has them.
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    maxRetries: 0,
    fetch: sockets ? undefined : emulator.fetch,
  })
  return { emulator, client }
}

const count = ({ requests }: RunningEndpointEmulator, action: RegExp): number =>
  requests.filter((request) => action.test(request.path)).length

const callAll = (client: AzureMLEndpointClient): Promise<unknown[]> =>
  Promise.all(Array.from({ length: calls }, async () => (await client.chat(hello)).text))

describe(`${calls} concurrent calls`, () => {
  it.each([
    ['online', undefined, true],
    ['serverless', 'serverless', false],
  ] as const)(
    'of an endpoint (%s) whose key has been rotated: the keys are listed once, and no call fails',
    async (kind, image, sockets) => {
      const endpoints = [{ name: 'collatz', image, replies: [{ text: 'Yes.', times: Infinity }] }]
      const { emulator, client } = await connect({ endpoints, sockets })
      for (const rotation of sockets ? [1] : [1, 2, 3]) {
        await regenerateKey(emulator, `${kind}Endpoints/collatz`)
        await callAll(client)
        expect(count(emulator, /\/listKeys$/)).toBe(1 + rotation)
      }
      expect(emulator.requests.filter(({ status }) => status === 401).length).toBeGreaterThan(calls / 2)
      await emulator.close()
    },
  )

  it('during which the key is rotated: the keys are listed once, and no call fails', async () => {
    const { emulator, client } = await connect({ endpoints: [{ name: 'collatz', latencyMs: 1 }] })
    const half = callAll(client)
    await regenerateKey(emulator, 'onlineEndpoints/collatz')
    await Promise.all([half, callAll(client)])
    expect(count(emulator, /\/listKeys$/)).toBe(2)
    await emulator.close()
  })

  it('with a token that has expired: it is renewed once, and no call fails', async () => {
    const endpoints = [{ name: 'collatz', auth: { mode: 'aml_token' } as const }]
    const { emulator, client } = await connect({ endpoints })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hour + 1_000 })
    await callAll(client)
    expect(count(emulator, /\/token$/)).toBe(2)
    expect(emulator.requests.filter(({ status }) => status === 401)).toEqual([])
    await emulator.close()
  })

  it('with a token that should be renewed but still serves: it is renewed once, and no call waits for it', async () => {
    const endpoints = [{ name: 'collatz', auth: { mode: 'aml_token' } as const }]
    let slow = false
    const faults = [{ when: ({ path }: { path: string }) => slow && path.endsWith('/token'), firstByteDelayMs: 20_000 }]
    const { emulator, client } = await connect({ endpoints, workspace: { faults } })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (hour * 5) / 6 + 1_000 })
    slow = true
    const started = performance.now()
    expect((await client.chat(hello)).text).not.toBe('')
    expect(performance.now() - started).toBeLessThan(15_000)
    await callAll(client)
    await vi.waitFor(() => expect(count(emulator, /\/token$/)).toBe(2), patient)
    await callAll(client)
    expect(count(emulator, /\/token$/)).toBe(2)
    await emulator.close()
  })

  it('with a token that the endpoint rejects before its time: it is renewed once, and no call fails', async () => {
    const expired: string[] = []
    const { emulator, client } = await connect({
      endpoints: [{ name: 'collatz', auth: { mode: 'aml_token', expired } }],
    })
    await client.chat(hello)
    expired.push(emulator.requests.at(-1)?.headers['authorization']?.replace('Bearer ', '') ?? '')
    await callAll(client)
    expect(count(emulator, /\/token$/)).toBe(2)
    await emulator.close()
  })
})
