import { AzureMLEndpointClient, EndpointError, type KeyRequest } from '@azureml-endpoints/core'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { endpointKeys, type KeyPair } from '../src/credentials/endpoint-keys.ts'
import { endpointTokens, type EndpointToken } from '../src/credentials/endpoint-tokens.ts'
import { connectTo, regenerateKey } from './emulated-workspace.ts'

const minute = 60_000
const busy = new EndpointError('The control plane is busy.', { status: 503, retryable: true })

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000_000_000 }))
afterEach(() => void vi.useRealTimers())

const later = (milliseconds: number): void => void vi.setSystemTime(Date.now() + milliseconds)

/** Issues numbered tokens; what is pushed to `failures` is thrown instead. */
function issuer(times: Partial<EndpointToken> = {}): {
  readonly issue: () => Promise<EndpointToken>
  readonly failures: Error[]
  count: number
} {
  const state = {
    count: 0,
    failures: [] as Error[],
    issue: async () => {
      state.count++
      const failure = state.failures.shift()
      if (failure !== undefined) throw failure
      return { token: `token-${state.count}`, refreshAfterMs: 50 * minute, expiresAfterMs: 60 * minute, ...times }
    },
  }
  return state
}

/** Rejects each of 100 keys or tokens, and returns the last one. */
async function rejectEach(get: (request: KeyRequest) => Promise<string>): Promise<string | undefined> {
  let rejectedKey: string | undefined
  for (let call = 0; call < 100; call++) rejectedKey = await get({ rejectedKey })
  return rejectedKey
}

describe('a token', () => {
  it('is kept until it should be renewed, and then renewed behind the calls', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    later(49 * minute)
    expect([await get({}), state.count]).toEqual(['token-1', 1])
    later(2 * minute)
    expect([await get({}), state.count]).toEqual(['token-1', 2])
    expect([await get({}), state.count]).toEqual(['token-2', 2])
  })

  it('that still serves is used while its renewal fails, which is tried again half a minute later', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    state.failures.push(busy, busy, busy)
    later(51 * minute)
    expect([await get({}), await get({}), await get({}), state.count]).toEqual(['token-1', 'token-1', 'token-1', 2])
    later(31_000)
    expect([await get({}), state.count]).toEqual(['token-1', 3])
    await new Promise(setImmediate)
    later(9 * minute)
    await expect(get({})).rejects.toBe(busy)
    expect(await get({})).toBe('token-5')
  })

  it('that was rejected is renewed once for all calls, also for those that learn of it late', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    const rejectedKey = 'token-1'
    expect(await Promise.all([get({ rejectedKey }), get({ rejectedKey }), get({})])).toEqual([
      'token-2',
      'token-2',
      'token-1',
    ])
    expect([await get({ rejectedKey }), state.count]).toEqual(['token-2', 2])
  })

  it('is not renewed for every call of an endpoint that rejects all of them', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    const rejectedKey = await rejectEach(get)
    expect(state.count).toBe(2)
    later(2_000)
    await get({ rejectedKey })
    expect(state.count).toBe(3)
  })

  it('that was rejected is renewed by the next attempt if the renewal failed', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    state.failures.push(busy)
    const rejectedKey = 'token-1'
    await expect(Promise.all([get({ rejectedKey }), get({ rejectedKey })])).rejects.toBe(busy)
    expect([await get({ rejectedKey }), state.count]).toEqual(['token-3', 3])
  })

  it('is renewed after a rejection although the clock was set back', async () => {
    const state = issuer()
    const get = endpointTokens(await state.issue(), state.issue)
    const second = await get({ rejectedKey: 'token-1' })
    later(-24 * 60 * minute)
    expect(await get({ rejectedKey: second })).toBe('token-3')
  })

  it.each([
    ['expired on arrival', { refreshAfterMs: -2 * minute, expiresAfterMs: -minute }],
    ['without times', { refreshAfterMs: -1e12, expiresAfterMs: 0 }],
  ])('that seems to be %s, because a clock is wrong, is used all the same', async (_, times) => {
    const state = issuer(times)
    const get = endpointTokens(await state.issue(), state.issue)
    for (let call = 0; call < 10; call++) await get({})
    expect(state.count).toBe(1)
    later(61_000)
    expect([await get({}), state.count]).toEqual(['token-2', 2])
  })
})

