import { ConfigurationError } from '@azureml-endpoints/core'
import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from '@langchain/core/language_models/base'
import { assembleStructuredOutputPipeline } from '@langchain/core/language_models/structured_output'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { BaseLLMOutputParser } from '@langchain/core/output_parsers'
import type { Runnable } from '@langchain/core/runnables'
import { toJsonSchema } from '@langchain/core/utils/json_schema'
import { getSchemaDescription, isInteropZodSchema } from '@langchain/core/utils/types'
import { isSerializableSchema } from '@langchain/core/utils/standard_schema'
import { contentParser, type OutputSchema, toolCallParser } from './parsers.ts'
import { CancelableBinding } from '../streaming/cancelable-runnables.ts'
import type { OutputFields } from '../settings/chat-fields.ts'
import { isCallOption, type Names, rejectUnknown } from '../settings/known-names.ts'
import { toCoreSchema } from '../to-core/schema.ts'

/** The call options that make a model's output match a schema. */
interface StructuredCallOptions {
  readonly tools?: object[]
  readonly tool_choice?: object
  readonly response_format?: object
  readonly outputVersion: 'v0'
  readonly ls_structured_output_format: { kwargs: { method: string }; schema: ReturnType<typeof toJsonSchema> }
}

/** Binds call options to the model. */
export type Configure = (options: StructuredCallOptions) => Runnable<BaseLanguageModelInput, AIMessageChunk>

const configNames: Names = {
  own: new Set(['name', 'method', 'includeRaw', 'strict']),
  framework: new Set(),
  elsewhere: (name) =>
    isCallOption(name) ? 'Pass it to `withConfig()`, and call `withStructuredOutput()` on the result.' : undefined,
}

/** Creates a runnable that makes the model's output match a schema, and validates it. */
export function structuredOutput(
  configure: Configure,
  schema: unknown,
  config: StructuredOutputMethodOptions<boolean> = {},
): Runnable {
  rejectUnknown(config, configNames, {})
  const method = config.method ?? 'functionCalling'
  const output = describeSchema(schema, config)
  // LangChain's parsers read text, not the content blocks of other versions.
  const outputVersion = 'v0'
  const traced = { kwargs: { method }, schema: output.json as ReturnType<typeof toJsonSchema> }
  const { includeRaw } = config
  if (method === 'functionCalling') {
    const llm = configure({ ...asTool(output), outputVersion, ls_structured_output_format: traced })
    return pipeline(llm, toolCallParser(output), includeRaw)
  }
  const response_format = asResponseFormat(output, method)
  const llm = configure({ response_format, outputVersion, ls_structured_output_format: traced })
  return pipeline(llm, contentParser(output), includeRaw)
}

function pipeline(llm: Runnable, parser: BaseLLMOutputParser<OutputFields>, includeRaw = false): Runnable {
  const runName = includeRaw ? 'StructuredOutputRunnable' : 'StructuredOutput'
  const bound = assembleStructuredOutputPipeline(llm, parser, includeRaw)
  return new CancelableBinding({ bound, kwargs: {}, config: { runName } })
}

function describeSchema(passed: unknown, { name, strict }: StructuredOutputMethodOptions<boolean>): OutputSchema {
  const given = unwrapFunction(passed)
  const schema = functionParameters(given) ?? given
  const json = toCoreSchema(schema, 'schema')
  const isPlain = !isInteropZodSchema(schema) && !isSerializableSchema(schema)
  const own = isPlain ? (text((given as Fields)['name']) ?? text(json['title'])) : undefined
  const description = isPlain
    ? (text((given as Fields)['description']) ?? text(json['description']))
    : getSchemaDescription(schema as Parameters<typeof getSchemaDescription>[0])
  return { schema, json, name: (name ?? own ?? 'extract').replace(/[^\w-]/g, '_'), description, strict }
}

/** Unwraps the function of an OpenAI tool definition. */
function unwrapFunction(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given
  const { type, function: described } = given as Fields
  return type === 'function' && typeof described === 'object' && described !== null ? described : given
}

/** Returns the schema in an OpenAI function definition, which some users pass instead of a schema. */
function functionParameters(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return undefined
  const { name, parameters } = given as Fields
  return typeof name === 'string' && typeof parameters === 'object' ? (parameters ?? undefined) : undefined
}

function asTool({
  json,
  name,
  description,
  strict,
}: OutputSchema): Pick<StructuredCallOptions, 'tools' | 'tool_choice'> {
  const parameters = json
  const described = { name, description: description ?? 'A function available to call.', parameters }
  return {
    tools: [{ type: 'function', function: { ...described, ...(strict !== undefined && { strict }) } }],
    tool_choice: { type: 'function', function: { name } },
  }
}

function asResponseFormat({ json, name, description, strict }: OutputSchema, method: string): object {
  if (method === 'jsonSchema') {
    const described = { name, ...(description !== undefined && { description }), schema: json }
    return { type: 'json_schema', json_schema: { ...described, ...(strict !== undefined && { strict }) } }
  }
  if (method !== 'jsonMode') {
    throw new ConfigurationError(
      `\`method\` is ${JSON.stringify(method)}; pass 'functionCalling', 'jsonSchema' or 'jsonMode'.`,
      { setting: 'method' },
    )
  }
  if (strict !== true) return { type: 'json_object' }
  throw new ConfigurationError(
    "`strict` has no effect with method 'jsonMode', which does not send the schema. Use 'jsonSchema' or 'functionCalling'.",
    { setting: 'strict' },
  )
}

type Fields = Readonly<Record<string, unknown>>

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
