/** A route that only one format uses, and the `name`s of the formatters that speak it. */
interface OwnRoute {
  readonly route: RegExp
  readonly formatters: readonly string[]
}

const own = (route: RegExp, ...formatters: readonly string[]): OwnRoute => ({ route, formatters })

/** The routes that tell the format, by format. */
export const ownRoutes: Readonly<Record<'anthropic' | 'responses' | 'cohereV2' | 'cohere' | 'generate', OwnRoute>> = {
  anthropic: own(/\/v1\/messages$/, 'anthropic'),
  responses: own(/\/responses$/, 'openai-responses'),
  cohereV2: own(/\/v2\/(?:chat|embed|rerank)$/, 'cohere-v2'),
  cohere: own(/\/v1\/(?:chat|embed)$/, 'cohere'),
  generate: own(/\/generate(?:_stream)?$/, 'tgi', 'huggingface'),
}

/** The `name`s of the formatters of this library. */
const formatters: ReadonlySet<string> = new Set(
  'anthropic openai-responses cohere-v2 cohere tgi huggingface gpt2 oss openai-completions llama-completions dolly mlflow openai mistral llama prompt-flow'.split(
    ' ',
  ),
)

/** Returns whether a formatter is of this library; any other may speak any format. */
export function isKnownFormatter(formatter: string): boolean {
  return formatters.has(formatter)
}

/** Returns whether a route is that of another formatter of this library. */
export function isForeignRoute({ pathname }: URL, formatter: string): boolean {
  if (!isKnownFormatter(formatter)) return false
  const path = pathname.replace(/\/$/, '')
  const found = Object.values(ownRoutes).find(({ route }) => route.test(path))
  return found !== undefined && !found.formatters.includes(formatter)
}

/** Says that a route is not the formatter's. */
export function foreignRoute({ pathname }: URL, formatter: string): string {
  return `The route ${pathname} speaks another format than the formatter "${formatter}".`
}
