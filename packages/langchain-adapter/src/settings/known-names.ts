import { ConfigurationError, formatterOptionNames, plainName, rejectUnknownNames } from '@azureml-endpoints/core'
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons'
import { SecretParameters } from '../redaction/secret-parameters.ts'
import { clientFieldNames } from './endpoint-fields.ts'
import { adviceFor } from './name-advice.ts'
import { parameterNames } from './model-parameters.ts'

/** The names of a constructor's fields, or of a call's options. */
export interface Names {
  /** The names that messages suggest. */
  readonly own: ReadonlySet<string>
  /** The names that LangChain itself passes. */
  readonly framework: ReadonlySet<string>
  /** Returns the advice for a name that is known elsewhere. */
  readonly elsewhere?: (name: string) => string | undefined
}

/** The two kinds of models. */
type Kind = 'chat' | 'text'

/** Rejects unknown fields of a constructor, since a misspelt one would be dropped in silence. */
export function rejectUnknownFields(fields: object, kind: Kind): void {
  rejectUnknown(fields, fieldNames[kind], {})
}

/** Rejects unknown call options. What LangGraph put into the config of the surrounding node is its own, whatever its name. */
export function rejectUnknownOptions(options: object, kind: Kind): void {
  const surrounding: unknown = AsyncLocalStorageProviderSingleton.getRunnableConfig()
  const { modelKwargs } = options as { readonly modelKwargs?: Values | SecretParameters }
  assertOneAnswer(SecretParameters.expose(modelKwargs))
  rejectUnknown(options, optionNames[kind], (surrounding ?? {}) as Values)
}

/** Rejects a request for several answers in body parameters: the other answers would be paid for and dropped. */
export function assertOneAnswer(modelKwargs: Values | undefined): void {
  for (const name of ['n', 'num_generations', 'num_return_sequences']) {
    const n = modelKwargs?.[name]
    if (Number(n) > 1) throw severalAnswers(`modelKwargs.${name}`, n)
  }
}

/** LangGraph passes its store under the name of OpenAI's setting. */
function isSettingOfOpenAI(name: string, value: unknown): boolean {
  return name === 'store' && typeof value === 'boolean'
}

function severalAnswers(setting: string, n: unknown): ConfigurationError {
  return new ConfigurationError(
    `\`${setting}\` is ${JSON.stringify(n)}, but only one answer is read. ` +
      'Pass the same input several times to `batch()` for several answers.',
    { setting },
  )
}

type Values = Readonly<Record<string, unknown>>

/** Rejects names that are neither ours nor LangChain's; `surrounding` is what LangGraph put into the config. */
export function rejectUnknown(given: object, { own, framework, elsewhere }: Names, surrounding: Values): void {
  const values = given as Values
  const rest: Record<string, unknown> = {}
  for (const name in values) {
    const value = values[name]
    if (value === undefined || own.has(name) || name.startsWith('__')) continue
    if (framework.has(name) && !isSettingOfOpenAI(name, value)) continue
    if (Object.hasOwn(surrounding, name) && surrounding[name] === value) continue
    if (name === 'n' && value === 1) continue
    if (name === 'n') throw severalAnswers(name, value)
    const advice = adviceFor(name) ?? elsewhere?.(name)
    if (advice !== undefined) throw new ConfigurationError(`\`${name}\` is unknown. ${advice}`, { setting: name })
    rest[name.replace(/^azureml_?/i, '')] = value
  }
  rejectUnknownNames(rest, own)
}

const endpointFields = [
  ...parameterNames,
  ...formatterOptionNames,
  ...clientFieldNames,
  ...words('apiKey stopSequences model modelName'),
]

/** Options may be shared with core's client, which alone calls `onRetry`. */
const baseFields = words(
  'callbacks callbackManager tags metadata verbose cache maxConcurrency onFailedAttempt name onRetry',
)

const frameworkOptions: ReadonlySet<string> = new Set(
  [
    // LangChain's core.
    `callbacks tags metadata runName runId configurable recursionLimit maxConcurrency store outputVersion
      ls_structured_output_format version encoding includeNames includeTypes includeTags excludeNames excludeTypes
      excludeTags autoClose diff streamedOutputListKey promptIndex parallel_tool_calls`,
    // LangGraph, for its nodes, tools and runs.
    `outputKeys inputKeys streamMode subgraphs writer interrupt context interruptBefore interruptAfter checkpointDuring
      durability heartbeat executionInfo serverInfo control debug cache state toolCall toolCallId tool_call_id config
      previous stream_mode runtime`,
    // Agents, which pass the same options to models of every provider. Without the last, only the cost differs.
    'outputConfig responseSchema cache_control',
  ].flatMap(words),
)

const endpointOptions = [...parameterNames, ...words('modelKwargs headers signal timeout maxRetries')]

const ownFields: Readonly<Record<Kind, ReadonlySet<string>>> = {
  chat: new Set([...endpointFields, ...words('responseFormat streaming disableStreaming outputVersion profile')]),
  text: new Set(endpointFields),
}

const ownOptions: Readonly<Record<Kind, ReadonlySet<string>>> = {
  chat: new Set([...endpointOptions, ...words('tools tool_choice response_format responseFormat strict')]),
  text: new Set(endpointOptions),
}

const fieldNames: Readonly<Record<Kind, Names>> = {
  chat: {
    own: ownFields.chat,
    framework: new Set([...baseFields, 'parallel_tool_calls', '__includeRawResponse']),
    elsewhere: (name) => {
      const option = spelledLike(name, ownOptions.chat, ownFields.chat)
      return option === undefined
        ? undefined
        : `\`${option}\` is an option of a call: pass it to \`bindTools()\`, \`withConfig()\` or the call.`
    },
  },
  text: { own: ownFields.text, framework: new Set([...baseFields, 'concurrency']) },
}

const optionNames: Readonly<Record<Kind, Names>> = {
  chat: { own: ownOptions.chat, framework: frameworkOptions, elsewhere: asField(ownFields.chat, ownOptions.chat) },
  text: { own: ownOptions.text, framework: frameworkOptions, elsewhere: asField(ownFields.text, ownOptions.text) },
}

/** Returns whether a chat model takes a name as an option of a call. */
export function isCallOption(name: string): boolean {
  return ownOptions.chat.has(name) || name === 'parallel_tool_calls'
}

function asField(fields: ReadonlySet<string>, options: ReadonlySet<string>): NonNullable<Names['elsewhere']> {
  return (name) => {
    const field = spelledLike(name, fields, options)
    return field === undefined || otherAsOption.has(field) ? undefined : `Set \`${field}\` when you create the model.`
  }
}

/** Returns the name that differs only in its spelling, unless the names of the other place contain it as well. */
function spelledLike(name: string, names: ReadonlySet<string>, others: ReadonlySet<string>): string | undefined {
  const isSame = (one: string): boolean => plainName(one) === plainName(name)
  return [...others].some(isSame) ? undefined : [...names].find(isSame)
}

/** Fields whose options are called something else, or do something else. */
const otherAsOption: ReadonlySet<string> = new Set(['stopSequences', 'reasoning'])

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
