import { ConfigurationError, EndpointError } from '@azureml-endpoints/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ControlPlane } from '../src/control-plane/arm-client.ts'
import { isLoopback, parseArmEndpoint } from '../src/control-plane/arm-endpoint.ts'
import { armFailureOf, controlPlaneError } from '../src/control-plane/arm-failure.ts'
import { apiTypeOf, authModeOf, textOf } from '../src/control-plane/arm-fields.ts'
import { collect } from '../src/control-plane/pages.ts'
import { retryAfterMs } from '../src/control-plane/retry-after.ts'
import { Secrets } from '../src/control-plane/secrets.ts'
import { isRecent } from '../src/credentials/shared-request.ts'

const now = Date.UTC(2026, 0, 1)
const freeze = (): void => void vi.useFakeTimers({ toFake: ['Date'], now })
afterEach(() => void vi.useRealTimers())

describe('the time to wait', () => {
  it.each<[headers: Record<string, string>, milliseconds: number | undefined]>([
    [{}, undefined],
    [{ 'retry-after-ms': '5' }, 5],
    [{ 'x-ms-retry-after-ms': '6' }, 6],
    [{ 'retry-after-ms': '5', 'x-ms-retry-after-ms': '6', 'retry-after': '7' }, 5],
    [{ 'retry-after-ms': '0', 'retry-after': '7' }, 0],
    [{ 'retry-after-ms': '-1', 'retry-after': '7' }, 7_000],
    [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
    [{ 'retry-after-ms': 'soon' }, undefined],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': new Date(now + 9_000).toUTCString() }, 9_000],
    [{ 'retry-after': new Date(now).toUTCString() }, 0],
    [{ 'retry-after': new Date(now - 1_000).toUTCString() }, undefined],
  ])('of %j is %s', (headers, milliseconds) => {
    freeze()
    expect(retryAfterMs((name) => headers[name])).toBe(milliseconds)
  })
})

it.each([
  [0, true],
  [1_000, true],
  [1_001, false],
  [-1, false],
])('a time %d ms ago is within a second: %s', (ago, recent) => {
  freeze()
  expect(isRecent(Date.now() - ago, 1_000)).toBe(recent)
})

describe('a host', () => {
  it.each(['localhost', '[::1]', '127.0.0.1', '127.255.10.254'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['127.0.0.1.example', 'x127.0.0.1', '127.0.0', '128.0.0.1', 'x.localhost', '[::2]', '', '127.a.0.1'])(
    '%s is not',
    (host) => expect(isLoopback(host)).toBe(false),
  )
})

describe('the address of the control plane', () => {
  const addresses =
    'The addresses are https://management.azure.com, https://management.usgovcloudapi.net and https://management.chinacloudapi.cn.'

  it.each([
    [undefined, 'https://management.azure.com', 'https://management.azure.com/.default', false],
    ['https://management.azure.com:8443/', 'https://management.azure.com:8443', undefined, false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'https://management.azure.com/.default', true],
    ['https://localhost', 'https://localhost', 'https://management.azure.com/.default', true],
    ['http://[::1]:1', 'http://[::1]:1', 'https://management.azure.com/.default', true],
    ['https://inference.ml.azure.com.example', 'https://inference.ml.azure.com.example', undefined, false],
  ])('%s', (given, origin, scope = `${origin}/.default`, loopback) => {
    expect(parseArmEndpoint(given)).toEqual({ origin, scope, loopback })
  })

  it.each([
    ['ftp://h/x?secret#secret', '`armEndpoint` is not an https URL: "ftp://h/x".'],
    [`ftp://h/${'x'.repeat(300)}`, `\`armEndpoint\` is not an https URL: "ftp://h/${'x'.repeat(192)}".`],
    ['https://me@h.example', '`armEndpoint` contains a user name or password. Pass the identity as `credential`.'],
    ['https://:pass@h.example', '`armEndpoint` contains a user name or password. Pass the identity as `credential`.'],
    ['https://h.example/?a', '`armEndpoint` has a path or a query. Pass https://h.example.'],
    ['https://h.example/a', '`armEndpoint` has a path or a query. Pass https://h.example.'],
    ...['e.r.inference.ml.azure.com', 'e.models.ai.azure.us', 'e.services.ai.azure.com', 'e.openai.azure.com'].map(
      (host): [string, string] => [
        `https://${host}`,
        `\`armEndpoint\` is the address of an endpoint: https://${host}.`,
      ],
    ),
  ])('%s is rejected', (given, message) => {
    const error = new ConfigurationError(`${message} ${addresses}`, { setting: 'armEndpoint' })
    expect(() => parseArmEndpoint(given)).toThrow(error)
  })
})

describe('a field of the control plane', () => {
  it.each([
    ['', undefined],
    ['a', 'a'],
    [7, undefined],
    [null, undefined],
  ])('%j as a text is %j', (value, text) => expect(textOf(value)).toBe(text))

  it.each([
    ['Key', 'key'],
    ['AMLToken', 'aml_token'],
    ['AADToken', 'aad_token'],
    ['AAD', 'aad_token'],
    ['KeyAndAAD', 'key'],
    ['Passkey', 'Passkey'],
    [undefined, 'unknown'],
  ])('%s as a mode is %s', (value, mode) => expect(authModeOf(value)).toBe(mode))

  it.each([
    ['https://h.example/api/score', 'dedicated'],
    ['https://h.example/score/', 'dedicated'],
    ['https://h.example/v1/chat/completions', undefined],
    ['https://h.example/score/x', undefined],
    ['no URL/score', undefined],
    [undefined, undefined],
  ])('%s as a scoring URI is of the API type %s', (url, type) => expect(apiTypeOf(url)).toBe(type))
})

describe('secrets', () => {
  it('are redacted everywhere, but for what is too short', () => {
    const secrets = new Secrets()
    secrets.add('abc')
    secrets.add('abcd')
    secrets.addBearer('Bearer  the-token')
    secrets.addBearer(undefined)
    expect(secrets.redact('abc abcd the-token abcd Bearer')).toBe('abc [redacted] [redacted] [redacted] Bearer')
  })

  it('are the latest hundred', () => {
    const secrets = new Secrets()
    for (let index = 100; index <= 200; index++) secrets.add(`key-${index}`)
    expect(secrets.redact('key-100 key-101 key-200')).toBe('key-100 [redacted] [redacted]')
  })
})

describe('a list', () => {
  const pages = async (count: number): Promise<number> => {
    async function* byPage(): AsyncGenerator<readonly number[]> {
      for (let page = 0; page < count; page++) yield [page, page]
    }
    return (await collect({ byPage })).length
  }

  it('has at most 200 pages', async () => {
    expect(await pages(200)).toBe(400)
    await expect(pages(201)).rejects.toEqual(
      new EndpointError('The control plane sent more than 200 pages of one list, or links them in a circle.'),
    )
  })
})

describe('a failure of the control plane', () => {
  const secrets = new Secrets()
  secrets.add('the-secret')
  const plane = { secrets, arm: parseArmEndpoint(undefined), signal: undefined } as unknown as ControlPlane
  const withHeaders = (headers: Record<string, string>): object => ({
    response: { headers: { get: (name: string) => headers[name] } },
  })
  const advice =
    'Azure says the same of a name that does not exist. If the names are right, assign it the role "AzureML Data Scientist" on the workspace. A new assignment takes some minutes, and may need a new sign-in.'

  it('is read whole, redacted and cut', () => {
    const headers = { 'x-ms-request-id': 'id\u0000the-secret', 'retry-after': '2' }
    const message = `the-secret ${'x'.repeat(2_000)}`
    expect(armFailureOf({ statusCode: 500, code: 'Bad the-secret', message, ...withHeaders(headers) }, plane)).toEqual({
      status: 500,
      code: 'Bad [redacted]',
      message: `[redacted] ${'x'.repeat(989)}…`,
      requestId: expect.stringMatching(/^id.*\[redacted\]$/),
      retryAfterMs: 2_000,
    })
    expect(armFailureOf({ statusCode: 500, code: 'c', message: 'x'.repeat(1_000) }, plane)?.message).toBe(
      'x'.repeat(1_000),
    )
    const correlated = withHeaders({ 'x-ms-correlation-request-id': 'y'.repeat(300) })
    expect(armFailureOf({ message: 'No', ...correlated }, plane)).toMatchObject({
      status: undefined,
      code: undefined,
      message: 'No',
      requestId: 'y'.repeat(200),
    })
  })

  it.each([
    [{ statusCode: 200, code: 'c', message: 'keys' }],
    [{ statusCode: 500, message: 'keys' }],
    [{ statusCode: 500, code: 'PARSE_ERROR', message: 'keys' }],
  ])('that is no error of Azure does not show its body: %j', (error) => {
    expect(armFailureOf(error, plane)?.message).toBe('The response is not of the expected form.')
  })

  it('is none if it is an error of this library, or the abort of the caller', () => {
    const reason = new Error('I left')
    const aborted = { ...plane, signal: AbortSignal.abort(reason) }
    const own = new ConfigurationError('No.')
    expect(controlPlaneError(own, plane, 'x')).toBe(own)
    expect(controlPlaneError(reason, aborted, 'x')).toBe(reason)
    expect(controlPlaneError(new DOMException('', 'AbortError'), aborted, 'x')).toBe(reason)
    expect(controlPlaneError(new Error('Other.'), aborted, 'x')).toMatchObject({ name: 'EndpointError' })
    expect(controlPlaneError(new DOMException('', 'AbortError'), plane, 'x')).toMatchObject({ name: 'EndpointError' })
  })

  it.each<[error: object, expected: object]>([
    [
      { statusCode: 401, code: 'InvalidAuthenticationTokenTenant', message: 'No.' },
      new ConfigurationError(
        'The control plane (https://management.azure.com) did not accept the identity: InvalidAuthenticationTokenTenant: No. Sign in to the tenant of the subscription: pass `tenantId` to the credential, or run `az login --tenant <its tenant>`.',
        { setting: 'credential' },
      ),
    ],
    [
      { statusCode: 401, code: 'InvalidAuthenticationTokenAudience', message: 'No.' },
      new ConfigurationError(
        'The control plane (https://management.azure.com) did not accept the identity: InvalidAuthenticationTokenAudience: No. The token is of another cloud. Set `armEndpoint` to the control plane of yours, and `authorityHost` of the credential to its sign-in address.',
        { setting: 'credential' },
      ),
    ],
    [
      { statusCode: 401, code: 'Other', message: 'No.' },
      new ConfigurationError(
        'The control plane (https://management.azure.com) did not accept the identity: Other: No. Sign in again, or pass another `credential`.',
        { setting: 'credential' },
      ),
    ],
    [
      { statusCode: 403, code: 'Denied', message: 'No.' },
      new ConfigurationError(`The identity has no right to do it: Denied: No. ${advice}`, { setting: 'credential' }),
    ],
    ...(
      [
        [401, 'Denied', 'Access over the private link only.'],
        [403, 'Forbidden', 'Public network access is disabled for this workspace.'],
        [403, 'PublicNetworkAccessDisabled', 'Not from here.'],
        [502, 'Denied', 'The workspace is behind a Private Endpoint.'],
      ] as const
    ).map(([status, code, message]): [object, object] => [
      { statusCode: status, code, message, ...withHeaders({ 'x-ms-request-id': 'r' }) },
      new EndpointError(
        `The workspace does not accept requests to do it from this network: ${code}: ${message} Run the program in the workspace's network, or allow public network access.`,
        { status, code, requestId: 'r' },
      ),
    ]),
    [
      { statusCode: 403, code: 'AuthorizationFailed', message: 'No read of /workspaces/private-link-lab.' },
      new ConfigurationError(
        `The identity has no right to do it: AuthorizationFailed: No read of /workspaces/private-link-lab. ${advice}`,
        { setting: 'credential' },
      ),
    ],
    [
      { statusCode: 500, code: 'c', message: 'The private link is slow.' },
      new EndpointError(
        'The control plane (https://management.azure.com) failed to do it (HTTP 500): c: The private link is slow.',
        { status: 500, code: 'c', retryable: true },
      ),
    ],
    [
      { message: 'No.' },
      new EndpointError('The control plane (https://management.azure.com) failed to do it: No.', { retryable: true }),
    ],
    ...([400, 407, 408, 409, 428, 429, 430, 499, 500, 503] as const).map((status): [object, object] => [
      { statusCode: status, code: 'c', message: 'No.', ...withHeaders({ 'x-ms-request-id': 'r', 'retry-after': '1' }) },
      new EndpointError(`The control plane (https://management.azure.com) failed to do it (HTTP ${status}): c: No.`, {
        status,
        code: 'c',
        requestId: 'r',
        retryAfterMs: 1_000,
        retryable: status === 408 || status === 429 || status >= 500,
      }),
    ]),
  ])('%j becomes an error of this library', (error, expected) => {
    const found = controlPlaneError(error, plane, 'do it') as Error & { readonly setting?: string }
    expect({ ...found, message: found.message }).toEqual({ ...expected, message: (expected as Error).message })
  })
})
