import type {
  ApiType,
  PlaygroundSession,
  PlaygroundSettings,
  PlaygroundMessage,
  Preview,
} from '../../contract/playground-contract.ts'

/** The endpoint form, key included; it goes to the server once and is forgotten here. */
export interface EndpointForm {
  readonly url: string
  readonly key: string
  readonly apiType?: ApiType | undefined
  readonly deploymentName?: string | undefined
  readonly formatter: string
}

/** Asks what there is to choose from. */
export function fetchSession(): Promise<PlaygroundSession> {
  return call('GET', '/api/session')
}

/** Names the endpoint that is to be asked. */
export function nameEndpoint(form: EndpointForm): Promise<PlaygroundSession> {
  return call('PUT', '/api/endpoint', form)
}

/** Makes the server forget the endpoint and its key. */
export function forgetEndpoint(): Promise<PlaygroundSession> {
  return call('DELETE', '/api/endpoint', {})
}

/** Asks how every formatter would send a conversation. */
export function fetchPreviews(
  messages: readonly PlaygroundMessage[],
  settings: PlaygroundSettings,
): Promise<readonly Preview[]> {
  return call('POST', '/api/previews', { messages, settings })
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const value: unknown = await response.json()
  if (response.ok) return value as T
  throw new Error((value as { readonly message?: string }).message ?? `The server answered ${response.status}.`)
}
