import type { ChosenOperation } from '../../contract/operation-contract.ts'
import type {
  ApiType,
  PlaygroundSession,
  PlaygroundSettings,
  PlaygroundMessage,
  Preview,
  RequestDraft,
} from '../../contract/playground-contract.ts'

/** The endpoint form with the key, which is sent to the server once and not kept in the page. */
export interface EndpointForm {
  readonly url: string
  readonly key: string
  readonly apiType?: ApiType | undefined
  readonly deploymentName?: string | undefined
  readonly formatter: string
}

/** Fetches the formatters and the current endpoint. */
export function fetchSession(): Promise<PlaygroundSession> {
  return call('GET', '/api/session')
}

/** Sets the endpoint to call. */
export function setEndpoint(form: EndpointForm): Promise<PlaygroundSession> {
  return call('PUT', '/api/endpoint', form)
}

/** Removes an endpoint and its key from the server. */
export function clearEndpoint(id: string): Promise<PlaygroundSession> {
  return call('DELETE', '/api/endpoint', { id })
}

/** Fetches the request that core would send to an endpoint for a request of the page. */
export function fetchRequestDraft(operation: ChosenOperation, request: unknown): Promise<RequestDraft> {
  return call('POST', `/api/request/${operation}`, request)
}

/** Fetches the body that each formatter would send for a conversation. */
export function fetchPreviews(
  messages: readonly PlaygroundMessage[],
  settings: PlaygroundSettings,
): Promise<readonly Preview[]> {
  return call('POST', '/api/previews', { messages, settings })
}

/** Calls the server; rejects with the message of an error. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const value: unknown = await response.json()
  if (response.ok) return value as T
  throw new Error((value as { readonly message?: string }).message ?? `The server responded with ${response.status}.`)
}
