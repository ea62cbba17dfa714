import type { JSONSchema } from '@azureml-endpoints/core'
import { createContentParser, createFunctionCallingParser } from '@langchain/core/language_models/structured_output'
import type { AIMessage } from '@langchain/core/messages'
import { type BaseLLMOutputParser, JsonOutputParser, OutputParserException } from '@langchain/core/output_parsers'
import { JsonOutputKeyToolsParser } from '@langchain/core/output_parsers/openai_tools'
import type { ChatGeneration } from '@langchain/core/outputs'
import { Validator } from '@langchain/core/utils/json_schema'
import { isSerializableSchema } from '@langchain/core/utils/standard_schema'
import { isInteropZodSchema } from '@langchain/core/utils/types'

/** A schema, and what is said about it. */
export interface Form {
  /** As it was given: what checks the answer. */
  readonly schema: unknown
  readonly json: JSONSchema
  readonly name: string
  readonly description: string | undefined
  readonly strict: boolean | undefined
}

type Values = Record<string, unknown>

/** Reads and checks the answer as a tool call. */
export function toolCallParser({ schema, json, name }: Form): BaseLLMOutputParser<Values> {
  const parser = createFunctionCallingParser<Values>(
    schema as Parameters<typeof createFunctionCallingParser<Values>>[0],
    name,
    ToolCallParser as typeof JsonOutputKeyToolsParser<Values>,
  )
  if (isPlain(schema)) (parser as ToolCallParser<Values>).jsonSchema = json
  return parser
}

/** Reads and checks the answer as JSON text. */
export function contentParser({ schema, json }: Form): BaseLLMOutputParser<Values> {
  if (isPlain(schema)) return new JsonSchemaOutputParser(json)
  return createContentParser<Values>(schema as Parameters<typeof createContentParser<Values>>[0])
}

function isPlain(schema: unknown): boolean {
  return !isInteropZodSchema(schema) && !isSerializableSchema(schema)
}

/** LangChain's parser gives `undefined` where there is no call, and takes whatever stands in for a JSON Schema. */
class ToolCallParser<T extends Values> extends JsonOutputKeyToolsParser<T> {
  jsonSchema: JSONSchema | undefined

  static override lc_name(): string {
    return 'JsonOutputKeyToolsParser'
  }

  override async parseResult(generations: ChatGeneration[]): Promise<T> {
    const result: unknown = await super.parseResult(generations)
    if (result === undefined) throw missingCall(generations[0]?.message as AIMessage, this.keyName)
    if (this.jsonSchema !== undefined) checkAgainst(this.jsonSchema, result)
    return result as T
  }
}

class JsonSchemaOutputParser extends JsonOutputParser<Values> {
  readonly #schema: JSONSchema

  constructor(schema: JSONSchema) {
    super()
    this.#schema = schema
  }

  static override lc_name(): string {
    return 'JsonOutputParser'
  }

  override async parse(text: string): Promise<Values> {
    const value = await super.parse(text).catch((error: unknown) => {
      throw new OutputParserException(`The answer is no JSON: ${String(error)}. Text: "${text}"`, text)
    })
    checkAgainst(this.#schema, value)
    return value
  }
}

function missingCall(message: AIMessage | undefined, name: string): OutputParserException {
  const [invalid] = message?.invalid_tool_calls ?? []
  const cut =
    message?.response_metadata['finish_reason'] === 'length' ? ' The answer was cut short: raise `maxTokens`.' : ''
  const found =
    invalid === undefined ? `it says: "${message?.text ?? ''}"` : `its call cannot be read: ${invalid.error}`
  const hint =
    invalid === undefined && cut === ''
      ? " Where the deployment calls no tools, use method 'jsonSchema' or 'jsonMode'."
      : ''
  return new OutputParserException(`The answer has no call of "${name}"; ${found}.${cut}${hint}`, invalid?.args)
}

function checkAgainst(schema: JSONSchema, value: unknown): void {
  const draft = String(schema['$schema'] ?? '').includes('draft-07') ? '7' : '2020-12'
  const { valid, errors } = new Validator(schema as ConstructorParameters<typeof Validator>[0], draft, false).validate(
    value,
  )
  if (valid) return
  const text = JSON.stringify(value, null, 2)
  const problems = errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).join(' ')
  throw new OutputParserException(`Failed to parse. Text: "${text}". Error: ${problems}`, text)
}
