/** A route, the `name`s of the formatters for it, and the advice which one to use. */
interface OwnRoute {
  readonly route: RegExp
  readonly formatters: readonly string[]
  readonly advice: string
}

/** Returns the advice to use a formatter. */
export function use(formatter: string, place: string): string {
  return `Use \`${formatter}\` of @azureml-endpoints/formatters-${place} as \`contentFormatter\`.`
}

/** The routes that only one format has, by format. */
export const ownRoutes: Readonly<Record<'anthropic' | 'responses' | 'cohereV2' | 'cohere' | 'generate', OwnRoute>> = {
  anthropic: {
    route: /\/v1\/messages$/,
    formatters: ['anthropic'],
    advice: use('AnthropicContentFormatter', 'anthropic'),
  },
  responses: {
    route: /\/responses$/,
    formatters: ['openai-responses'],
    advice: use('OpenAIResponsesContentFormatter', 'openai'),
  },
  cohereV2: {
    route: /\/v2\/(?:chat|embed|rerank)$/,
    formatters: ['cohere-v2'],
    advice: use('CohereV2ContentFormatter', 'cohere'),
  },
  cohere: {
    route: /\/v1\/(?:chat|embed)$/,
    formatters: ['cohere'],
    advice: use('CohereContentFormatter', 'cohere'),
  },
  generate: {
    route: /\/generate(?:_stream)?$/,
    formatters: ['tgi', 'huggingface'],
    advice: `${use('TGIContentFormatter', 'text-generation')} With a list around each answer, use \`HFContentFormatter\`.`,
  },
}

/** OpenAI's routes. A container may serve them in another format; Foundry and Azure OpenAI do not. */
export const openAIRoutes: Readonly<Record<'chat' | 'completions', OwnRoute>> = {
  chat: {
    route: /\/chat\/completions$/,
    formatters: ['openai', 'mistral', 'llama'],
    advice: use('CustomOpenAIChatContentFormatter', 'openai'),
  },
  completions: {
    route: /(?<!\/chat)\/completions$/,
    formatters: ['openai-completions', 'llama-completions'],
    advice:
      'Use the URL that ends in /chat/completions, or `CustomOpenAIContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`.',
  },
}

/** The `name`s of the formatters of this library. */
const formatters: ReadonlySet<string> = new Set(
  'anthropic openai-responses cohere-v2 cohere tgi huggingface gpt2 oss openai-completions llama-completions dolly mlflow openai mistral llama prompt-flow'.split(
    ' ',
  ),
)

/** Returns whether a formatter belongs to this library; any other one may have any format. */
export function isKnownFormatter(formatter: string): boolean {
  return formatters.has(formatter)
}

/**
 * Returns the advice for a route that needs another formatter; `undefined` if the given one is right, or may be. `host` says who
 * serves the route: one container, or an API with routes for many models.
 */
export function adviceForOwnRoute(url: URL, formatter: string, host: 'container' | 'api'): string | undefined {
  if (!isKnownFormatter(formatter)) return undefined
  const path = url.pathname.replace(/\/$/, '')
  const routes = host === 'container' ? Object.values(ownRoutes) : Object.values({ ...ownRoutes, ...openAIRoutes })
  const found = routes.find(({ route }) => route.test(path))
  return found === undefined || found.formatters.includes(formatter)
    ? undefined
    : `${foreignRoute(url, formatter)} ${found.advice}`
}

/** Describes a route that needs another formatter. */
export function foreignRoute({ pathname }: URL, formatter: string): string {
  return `The route ${pathname} has another format than the formatter "${formatter}".`
}
