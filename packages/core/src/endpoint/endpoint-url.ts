import { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { shownSetting } from './numbers.ts'
import { unfinishedUrl, unusableUrl } from './unusable-url.ts'

const expectedForms = `  dedicated:  https://<your-endpoint>.<your_region>.inference.ml.azure.com/score
  serverless: https://<your-endpoint>.<your_region>.models.ai.azure.com/v1/chat/completions`

/** What is allowed besides `https:` URLs with a path. */
export interface UrlRules {
  readonly allowInsecureHttp: boolean | undefined
  /** Whether the format has a route at `/`. */
  readonly allowRoot: () => boolean
}

/** Parses and checks an invocation URL. Its path and query are used unchanged, neither completed nor rewritten. */
export function parseEndpointUrl(text: string | URL, { allowInsecureHttp, allowRoot }: UrlRules): URL {
  if (/<[\w-]+>/.test(String(text))) {
    throw new ConfigurationError(
      `\`endpointUrl\` still has a placeholder: ${withoutSecrets(text)}. Replace each <…> by the endpoint's own name or region, as its "Consume" tab shows them.`,
      { setting: 'endpointUrl' },
    )
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalidUrl(`\`endpointUrl\` is not an https URL: ${shownUrlSetting(text)}.${repair(withoutSecrets(text))}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidUrl('`endpointUrl` contains a user name or password. Pass the key as `endpointApiKey`.')
  }
  if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw invalidUrl(
      `\`endpointUrl\` would send the key unencrypted to ${url.origin}. Use https, or \`allowInsecureHttp: true\` if you must.`,
    )
  }
  if (url.port === '0') throw invalidUrl(`\`endpointUrl\` uses port 0, on which no server can listen: ${url.origin}.`)
  const problem = url.pathname === '/' && allowRoot() ? undefined : unusableUrl(url)
  if (problem !== undefined) throw new ConfigurationError(problem, { setting: 'endpointUrl' })
  // The only change that is ever made to a URL: some servers do not know their own route with a slash at its end.
  if (url.pathname.length > 1 && url.pathname.endsWith('/')) url.pathname = url.pathname.slice(0, -1)
  return url
}

/** Resolves the API type from the option and the URL's path; throws if they contradict each other. */
export function resolveApiType(url: URL, given: unknown): AzureMLEndpointApiType {
  const path = url.pathname
  const inferred = path.endsWith('/score') ? 'dedicated' : serverlessRoute.test(path) ? 'serverless' : undefined
  if (given === undefined) {
    if (inferred !== undefined) return inferred
    const rest = unfinishedUrl(url)
    throw new ConfigurationError(
      `\`endpointApiType\` cannot be inferred from the path ${url.pathname}. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).${rest === undefined ? '' : ` If the path is not complete, ${rest}`}`,
      { setting: 'endpointApiType' },
    )
  }
  if (given !== AzureMLEndpointApiType.dedicated && given !== AzureMLEndpointApiType.serverless) {
    const hint = given === 'realtime' ? " (`realtime` is now called 'dedicated')" : ''
    throw new ConfigurationError(
      `\`endpointApiType\` is ${shownSetting(given)}; it must be 'dedicated' or 'serverless'${hint}.`,
      { setting: 'endpointApiType' },
    )
  }
  if (inferred !== undefined && inferred !== given) {
    throw invalidUrl(
      `\`endpointApiType\` is '${given}', but ${withoutSecrets(url)} is the URL of a ${inferred} endpoint. Pass endpointApiType '${inferred}', or the URL of the ${given} endpoint.`,
    )
  }
  return given
}

/** The ends of the routes whose bodies are not wrapped as those of `/score` are. */
const serverlessRoute = /\/(?:completions|responses|embeddings|rerank|v1\/messages|v2\/chat|v2\/embed)$/

/** Says how to repair a text that is nearly a URL. */
function repair(text: string): string {
  if (/^["'`<].*["'`>]$/s.test(text.trim())) return ' Remove the quotes around it.'
  if (/^[\w.-]+\.azureml\.ms;/.test(text))
    return ' It is the connection string of a project; pass the URL of a deployment in it.'
  if (/^\w+=https?:/.test(text)) return ' Pass only what stands after the equals sign.'
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(text) ? ' Put `https://` in front of it.' : ''
}

/** Formats a URL for a message, without credentials and query, which may contain a key. */
export function withoutSecrets(url: string | URL): string {
  return String(url)
    .replace(/[?#].*$/s, '')
    .replace(/^([a-z][a-z+.-]*:\/\/)?[^/]*@/i, '$1')
}

/** Shows what was passed as a URL; a text that is not one may be the key. */
function shownUrlSetting(passed: string | URL): string {
  const text = withoutSecrets(passed)
  return /^[a-z][a-z+.-]*:\/\/|^[\w-]+(\.[\w-]+)+/i.test(text) ? JSON.stringify(text) : shownSetting(text)
}

/** Excludes names under `.localhost`: Node resolves them through DNS, which may point to another machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function invalidUrl(message: string): ConfigurationError {
  return new ConfigurationError(`${message} The expected form is\n${expectedForms}`, { setting: 'endpointUrl' })
}
