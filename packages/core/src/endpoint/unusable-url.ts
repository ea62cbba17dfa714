import { isAzure, restOf, type Route, routesOfHost } from './known-routes.ts'

/** Says what a URL is that no model can be called at, and what to pass instead; `undefined` if it may be an invocation URL. */
export function unusableUrl(url: URL): string | undefined {
  const page = pages.find(([host]) => host.test(url.hostname))
  if (page !== undefined) return `\`endpointUrl\` is ${page[1]}, not an endpoint: ${shown(url)}. ${page[2]}`
  const path = url.pathname.replace(/\/$/, '')
  const doubled =
    /^(.*?\/(?:score|completions|embeddings|rerank|responses|v1\/messages))\/(?:.*\/)?(?:completions|embeddings|rerank|responses|messages)$/.exec(
      path,
    )?.[1]
  if (doubled !== undefined) {
    return `\`endpointUrl\` has a second route after the first: ${shown(url)}. Pass ${url.origin}${doubled}: nothing is appended to it.`
  }
  if (path === '')
    return `\`endpointUrl\` has no path: ${url.origin}. ${capitalized(passOneOf(url, routesOfHost(url)))}`
  const rest = restOf(url, path)
  if (rest === undefined) return undefined
  return `\`endpointUrl\` is only the start of an invocation URL: ${shown(url)}. ${capitalized(passOneOf(url, rest))}`
}

/** Says how to complete a URL that may be an invocation URL, but probably is not. */
export function unfinishedUrl(url: URL): string | undefined {
  const path = url.pathname
  if (path.endsWith('/chat')) return passOneOf(url, [[`${path}/completions`]])
  if (/\/(?:v1|openai|api)$/.test(path)) return passOneOf(url, [[`${path}/chat/completions`]])
  if (path.endsWith('/jobs'))
    return 'pass the URL of an online endpoint: this looks like the route of a batch endpoint.'
  return /\/(?:docs|redoc|info|metrics|ui)$/.test(path) ? passOneOf(url, routesOfHost(url)) : undefined
}

/** Pages and services that are mistaken for endpoints. */
const pages: readonly (readonly [host: RegExp, what: string, advice: string])[] = [
  [
    /^(?:ml|studio\.ml|mlworkspace)\.azure\.(?:com|us|cn|ai)$|^studio\.azureml\.net$/,
    'a page of Azure Machine Learning studio',
    'Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    /^(?:ai|oai)\.azure\.(?:com|us)$/,
    "a page of Foundry's portal",
    "Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample.",
  ],
  [
    /^(?:[\w-]+\.)?portal\.azure\.(?:com|us|cn)$/,
    'a page of the Azure portal',
    'Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    /^(?:learn|docs)\.microsoft\.com$/,
    'a page of the documentation',
    'Copy the URL of your own endpoint from its "Consume" tab.',
  ],
  [
    /^management\.(?:azure\.com|usgovcloudapi\.net|chinacloudapi\.cn)$/,
    "the address of Azure's control plane",
    'Pass the scoring URI of the endpoint, which it returns as `scoringUri`.',
  ],
  [/\.api\.azureml\.ms$/, 'the address of a workspace', 'Pass the URL of an endpoint in it, from its "Consume" tab.'],
]

function passOneOf({ origin, hostname }: URL, routes: readonly Route[]): string {
  const forms = routes.map(([path, use]) => `${origin}${path}${use === undefined ? '' : ` (${use})`}`)
  return `pass the full invocation URL${sourceOf(hostname)}: ${forms.join(', or ')}.`
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Says where a URL is shown. */
function sourceOf(hostname: string): string {
  if (/\.(?:inference\.ml|(?:models|inference)\.ai)\.azure\.\w+$/.test(hostname))
    return ', as the endpoint\'s "Consume" tab shows it'
  return isAzure(hostname) ? ", as the deployment's page shows it" : ''
}

function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname === '/' ? '' : pathname}`
}
