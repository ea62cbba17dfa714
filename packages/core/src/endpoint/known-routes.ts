import { type HostKind, hostKindOf } from './host-kind.ts'

/** A path, and when to use it. */
export type Route = readonly [path: string, use?: string]

const chat = '/v1/chat/completions'
const openAIChat = '/openai/v1/chat/completions'

/** The routes of a host without a path. */
export function routesOfHost(url: URL): readonly Route[] {
  if (url.hostname.endsWith('.azure-api.net')) {
    return [[`/<your-api>${openAIChat}`, 'with the path that the gateway gives the API']]
  }
  return url.hostname.endsWith('.api.cognitive.microsoft.com') ? routes.openai : routes[hostKindOf(url)]
}

const routes: Readonly<Record<HostKind, readonly Route[]>> = {
  serverless: [[chat], ['/v1/embeddings', 'for an embedding model']],
  foundry: [[openAIChat], ['/anthropic/v1/messages', 'for Claude'], ['/providers/cohere/v2/chat', 'for Cohere']],
  openai: [[openAIChat]],
  managed: [
    ['/score', 'for a dedicated endpoint'],
    [chat, "if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do"],
  ],
}

/** The start of a path, and the routes that it may become: `+` stands for the path, or for the part of it in parentheses. */
type Start = readonly [path: RegExp, ...routes: readonly Route[]]

const startsAnywhere: readonly Start[] = [
  [/^\/api\/v1\/endpoint\/[^/]+$/, ['+/score']],
  [
    /^(.*?)(?:(?:\/v1)?\/(?:(?:swagger|openapi)\.json|healthz?)|\/v1\/models)$/,
    ['+/score', 'for a dedicated endpoint'],
    [`+${chat}`, "if the container serves OpenAI's routes"],
  ],
]

const startsOnAzure: readonly Start[] = [
  [/^(?:\/api\/projects\/[^/]+)?\/openai$/, [`+${chat}`]],
  [/\/(?:openai|mai)\/v1$|^\/v1$/, ['+/chat/completions']],
  [/^\/models$/, [openAIChat], ['+/chat/completions?api-version=2024-05-01-preview', 'the older route']],
  [/^\/anthropic$/, ['+/v1/messages']],
  [/^\/anthropic\/v1$/, ['+/messages']],
  [/^\/providers\/cohere$/, ['+/v2/chat']],
  [/^\/providers\/cohere\/v2$/, ['+/chat']],
  [/^\/api\/projects\/[^/]+$/, [openAIChat, 'for the resource'], [`+${openAIChat}`, 'for the project']],
  [
    /^\/openai\/deployments$/,
    ['+/<your-deployment>/chat/completions?api-version=2024-10-21'],
    [openAIChat, 'with `deploymentName`'],
  ],
  [
    /^\/openai\/deployments\/[^/]+$/,
    ['+/chat/completions?api-version=2024-10-21'],
    [openAIChat, 'with `deploymentName`'],
  ],
]

/** Returns what completes a URL that is only the start of an invocation URL; `undefined` if it is whole or unknown. */
export function restOf({ hostname }: URL, path: string): readonly Route[] | undefined {
  const starts = isAzure(hostname) ? [...startsAnywhere, ...startsOnAzure] : startsAnywhere
  for (const [start, ...completed] of starts) {
    const found = start.exec(path)
    if (found !== null) return completed.map(([route, use]) => [route.replace('+', () => found[1] ?? path), use])
  }
  return undefined
}

/** Returns whether a host is one of Azure. */
export function isAzure(hostname: string): boolean {
  return /\.(?:azure|microsoft)\.(?:com|us|cn)$/.test(hostname)
}
