import { ConfigurationError, type ResponseFormat } from '@azureml-endpoints/core'
import { preview, toCoreSchema } from './schema.ts'

/** Converts a response format, which may be in OpenAI's format, as agents pass it, or in core's. */
export function toCoreResponseFormat(format: unknown): ResponseFormat | undefined {
  if (format === undefined || format === null) return undefined
  const fields = format as Readonly<Record<string, unknown>>
  switch (fields['type']) {
    case 'text':
      return { type: 'text' }
    case 'json_object':
    case 'json':
      return jsonFormat(fields)
    case 'json_schema':
      return jsonFormat(schemaFields(fields))
    default:
      throw new ConfigurationError(
        `\`response_format\` is ${preview(format)}; its \`type\` must be 'text', 'json_object' or 'json_schema'. ` +
          'Pass a schema alone to `withStructuredOutput()`.',
        { setting: 'response_format' },
      )
  }
}

/** Returns the schema with its name: inside `json_schema`, or beside the type, where OpenAI's Responses API has them. */
function schemaFields(format: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const inner = format['json_schema']
  const fields = typeof inner === 'object' && inner !== null ? (inner as typeof format) : format
  if (fields['schema'] !== undefined) return fields
  throw new ConfigurationError(
    "`response_format` has the type 'json_schema', but no schema. Pass it as `json_schema.schema`, or use the type 'json_object'.",
    { setting: 'response_format' },
  )
}

function jsonFormat(fields: Readonly<Record<string, unknown>>): ResponseFormat {
  const { schema, name, description, strict } = fields
  return {
    type: 'json',
    ...(schema !== undefined && { schema: toCoreSchema(schema, 'response_format.schema') }),
    ...(typeof name === 'string' && { name }),
    ...(typeof description === 'string' && { description }),
    ...(typeof strict === 'boolean' && { strict }),
  }
}
