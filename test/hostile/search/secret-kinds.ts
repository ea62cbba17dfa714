import { createHash } from 'node:crypto'
import type { EndpointOptions } from '@azureml-endpoints/core'
import type { ReceivedRequest } from '../server/received-request.ts'

/** How one kind of secret gets to the endpoint, and what an endpoint that was taken over sees of it. */
export interface SecretKind {
  readonly options?: (secret: string) => Partial<EndpointOptions>
  /** Headers of one call. */
  readonly headers?: (secret: string) => Record<string, string>
  /** Parameters of the endpoint's URL. */
  readonly query?: (secret: string) => Record<string, string>
  /** The secret in a request, as the endpoint reads it. */
  readonly received: (request: ReceivedRequest) => string
}

/** The name of a kind. */
export type SecretKindName = keyof typeof secretKinds

/** All kinds of secrets that a request may hold. */
export const secretKinds = {
  key: {
    options: (secret) => ({ endpointApiKey: secret }),
    received: bearer,
  },
  'key by a function': {
    options: (secret) => ({ endpointApiKey: anotherEachTime(secret) }),
    received: bearer,
  },
  'key by a slow function': {
    options: (secret) => {
      const next = anotherEachTime(secret)
      return { endpointApiKey: () => new Promise((resolve) => void setTimeout(() => resolve(next()), 5)) }
    },
    received: bearer,
  },
  'token of a credential': {
    options: (secret) => ({
      credential: { getToken: async () => ({ token: secret, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    }),
    received: bearer,
  },
  'x-api-key of the client': header('x-api-key', 'client'),
  'x-api-key of the call': header('x-api-key', 'call'),
  'authorization of the call': header('authorization', 'call', (secret) => `Bearer ${secret}`),
  'password of the call': {
    headers: (secret) => ({ authorization: `Basic ${Buffer.from(`user:${secret}`).toString('base64')}` }),
    received: ({ headers }) =>
      Buffer.from(bare(headers['authorization']), 'base64')
        .toString()
        .replace(/^user:/, ''),
  },
  'signature of the call': {
    headers: (secret) => ({ authorization: `SharedAccessSignature sr=a&sig=${secret}&se=1` }),
    received: ({ headers }) => /sig=(.*)&se/.exec(headers['authorization'] ?? '')?.[1] ?? '',
  },
  'cookie of the call': {
    headers: (secret) => ({ cookie: `theme=dark; session=${secret}; lang=en` }),
    received: ({ headers }) => /session=([^;]*)/.exec(headers['cookie'] ?? '')?.[1] ?? '',
  },
  'code in the URL': parameter('code'),
  'sig in the URL': parameter('sig'),
  'subscription-key in the URL': parameter('subscription-key'),
  'api_key in modelKwargs': {
    options: (secret) => ({ modelKwargs: { api_key: secret } }),
    received: ({ json }) => textAt(json, ['api_key']) || textAt(json, ['input_data', 'parameters', 'api_key']),
  },
  'token nested in modelKwargs': {
    options: (secret) => ({ modelKwargs: { extra: { service: { token: `${secret}😀` } } } }),
    received: ({ json }) => textAt(json, ['extra', 'service', 'token']),
  },
} satisfies Readonly<Record<string, SecretKind>>

/** A kind by its name. */
export function secretKind(name: SecretKindName): SecretKind {
  return secretKinds[name]
}

/** Tells the kinds that travel in the body, which an error keeps as it was sent. */
export function isInBody(name: SecretKindName): boolean {
  return name.endsWith('modelKwargs')
}

/** Makes the secret of one run: of the length and the characters of a real one, and of no other run. */
export function secretOf(run: number): string {
  const own = createHash('sha256').update(`run ${run}`).digest('base64url').replaceAll(/[-_]/g, 'x')
  return `Zk+9/${own.slice(0, 12)}.7x/${own.slice(12, 24)}+Tb~_8==`
}

function anotherEachTime(secret: string): () => string {
  let asked = 0
  return () => `${secret.slice(0, 5)}${(asked++).toString(36).padStart(3, 'w')}${secret.slice(5)}`
}

function header(name: string, of: 'client' | 'call', value = (secret: string): string => secret): SecretKind {
  const headers = (secret: string): Record<string, string> => ({ [name]: value(secret) })
  return {
    ...(of === 'call' ? { headers } : { options: (secret) => ({ headers: headers(secret) }) }),
    received: (request) => bare(request.headers[name]),
  }
}

function parameter(name: string): SecretKind {
  return {
    query: (secret) => ({ [name]: secret }),
    received: ({ target }) => new URL(target, 'http://localhost').searchParams.get(name) ?? '',
  }
}

function bearer({ headers }: ReceivedRequest): string {
  return bare(headers['authorization'])
}

function bare(value: string | undefined): string {
  return (value ?? '').replace(/^(Bearer|Basic) /, '')
}

function textAt(json: unknown, path: readonly string[]): string {
  let value = json
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}
