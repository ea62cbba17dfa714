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

/** Returns the URL to call, checked: a wrong one would carry the key to somebody else. */
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
  if (route !== undefined) setRoute(url, checkRoute(route), kind)
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

function checkRoute(route: unknown): string {
  const url = typeof route === 'string' && /^\/[^/]/.test(route) ? new URL(route, 'https://endpoint') : undefined
  if (url === undefined || url.host !== 'endpoint') {
    throw new ConfigurationError(
      `\`route\` is ${JSON.stringify(printable(String(route).slice(0, 200)))}; it must be a path, such as "/v1/chat/completions".`,
      { setting: 'route' },
    )
  }
  return url.pathname + url.search
}

/** The path of a serverless endpoint's URI is a prefix, if there is any; that of an online endpoint is its own route. */
function setRoute(url: URL, route: string, kind: WorkspaceEndpoint['kind']): void {
  const [path = '', query = ''] = route.split('?')
  const before = kind === 'serverless' ? url.pathname.replace(/\/$/, '') : prefixOf(url)
  url.pathname = hasRoute(url) && kind === 'serverless' ? path : before + path
  url.search = query
}

/** What stands before `/score`: nothing on managed endpoints, `/api/v1/endpoint/<name>` on Kubernetes. */
function prefixOf({ pathname }: URL): string {
  return pathname.endsWith('/score') ? pathname.slice(0, -'/score'.length) : ''
}

function hasRoute({ pathname }: URL): boolean {
  return /\/(?:completions|embeddings|rerank|responses|embed|chat|messages|score)$/.test(pathname.replace(/\/$/, ''))
}
