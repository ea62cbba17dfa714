import { hostKindOf } from './host-kind.ts'

/** A path, and when to use it. */
export type Route = readonly [path: string, use: string]

const chat: Route = ['/chat/completions', '']

/** The routes of a host without a path. */
export function routesOfHost(url: URL): readonly Route[] {
  switch (hostKindOf(url)) {
    case 'serverless':
      return [
        ['/v1/chat/completions', ''],
        ['/v1/embeddings', 'for an embedding model'],
      ]
    case 'foundry':
      return [
        ['/openai/v1/chat/completions', ''],
        ['/anthropic/v1/messages', 'for Claude'],
        ['/providers/cohere/v2/chat', 'for Cohere'],
      ]
    case 'openai':
      return [['/openai/v1/chat/completions', '']]
    case 'managed':
      if (url.hostname.endsWith('.azure-api.net')) {
        return [['/<your-api>/openai/v1/chat/completions', 'with the path that the gateway gives the API']]
      }
      if (url.hostname.endsWith('.api.cognitive.microsoft.com')) return [['/openai/v1/chat/completions', '']]
      return [
        ['/score', 'for a dedicated endpoint'],
        ['/v1/chat/completions', "if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do"],
      ]
  }
}

/** The starts of paths, and what completes them. */
const starts: readonly (readonly [path: RegExp, host: 'azure' | 'any', rest: (path: string) => readonly Route[]])[] = [
  [/^\/openai$/, 'azure', (path) => [[`${path}/v1/chat/completions`, '']]],
  [/\/(?:openai|mai)\/v1$/, 'azure', (path) => [[`${path}${chat[0]}`, '']]],
  [/^\/v1$/, 'azure', (path) => [[`${path}${chat[0]}`, '']]],
  [
    /^\/models$/,
    'azure',
    (path) => [
      ['/openai/v1/chat/completions', ''],
      [`${path}/chat/completions?api-version=2024-05-01-preview`, 'the older route'],
    ],
  ],
  [/^\/anthropic$/, 'azure', (path) => [[`${path}/v1/messages`, '']]],
  [/^\/anthropic\/v1$/, 'azure', (path) => [[`${path}/messages`, '']]],
  [/^\/providers\/cohere$/, 'azure', (path) => [[`${path}/v2/chat`, '']]],
  [/^\/providers\/cohere\/v2$/, 'azure', (path) => [[`${path}/chat`, '']]],
  [
    /^\/api\/projects\/[^/]+$/,
    'azure',
    (path) => [
      ['/openai/v1/chat/completions', 'for the resource'],
      [`${path}/openai/v1/chat/completions`, 'for the project'],
    ],
  ],
  [/^\/api\/projects\/[^/]+\/openai$/, 'azure', (path) => [[`${path}/v1/chat/completions`, '']]],
  [
    /^\/openai\/deployments(?:\/[^/]+)?$/,
    'azure',
    (path) => [
      [
        `${path.split('/').length > 3 ? path : `${path}/<your-deployment>`}/chat/completions?api-version=2024-10-21`,
        '',
      ],
      ['/openai/v1/chat/completions', 'with `deploymentName`'],
    ],
  ],
  [/^\/api\/v1\/endpoint\/[^/]+$/, 'any', (path) => [[`${path}/score`, '']]],
  [
    /\/(?:swagger|openapi)\.json$|\/(?:health|healthz|v1\/models)$/,
    'any',
    (path) => [
      [path.replace(/\/[^/]+$/, '').replace(/\/v1$/, '') + '/score', 'for a dedicated endpoint'],
      [
        path.replace(/\/[^/]+$/, '').replace(/\/v1$/, '') + '/v1/chat/completions',
        "if the container serves OpenAI's routes",
      ],
    ],
  ],
]

/** Returns what completes a URL that is only the start of an invocation URL; `undefined` if it is whole or unknown. */
export function restOf(url: URL, path: string): readonly Route[] | undefined {
  const found = starts.find(([start, host]) => (host === 'any' || isAzure(url.hostname)) && start.test(path))?.[2](path)
  return found === undefined || found.length === 0 ? undefined : found
}

/** Returns whether a host is one of Azure. */
export function isAzure(hostname: string): boolean {
  return /\.(?:azure|microsoft)\.(?:com|us|cn)$/.test(hostname)
}
