/** What to do where an endpoint has a certain format. */
export interface FormatAdvice {
  /** Which formatter or URL to use. */
  readonly advice: string
  /** The `name`s of the formatters that read the format. */
  readonly formatters: readonly string[]
  /** The path of its route, or the end of it. */
  readonly route?: RegExp
}

type OwnRoute = Required<FormatAdvice>

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
    // LM Studio has a format of its own at `/api/v1/chat`.
    route: /(?<!\/api)\/v1\/(?:chat|embed)$/,
    formatters: ['cohere'],
    advice: use('CohereContentFormatter', 'cohere'),
  },
  generate: {
    // Below another path it is Ollama's, KoboldCpp's or Triton's: `/api/generate`, `/v2/models/<name>/generate`.
    route: /^\/generate(?:_stream)?$/,
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

const allRoutes: readonly OwnRoute[] = Object.values({ ...ownRoutes, ...openAIRoutes })

/** The `name`s of the formatters of this library: first those without a route of their own. */
const formatters: ReadonlySet<string> = new Set(
  ['gpt2', 'oss', 'dolly', 'mlflow', 'prompt-flow'].concat(...allRoutes.map((route) => route.formatters)),
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
  return adviceAmong(host === 'container' ? Object.values(ownRoutes) : allRoutes, url, formatter)
}

/** Returns the advice for a route that needs another formatter, from the first of these formats that has this route. */
export function adviceAmong(
  formats: readonly FormatAdvice[],
  { pathname }: URL,
  formatter: string,
): string | undefined {
  if (!isKnownFormatter(formatter)) return undefined
  const path = pathname.replace(/\/$/, '')
  const found = formats.find(({ route }) => route?.test(path))
  if (found === undefined || found.formatters.includes(formatter)) return undefined
  return `The route ${pathname} has another format than the formatter "${formatter}". ${found.advice}`
}
