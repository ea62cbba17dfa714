import {
  InvalidArgumentError,
  type JSONObject,
  type SharedV4ProviderOptions,
  type SharedV4Warning,
} from '@ai-sdk/provider'

/** The options in `providerOptions.azureML` of a call of `embed` or `embedMany`. */
export type AzureMLEmbeddingModelOptions = {
  /** Body parameters of this call, sent unchanged. They override everything else. */
  modelKwargs?: JSONObject | undefined
  /** An id of the end user, for abuse detection. */
  user?: string | undefined
  /** Milliseconds to wait for the first byte of the response body, for each attempt. @default the provider's */
  timeout?: number | undefined
}

/** The options in `providerOptions.azureML` of a call of a language model. */
export type AzureMLLanguageModelOptions = AzureMLEmbeddingModelOptions & {
  /** How much a reasoning model thinks before it answers, in its own word; overrides the AI SDK's `reasoning`. */
  reasoningEffort?: string | undefined
  /**
   * Where to put the schema of `Output.object` and the like: into `response_format` or into the prompt.
   * @default the formatter's
   */
  jsonSchema?: 'native' | 'prompt' | undefined
  /** Asks the endpoint to enforce the schema. @default left to the endpoint */
  strictJsonSchema?: boolean | undefined
  /** Whether to join the text deltas of one network read. @default the provider's */
  coalesceDeltas?: boolean | undefined
}

type Rules<Options> = { readonly [Name in keyof Options]-?: readonly [is: (value: unknown) => boolean, what: string] }

const embeddingRules: Rules<AzureMLEmbeddingModelOptions> = {
  modelKwargs: [isObject, 'an object of body parameters'],
  user: [isText, 'a non-empty string'],
  timeout: [(value) => typeof value === 'number' && value > 0, 'a number of milliseconds above 0'],
}

const languageRules: Rules<AzureMLLanguageModelOptions> = {
  ...embeddingRules,
  reasoningEffort: [isText, 'a non-empty string'],
  jsonSchema: [(value) => value === 'native' || value === 'prompt', "'native' or 'prompt'"],
  strictJsonSchema: [isBoolean, 'true or false'],
  coalesceDeltas: [isBoolean, 'true or false'],
}

/** Other spellings of the key, which users derive from the names of the package and of the provider. */
const aliases = ['azure-ml', 'azureMl', 'azureml', 'azure-ml.chat']

/**
 * Reads the options for a language model.
 * @throws InvalidArgumentError for unknown options, since nothing else would report them.
 */
export function readLanguageModelOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): AzureMLLanguageModelOptions {
  return read(options, warnings, languageRules)
}

/** Reads the options for an embedding model. */
export function readEmbeddingModelOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): AzureMLEmbeddingModelOptions {
  return read(options, warnings, embeddingRules)
}

function read<Options extends object>(
  given: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
  rules: Rules<Options>,
): Options {
  if (given === undefined) return {} as Options
  const alias = aliases.find((name) => given[name] !== undefined)
  if (alias !== undefined) {
    warnings.push({ type: 'deprecated', setting: `providerOptions['${alias}']`, message: "Use the key 'azureML'." })
  }
  const options: unknown = { ...(alias === undefined ? undefined : given[alias]), ...given['azureML'] }
  for (const [name, value] of Object.entries(options as object)) {
    if (value !== undefined) check(name, value, rules as Readonly<Record<string, Rules<{ any: 0 }>['any']>>)
  }
  return options as Options
}

function check(name: string, value: unknown, rules: Readonly<Record<string, Rules<{ any: 0 }>['any']>>): void {
  const argument = `providerOptions.azureML.${name}`
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (rule === undefined) {
    throw new InvalidArgumentError({
      argument,
      message: `${argument} is not an option. The options are ${Object.keys(rules).join(', ')}; body parameters belong in modelKwargs: { modelKwargs: { ${name}: … } }.`,
    })
  }
  const [is, what] = rule
  if (!is(value)) {
    throw new InvalidArgumentError({
      argument,
      message: `${argument} is ${shown(value)}; it must be ${what}.`,
    })
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}
