import type { JSONObject, SharedV4ProviderOptions, SharedV4Warning } from '@ai-sdk/provider'
import { isFields, isRecord, printable } from '@azureml-endpoints/core'
import { booleanRule, checked, type Rule, type Rules, textRule } from './option-rules.ts'
import { ownOptions } from './own-options.ts'
import { settingNames } from './provider-settings.ts'
import { adviceForOption } from './unknown-names.ts'

/** The options in `providerOptions.azureML` of a call of `rerank`. */
export type AzureMLRerankingModelOptions = {
  /** Body parameters of this call, sent unchanged. They override everything else. */
  modelKwargs?: JSONObject | undefined
  /** Milliseconds to wait for the first byte of the response body, for each attempt. @default the provider's */
  timeout?: number | undefined
}

/** The option to name the end user. */
type UserOption = {
  /** An id of the end user, for abuse detection. */
  user?: string | undefined
}

/** The options in `providerOptions.azureML` of a call of `embed` or `embedMany`. */
export type AzureMLEmbeddingModelOptions = AzureMLRerankingModelOptions &
  UserOption & {
    /** What the vectors are for, by a name that the model knows, such as Cohere's `search_query`. @default the model's */
    inputType?: string | undefined
  }

/** The options in `providerOptions.azureML` of a call of a language model. */
export type AzureMLLanguageModelOptions = AzureMLRerankingModelOptions &
  UserOption & {
    /**
     * How much a reasoning model thinks before it answers; which values exist depends on the model. Overrides the AI SDK's
     * `reasoning`.
     */
    reasoningEffort?: string | undefined
    /** Whether the model may call several tools in one answer. @default the model's, usually true */
    parallelToolCalls?: boolean | undefined
    /** Whether to return the log probabilities of the tokens, in `providerMetadata.azureML.logprobs`. @default false */
    logprobs?: boolean | undefined
    /** How many alternatives to return for each token with their log probabilities; turns `logprobs` on unless it is set. */
    topLogprobs?: number | undefined
    /** Makes tokens likelier or less likely: a number for each token id. */
    logitBias?: Record<string, number> | undefined
    /**
     * Whether to send the reasoning of earlier answers back. Not if `contentFormatter` is an instance.
     * @default the provider's, else within tool loops
     */
    sendReasoning?: boolean | undefined
    /**
     * Where to put the schema of `Output.object` and the like: into the parameter for it or into the prompt. A `contentFormatter`
     * instance that puts it into the prompt keeps doing so.
     * @default the provider's
     */
    jsonSchema?: 'native' | 'prompt' | undefined
    /**
     * Whether the endpoint has to enforce the schema, sent as its `strict`. OpenAI's models then refuse schemas with optional
     * properties.
     * @default not sent: what is enforced is left to the endpoint
     */
    strictJsonSchema?: boolean | undefined
    /** Whether to join the text deltas of one network read. @default the provider's */
    coalesceDeltas?: boolean | undefined
  }

const rerankingRules: Rules<AzureMLRerankingModelOptions> = {
  modelKwargs: [isRecord, 'a plain object of body parameters'],
  timeout: [(value) => typeof value === 'number' && value > 0, 'a number of milliseconds above 0'],
}

const userRules: Rules<UserOption> = { user: textRule }

const embeddingRules: Rules<AzureMLEmbeddingModelOptions> = {
  ...rerankingRules,
  ...userRules,
  inputType: textRule,
}

const languageRules: Rules<AzureMLLanguageModelOptions> = {
  ...rerankingRules,
  ...userRules,
  reasoningEffort: textRule,
  parallelToolCalls: booleanRule,
  logprobs: [booleanRule[0], 'true or false; the number of alternatives is topLogprobs'],
  topLogprobs: [(value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number from 0'],
  logitBias: [
    (value) => isFields(value) && Object.values(value).every(Number.isFinite),
    'an object with a finite number for each token id',
  ],
  sendReasoning: booleanRule,
  jsonSchema: [(value) => value === 'native' || value === 'prompt', "'native' or 'prompt'"],
  strictJsonSchema: booleanRule,
  coalesceDeltas: booleanRule,
}

/**
 * Reads the options for a language model. Unknown ones become warnings.
 * @throws InvalidArgumentError for wrong values.
 */
export function readLanguageModelOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): AzureMLLanguageModelOptions {
  return read(options, warnings, languageRules)
}

/**
 * Reads the options for an embedding model. Unknown ones become warnings.
 * @throws InvalidArgumentError for wrong values.
 */
export function readEmbeddingModelOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): AzureMLEmbeddingModelOptions {
  return read(options, warnings, embeddingRules)
}

/**
 * Reads the options for a reranking model. Unknown ones become warnings.
 * @throws InvalidArgumentError for wrong values.
 */
export function readRerankingModelOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): AzureMLRerankingModelOptions {
  return read(options, warnings, rerankingRules)
}

function read<Options extends object>(
  given: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
  rules: Rules<Options>,
): Options {
  const own = ownOptions(given)
  if (own === undefined) return {} as Options
  const { alias } = own
  if (alias !== undefined) {
    warnings.push({ type: 'deprecated', setting: `providerOptions['${alias}']`, message: "Use the key 'azureML'." })
  }
  const ruleOf = new Map<string, Rule>(Object.entries(rules))
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(own.options)) {
    if (value === undefined) continue
    const rule = ruleOf.get(name)
    if (rule === undefined) warnings.push(unknownOption(name, new Set(ruleOf.keys())))
    else options[name] = checked(`providerOptions.azureML.${name}`, value, rule)
  }
  return options as Options
}

function unknownOption(name: string, names: ReadonlySet<string>): SharedV4Warning {
  const option = printable(name.slice(0, 100))
  return {
    type: 'unsupported',
    feature: `providerOptions.azureML.${option}`,
    details: `\`${option}\` is unknown and is ignored. ${adviceForOption(name, names, settingNames)}`,
  }
}
