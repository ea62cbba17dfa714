/** Kinds of hosts, which differ in authentication and in where they expect the deployment name. */
export type HostKind = 'managed' | 'serverless' | 'foundry' | 'openai'

/** Returns the kind of a host; unknown hosts are treated like managed endpoints. */
export function hostKindOf({ hostname }: URL): HostKind {
  if (/\.(models|inference)\.ai\.azure\.com$/.test(hostname)) return 'serverless'
  if (/\.(services\.ai|cognitiveservices)\.azure\.com$/.test(hostname)) return 'foundry'
  if (hostname.endsWith('.openai.azure.com')) return 'openai'
  return 'managed'
}
