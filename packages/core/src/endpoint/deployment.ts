import { ConfigurationError } from '../errors/configuration-error.ts'
import { hostKindOf, isManagedEndpoint } from './host-kind.ts'
import { shownSetting } from './numbers.ts'

/**
 * Puts the deployment name where the host expects it: Foundry and Azure OpenAI in the body, all others in a header, and
 * in the body as well if the route requires `model`.
 */
export function deploymentOf(
  name: string | undefined,
  url: URL,
): { headers: Record<string, string>; inBody: string | undefined } {
  if (name === undefined || name === '') return { headers: {}, inBody: undefined }
  const kind = hostKindOf(url)
  const isInBody = kind === 'foundry' || kind === 'openai'
  if (isInBody && name === name.trim()) return { headers: {}, inBody: name }
  if (isInBody || !/^[\x21-\x7E]+$/.test(name)) {
    throw new ConfigurationError(
      `\`deploymentName\` is ${shownSetting(name)}; a deployment name contains only letters, digits and dashes.`,
      { setting: 'deploymentName' },
    )
  }
  const inBody = kind === 'managed' && !isManagedEndpoint(url) && namesModelInBody(url) ? name : undefined
  return { headers: { 'azureml-model-deployment': name }, inBody }
}

/** Returns whether a route requires `model` in the body, whoever serves it. */
function namesModelInBody({ pathname }: URL): boolean {
  return publisherRoutes.test(pathname) || foundryRoutes.test(pathname)
}

const publisherRoutes = /\/(?:v1\/messages|v2\/(?:chat|embed|rerank)|responses)\/?$/
const foundryRoutes = /\/(?:openai\/v1|mai\/v1|models)\/(?:chat\/completions|completions|embeddings)\/?$/