describe('a key', () => {
  const lister = (): { readonly list: () => Promise<KeyPair>; pair: KeyPair; count: number } => {
    const state = {
      count: 0,
      pair: { primaryKey: 'one', secondaryKey: 'two' } as KeyPair,
      list: async () => {
        state.count++
        return state.pair
      },
    }
    return state
  }

  it('is kept until it is rejected', async () => {
    const state = lister()
    const get = endpointKeys(await state.list(), state.list)
    later(1_000 * 24 * 60 * minute)
    expect([await get({}), await get({ rejectedKey: 'an older one' }), state.count]).toEqual(['one', 'one', 1])
    state.pair = { primaryKey: 'three', secondaryKey: 'two' }
    const all = await Promise.all([get({ rejectedKey: 'one' }), get({ rejectedKey: 'one' })])
    expect([all, state.count]).toEqual([['three', 'three'], 2])
  })

  it('gives way to the secondary one if it is rejected although it has not changed', async () => {
    const state = lister()
    const get = endpointKeys(await state.list(), state.list)
    expect([await get({ rejectedKey: 'one' }), await get({}), state.count]).toEqual(['two', 'two', 2])
  })

  it.each([
    ['three', 'four'],
    ['three', 'two'],
    ['one', 'four'],
  ])('that was rejected soon after the keys changed is listed again: %s, %s', async (primaryKey, secondaryKey) => {
    const state = lister()
    const get = endpointKeys(await state.list(), state.list)
    state.pair = { primaryKey, secondaryKey }
    const second = await get({ rejectedKey: 'one' })
    expect(second).toBe(primaryKey === 'one' ? secondaryKey : primaryKey)
    state.pair = { primaryKey: 'five', secondaryKey: undefined }
    expect([await get({ rejectedKey: second }), state.count]).toEqual(['five', 3])
  })

  it('is listed again although the clock was set back', async () => {
    const state = lister()
    const get = endpointKeys(await state.list(), state.list)
    await get({ rejectedKey: 'one' })
    later(-24 * 60 * minute)
    state.pair = { primaryKey: 'three', secondaryKey: 'four' }
    expect(await get({ rejectedKey: 'two' })).toBe('three')
  })

  it('is not listed for every call of an endpoint that rejects both', async () => {
    const state = lister()
    const get = endpointKeys(await state.list(), state.list)
    const rejectedKey = await rejectEach(get)
    expect(state.count).toBe(2)
    later(11_000)
    await get({ rejectedKey })
    expect(state.count).toBe(3)
  })
})

describe('a client', () => {
  it('whose call is aborted during a renewal does not take the other calls along', async () => {
    vi.useRealTimers()
    const expired: string[] = []
    await using emulator = await startEndpointEmulator({
      workspace: {
        faults: [{ when: ({ path }) => path.endsWith('/token') && expired.length > 0, firstByteDelayMs: 100 }],
      },
      auth: { mode: 'aml_token', expired },
    })
    const endpoint = await connectTo(emulator)
    const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter: CustomOpenAIChatContentFormatter })
    const hello = { messages: [{ role: 'user', content: 'Hello' }] } as const
    await client.chat(hello)
    expired.push(emulator.requests.at(-1)?.headers['authorization']?.replace('Bearer ', '') ?? '')
    const controller = new AbortController()
    const first = client.chat(hello, { signal: controller.signal })
    const others = [client.chat(hello), client.chat(hello)]
    await vi.waitFor(() => expect(emulator.requests.filter(({ path }) => path.endsWith('/token'))).toHaveLength(2), {
      timeout: 60_000,
    })
    controller.abort(new Error('I left'))
    await expect(first).rejects.toThrow('I left')
    expect((await Promise.all(others)).map(({ text }) => text.length > 0)).toEqual([true, true])
    expect(emulator.requests.filter(({ path }) => path.endsWith('/token'))).toHaveLength(2)
  })

  it('retries a call if the control plane is busy, and reports what it said if it stays so', async () => {
    vi.useRealTimers()
    let down = false
    await using emulator = await startEndpointEmulator({
      workspace: { faults: [{ when: ({ path }) => down && path.endsWith('/listKeys'), status: 503, retryAfter: 0 }] },
      apiKey: 'one',
    })
    const endpoint = await connectTo(emulator, { maxRetries: 0 })
    const client = new AzureMLEndpointClient({
      ...endpoint,
      contentFormatter: CustomOpenAIChatContentFormatter,
      maxRetries: 1,
    })
    await regenerateKey(emulator, 'onlineEndpoints/emulator')
    down = true
    await expect(client.chat({ messages: [{ role: 'user', content: 'Hello' }] })).rejects.toMatchObject({
      name: 'EndpointError',
      status: 503,
      retryable: true,
      message: expect.stringMatching(
        /^The control plane \(http.*\) failed to list the keys of the endpoint emulator .*503/,
      ),
    })
    down = false
    expect((await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })).text).not.toBe('')
  })
})
