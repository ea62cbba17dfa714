import { EndpointError } from '@azureml-endpoints/core'
import { createHttpHeaders } from '@azure/core-rest-pipeline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ControlPlane } from '../../src/control-plane/arm-client.ts'
import { Secrets } from '../../src/control-plane/secrets.ts'
import { endpointCredential } from '../../src/credentials/endpoint-credential.ts'
import { endpointTokens } from '../../src/credentials/endpoint-tokens.ts'
import { getToken, listKeys } from '../../src/credentials/issued-by-arm.ts'
import { anyEndpoint as endpoint } from '../any-endpoint.ts'

const now = 1_700_000_000_000
const seconds = now / 1_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())

/** A control plane whose online endpoints have these keys, or this token in a response of this date. */
function planeWith(issued: object | undefined, date?: string): ControlPlane {
  interface Options {
    readonly onResponse?: (response: object) => void
  }
  const issue = async (_group: string, _workspace: string, _name: string, { onResponse }: Options) => {
    onResponse?.({ headers: createHttpHeaders(date === undefined ? {} : { date }) })
    return issued
  }
  return {
    names: { subscriptionId: 's', resourceGroupName: 'g', workspaceName: 'w' },
    arm: { origin: 'https://arm.example', scope: 'x', loopback: false },
    secrets: new Secrets(),
    signal: undefined,
    client: { onlineEndpoints: { listKeys: issue, getToken: issue } },
  } as unknown as ControlPlane
}

describe('keys', () => {
  it.each([
    [
      { primaryKey: 'one-1', secondaryKey: 'two-2' },
      { primaryKey: 'one-1', secondaryKey: 'two-2' },
    ],
    [{ primaryKey: 'one-1' }, { primaryKey: 'one-1', secondaryKey: undefined }],
    [
      { primaryKey: '', secondaryKey: 'two-2' },
      { primaryKey: 'two-2', secondaryKey: 'two-2' },
    ],
  ])('%o are listed, and redacted from now on', async (issued, pair) => {
    const plane = planeWith(issued)
    expect(await listKeys(plane, endpoint)).toEqual(pair)
    for (const key of Object.values(issued))
      expect(plane.secrets.redact(`<${key}>`)).toBe(key === '' ? '<>' : '<[redacted]>')
  })

  it.each([undefined, {}, { primaryKey: 7, secondaryKey: '' }])('%o are none', async (issued) => {
    await expect(listKeys(planeWith(issued), endpoint)).rejects.toEqual(
      new EndpointError('The control plane returned no key for the endpoint e.'),
    )
  })
})

describe('a token', () => {
  const date = new Date(now - 100_000).toUTCString()
  it.each<[what: string, times: object, date: string | undefined, refreshAfterMs: number, expiresAfterMs: number]>([
    ['our clock', { refreshAfterTimeUtc: seconds + 50, expiryTimeUtc: seconds + 60 }, undefined, 50_000, 60_000],
    ['a date that is none', { refreshAfterTimeUtc: seconds + 50, expiryTimeUtc: seconds + 60 }, 'now', 50_000, 60_000],
    ['the clock of the server', { refreshAfterTimeUtc: seconds, expiryTimeUtc: seconds + 60 }, date, 100_000, 160_000],
    ['milliseconds', { refreshAfterTimeUtc: now + 50, expiryTimeUtc: now + 60 }, undefined, 50, 60],
    ['no times', { refreshAfterTimeUtc: '5', expiryTimeUtc: null }, undefined, 0, 0],
  ])('has times by %s', async (_, times, served, refreshAfterMs, expiresAfterMs) => {
    const plane = planeWith({ accessToken: 'token-1', ...times }, served)
    expect(await getToken(plane, endpoint)).toEqual({ token: 'token-1', refreshAfterMs, expiresAfterMs })
    expect(plane.secrets.redact('<token-1>')).toBe('<[redacted]>')
  })

  it.each([undefined, '', 7])('%s is none', async (accessToken) => {
    await expect(getToken(planeWith({ accessToken }), endpoint)).rejects.toEqual(
      new EndpointError('The control plane returned no token for the endpoint e.'),
    )
  })

  it.each([
    ['the refresh time', { refreshAfterMs: 50_000, expiresAfterMs: 60_000 }, 50_000],
    ['its end, if that is earlier', { refreshAfterMs: 90_000, expiresAfterMs: 60_000 }, 60_000],
    ['five sixths of its life, without a refresh time', { refreshAfterMs: 0, expiresAfterMs: 60_000 }, 50_000],
    ['five sixths of a minute, without times', { refreshAfterMs: 0, expiresAfterMs: 0 }, 50_000],
  ])('is renewed at %s, and not before', async (_, times, refreshAfter) => {
    let count = 0
    const get = endpointTokens({ token: 'a', ...times }, async () => ({ token: `b${++count}`, ...times }))
    vi.setSystemTime(now + refreshAfter - 1)
    expect([await get({}), count]).toEqual(['a', 0])
    vi.setSystemTime(now + refreshAfter)
    await get({})
    expect(count).toBe(1)
  })
})

it.each([
  ['New', 'New'],
  ['x'.repeat(101), 'x'.repeat(100)],
])('the authentication mode %s is not known', async (authMode, shown) => {
  const credential = { getToken: async () => null }
  await expect(endpointCredential(planeWith({}), { ...endpoint, authMode }, credential)).rejects.toMatchObject({
    name: 'ConfigurationError',
    setting: 'endpointName',
    message: `The endpoint e has the authentication mode "${shown}", which is not known here. Pass its URL and key yourself.`,
  })
})
