import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { ManagedIdentityCredential } from '@azure/identity'
import {
  type AzureMLEndpointClient,
  ConfigurationError,
  EndpointError,
  type KeyRequest,
  type TokenCredential,
} from '@azureml-endpoints/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

const answer = (): Response => Response.json({ output: 'x', choices: [{ message: { content: 'x' } }] })

/** A client that records the headers it sends. */
function recordingClient(
  options: Parameters<typeof clientOf>[1],
  status: () => number = () => 200,
): { client: AzureMLEndpointClient; sent: Headers[] } {
  const sent: Headers[] = []
  const client = clientOf(answer, {
    ...options,
    fetch: async (_url, init) => {
      sent.push(new Headers(init?.headers))
      const now = status()
      return now === 200 ? answer() : new Response('', { status: now, headers: { 'retry-after-ms': '1' } })
    },
  })
  return { client, sent }
}

const hosts = {
  managed: 'https://e.eastus2.inference.ml.azure.com/score',
  foundry: 'https://r.services.ai.azure.com/openai/v1/chat/completions',
}

describe('a key', () => {
  it('from a function may be a token, and is sent only as Bearer', async () => {
    const { client, sent } = recordingClient({
      endpointUrl: hosts.foundry,
      endpointApiKey: () => 'token-of-a-function',
    })
    await client.chat(hello)
    expect([sent[0]?.get('authorization'), sent[0]?.get('api-key')]).toEqual(['Bearer token-of-a-function', null])
  })

  it('from a function may be cached: the function is told which key was rejected in the same call', async () => {
    const asked: (string | undefined)[] = []
    const current = { key: 'key-1' }
    const endpointApiKey = ({ rejectedKey }: KeyRequest): string => {
      asked.push(rejectedKey)
      if (rejectedKey === current.key) current.key = 'key-2'
      return current.key
    }
    let calls = 0
    const statuses = [401, 503, 200, 200]
    const { client, sent } = recordingClient(
      { endpointUrl: hosts.managed, endpointApiKey, maxRetries: 1 },
      () => statuses[calls++] ?? 0,
    )
    await client.chat(hello)
    await client.chat(hello)
    expect(asked).toEqual([undefined, 'key-1', 'key-1', undefined])
    expect(sent.map((headers) => headers.get('authorization'))).toEqual([
      'Bearer key-1',
      'Bearer key-2',
      'Bearer key-2',
      'Bearer key-2',
    ])
  })

  it('from a function that throws an AzureMLError: it passes, and is retried if it is retryable', async () => {
    let calls = 0
    const busy = new EndpointError('The control plane is busy.', { retryable: true, retryAfterMs: 1 })
    const { client, sent } = recordingClient({
      maxRetries: 1,
      endpointApiKey: () => {
        if (calls++ === 0) throw busy
        return key
      },
    })
    await client.chat(hello)
    expect([calls, sent.length]).toEqual([2, 1])
    calls = 0
    expect(await failure(client.chat(hello, { maxRetries: 0 }))).toBe(busy)
    const wrong = new ConfigurationError('No right to list keys.')
    const refusing = recordingClient({ endpointApiKey: () => Promise.reject(wrong) })
    expect(await failure(refusing.client.chat(hello))).toBe(wrong)
  })

  it('does not show anywhere in the client', async () => {
    const client = clientOf(answer)
    await client.chat(hello)
    for (const shown of [
      inspect(client, { depth: 9, showHidden: true }),
      JSON.stringify(client),
      JSON.stringify(structuredClone({ ...client })),
    ]) {
      expect(shown).not.toContain(key)
    }
  })

  it('is rejected together with a credential', () => {
    expect(() => clientOf(answer, { credential: { getToken: async () => null } })).toThrow(
      '`endpointApiKey` and `credential` are both set',
    )
  })
})

it('a deployment must have a valid name', () => {
  expect(() => clientOf(answer, { deploymentName: 'two words' })).toThrow(
    expect.objectContaining({
      name: 'ConfigurationError',
      setting: 'deploymentName',
      message: '`deploymentName` is "two words"; a deployment name contains only letters, digits and dashes.',
    }),
  )
})

describe('a credential', () => {
  const countingCredential = (lifetime: number): TokenCredential & { scopes: unknown[] } => {
    const scopes: unknown[] = []
    return {
      scopes,
      async getToken(scope) {
        scopes.push(scope)
        return { token: `token-of-entra-${scopes.length}`, expiresOnTimestamp: Date.now() + lifetime }
      },
    }
  }
  const withCredential = (credential: TokenCredential, endpointUrl = hosts.managed, status?: () => number) =>
    recordingClient({ endpointUrl, endpointApiKey: undefined, credential }, status)

  beforeEach(() => void vi.stubEnv('AZUREML_ENDPOINT_API_KEY', ''))
  afterEach(() => void vi.unstubAllEnvs())

  it('is called once for many requests, and again five minutes before expiry', async () => {
    const long = countingCredential(3_600_000)
    const one = withCredential(long)
    await Promise.all(Array.from({ length: 20 }, () => one.client.chat(hello)))
    await one.client.chat(hello)
    expect(long.scopes).toHaveLength(1)
    const short = countingCredential(4 * 60_000)
    const two = withCredential(short)
    await two.client.chat(hello)
    await two.client.chat(hello)
    expect(short.scopes).toHaveLength(2)
  })

  it('is called once more when its token is rejected', async () => {
    const credential = countingCredential(3_600_000)
    let calls = 0
    const { client, sent } = withCredential(credential, hosts.managed, () => (calls++ === 0 ? 401 : 200))
    await client.chat(hello)
    expect(sent.map((headers) => headers.get('authorization'))).toEqual([
      'Bearer token-of-entra-1',
      'Bearer token-of-entra-2',
    ])
  })

  it('that fails causes a ConfigurationError, and is called again for the next request', async () => {
    let calls = 0
    const credential: TokenCredential = {
      async getToken() {
        if (calls++ === 0) throw new Error('az login first')
        return { token: 'token-of-entra', expiresOnTimestamp: Date.now() + 3_600_000 }
      },
    }
    const { client } = withCredential(credential)
    const error = await failure(client.chat(hello))
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      setting: 'credential',
      message: 'The `credential` provided no token: az login first',
    })
    await client.chat(hello)
    const none = withCredential({ getToken: async () => null })
    expect(await failure(none.client.chat(hello))).toBeInstanceOf(ConfigurationError)
  })

  it('may come from @azure/identity, and its token never shows', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          access_token: 'token-of-managed-identity',
          expires_on: String(Math.floor(Date.now() / 1000) + 7200),
          resource: 'https://ml.azure.com',
          token_type: 'Bearer',
        }),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`)
    vi.stubEnv('IDENTITY_HEADER', 'header-of-app-service')
    try {
      const { client, sent } = withCredential(new ManagedIdentityCredential())
      const response = await client.chat(hello)
      expect(sent[0]?.get('authorization')).toBe('Bearer token-of-managed-identity')
      expect(inspect([client, response], { depth: 9, showHidden: true })).not.toContain('token-of-managed-identity')
    } finally {
      server.close()
    }
  })
})
