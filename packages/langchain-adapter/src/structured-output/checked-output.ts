import type { JSONSchema } from '@azureml-endpoints/core'
import { OutputParserException } from '@langchain/core/output_parsers'
import { Validator } from '@langchain/core/utils/json_schema'
import { isSerializableSchema, type SerializableSchema } from '@langchain/core/utils/standard_schema'
import { interopParseAsync, isInteropZodSchema } from '@langchain/core/utils/types'
import { jsonHazard } from '../untrusted/untrusted-json.ts'
import { printable } from '../untrusted/printable.ts'

/** Checks a value against a schema of any kind, and gives what the schema makes of it. */
export type Check = (value: unknown) => Promise<unknown>

/** Makes the check of a schema; `json` is the same schema as a JSON Schema. */
export function createCheck(schema: unknown, json: JSONSchema): Check {
  if (isInteropZodSchema(schema)) return (value) => interopParseAsync(schema, value)
  if (isSerializableSchema(schema)) return (value) => validated(schema, value)
  return async (value) => matching(json, value)
}

/** Parses and checks what a model wrote; whatever is wrong with it is LangChain's error for it, with the text. */
export async function parseAndCheck(text: string, parse: () => unknown, check: Check): Promise<unknown> {
  try {
    const value = parse()
    const fault = jsonHazard(value)
    if (fault !== undefined) throw new Error(`The answer is ${fault}.`)
    return await check(value)
  } catch (error) {
    const problem = error instanceof SyntaxError ? `The answer is no JSON: ${error.message}` : String(error)
    throw new OutputParserException(`Failed to parse. Text: "${printable(text)}". Error: ${printable(problem)}`, text)
  }
}

async function validated(schema: SerializableSchema, value: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(value)
  if (result.issues) throw new Error(`Validation failed: ${JSON.stringify(result.issues)}`)
  return result.value
}

function matching(schema: JSONSchema, value: unknown): unknown {
  const draft = String(schema['$schema'] ?? '').includes('draft-07') ? '7' : '2020-12'
  const validator = new Validator(schema as ConstructorParameters<typeof Validator>[0], draft, false)
  const { valid, errors } = validator.validate(value)
  if (valid) return value
  throw new Error(errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`).join(' '))
}
