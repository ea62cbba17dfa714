import { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { ConfigurationError } from '../errors/errors.ts'

const rightForms = `  dedicated:  https://<your-endpoint>.<your_region>.inference.ml.azure.com/score
  serverless: https://<your-endpoint>.<your_region>.models.ai.azure.com/v1/chat/completions`

/** Reads an invocation URL. It is used as it is: path and query are neither completed nor rewritten. */
export function parseEndpointUrl(text: string | URL, allowInsecureHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refusal(`\`endpointUrl\` is not an https URL: ${JSON.stringify(withoutSecrets(text))}.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal('`endpointUrl` holds a user name or password. Pass the key as `endpointApiKey`.')
  }
  if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw refusal(
      `\`endpointUrl\` would send the key unencrypted to ${url.origin}. Use https, or \`allowInsecureHttp: true\` if you must.`,
    )
  }
  if (url.port === '0') throw refusal(`\`endpointUrl\` names port 0, where nothing can listen: ${url.origin}.`)
  if (url.pathname === '/') {
    throw refusal(
      `\`endpointUrl\` has no path: ${url.origin}. Pass the full invocation URL, as the endpoint's "Consume" tab shows it.`,
    )
  }
  return url
}

/** Settles the API type from the option and the URL's path, which must not contradict each other. */
export function resolveApiType(url: URL, given: unknown): AzureMLEndpointApiType {
  const path = url.pathname.replace(/\/$/, '')
  const read = path.endsWith('/score')
    ? 'dedicated'
    : /\/(completions|embeddings)$/.test(path)
      ? 'serverless'
      : undefined
  if (given === undefined) {
    if (read !== undefined) return read
    throw new ConfigurationError(
      `\`endpointApiType\` cannot be read off the path ${url.pathname}. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).`,
      { setting: 'endpointApiType' },
    )
  }
  if (given !== AzureMLEndpointApiType.dedicated && given !== AzureMLEndpointApiType.serverless) {
    const hint = given === 'realtime' ? " (`realtime` is called 'dedicated' now)" : ''
    throw new ConfigurationError(
      `\`endpointApiType\` is ${JSON.stringify(given)}; it must be 'dedicated' or 'serverless'${hint}.`,
      { setting: 'endpointApiType' },
    )
  }
  if (read !== undefined && read !== given) {
    throw refusal(
      `\`endpointApiType\` is '${given}', but ${withoutSecrets(url)} is the URL of a ${read} endpoint. Pass endpointApiType '${read}', or the ${given} endpoint's own URL.`,
    )
  }
  return given
}

/** The kinds of hosts that differ in authentication, or in where they read the deployment. */
export type HostKind = 'managed' | 'serverless' | 'foundry' | 'openai'

/** Tells the kind of a host; a host that is not known is treated like a managed endpoint. */
export function hostKindOf({ hostname }: URL): HostKind {
  if (/\.(models|inference)\.ai\.azure\.com$/.test(hostname)) return 'serverless'
  if (/\.(services\.ai|cognitiveservices)\.azure\.com$/.test(hostname)) return 'foundry'
  if (hostname.endsWith('.openai.azure.com')) return 'openai'
  return 'managed'
}

/** Shows a URL in a message: without its query, which may hold a key. */
export function withoutSecrets(url: string | URL): string {
  return String(url)
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/@]*@/, '//')
}

/** Names under `.localhost` are not included: Node asks DNS for them, which may know them elsewhere. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function refusal(message: string): ConfigurationError {
  return new ConfigurationError(`${message} The right form is\n${rightForms}`, { setting: 'endpointUrl' })
}
