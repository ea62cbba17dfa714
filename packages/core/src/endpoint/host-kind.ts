/** Kinds of hosts, which differ in authentication and in where they expect the deployment name. */
export type HostKind = 'managed' | 'serverless' | 'foundry' | 'openai'

/** Returns the kind of a host; unknown hosts are treated like managed endpoints. */
export function hostKindOf({ hostname }: URL): HostKind {
  if (/\.(models|inference)\.ai\.azure\.com$/.test(hostname)) return 'serverless'
  if (/\.(services\.ai|cognitiveservices)\.azure\.(com|us|cn)$/.test(hostname)) return 'foundry'
  if (/\.openai\.azure\.(com|us|cn)$/.test(hostname)) return 'openai'
  return 'managed'
}

/** Returns whether a host is one of Azure's for managed endpoints; those of gateways and proxies are of the same kind. */
export function isManagedEndpoint({ hostname }: URL): boolean {
  return /\.inference\.ml\.azure\.(com|us|cn)$/.test(hostname)
}
