import { type AzureMLEndpointApiType, ConfigurationError, printable } from '@azureml-endpoints/core'
import type { ArmEndpoint } from '../control-plane/arm-endpoint.ts'
import { isLoopback } from '../control-plane/arm-endpoint.ts'
import { apiTypeOf } from '../control-plane/arm-fields.ts'
import type { WorkspaceEndpoint } from '../control-plane/workspace-endpoint.ts'

/** Where to call an endpoint. */
export interface EndpointLocation {
  readonly endpointUrl: string
  readonly endpointApiType: AzureMLEndpointApiType | undefined
}

/** Returns the URL to call, checked: a wrong one would send the key to somebody else. */
export function locateEndpoint(
  endpoint: WorkspaceEndpoint,
  { arm, route, allowInsecureHttp }: UrlRules,
): EndpointLocation {
  const { name, scoringUrl, kind } = endpoint
  if (scoringUrl === undefined) {
    throw new ConfigurationError(`The control plane shows no scoring URI for the endpoint ${name}.`, {
      setting: 'endpointName',
    })
  }
  const url = checkUrl(scoringUrl, { name, arm, allowInsecureHttp })
  if (route !== undefined) setRoute(url, route, kind)
  else if (kind === 'serverless' && !hasRoute(url)) setRoute(url, '/v1/chat/completions', kind)
  const endpointApiType = kind === 'serverless' ? 'serverless' : apiTypeOf(url.href)
  return { endpointUrl: url.href, endpointApiType }
}

/** What the caller allows and wants. */
export interface UrlRules {
  readonly arm: ArmEndpoint
  readonly route: string | undefined
  readonly allowInsecureHttp: boolean | undefined
}

function checkUrl(
  text: string,
  { name, arm, allowInsecureHttp }: Pick<UrlRules, 'arm' | 'allowInsecureHttp'> & { readonly name: string },
): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const shown = url === undefined ? JSON.stringify(printable(text.slice(0, 200))) : url.origin
  const refused = (problem: string, setting = 'endpointName'): ConfigurationError =>
    new ConfigurationError(`The scoring URI of the endpoint ${name} ${problem}: ${shown}.`, { setting })
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refused('is not an https URL')
  if (url.username !== '' || url.password !== '') throw refused('contains a user name or password')
  if (isLoopback(url.hostname)) {
    if (!arm.loopback) throw refused('is on this machine, but the control plane is not')
  } else if (url.protocol === 'http:' && allowInsecureHttp !== true) {
    throw refused(
      'would send the key unencrypted; give the endpoint TLS, or pass `allowInsecureHttp: true` if you must',
      'allowInsecureHttp',
    )
  }
  return url
}

/** Checks the path that the caller wants to call, before any request. */
export function checkRoute(route: unknown): string {
  const url = typeof route === 'string' && /^\/[^/]/.test(route) ? new URL(route, 'https://endpoint') : undefined
  if (url === undefined || url.host !== 'endpoint') {
    throw new ConfigurationError(
      `\`route\` is ${JSON.stringify(printable(String(route).slice(0, 200)))}; it must be a path, such as "/v1/chat/completions".`,
      { setting: 'route' },
    )
  }
  return url.pathname + url.search
}

/** Replaces the route of a URL, and keeps the prefix before it, such as `/api/v1/endpoint/<name>` on Kubernetes. */
function setRoute(url: URL, route: string, kind: WorkspaceEndpoint['kind']): void {
  const current = url.pathname.replace(/\/$/, '')
  const isScore = current.endsWith('/score')
  // The URI of a serverless endpoint is a prefix of its routes, unless it ends in one.
  const prefix = isScore ? current.slice(0, -'/score'.length) : kind === 'serverless' && !hasRoute(url) ? current : ''
  const [path = '', query = ''] = route.split('?')
  url.pathname = prefix + path
  url.search = query
}

function hasRoute({ pathname }: URL): boolean {
  return /\/(?:completions|embeddings|rerank|responses|embed|chat|messages|score)\/?$/.test(pathname)
}
