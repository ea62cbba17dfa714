import { ConfigurationError, type ResponseFormat } from '@azureml-endpoints/core'
import { toCoreSchema } from './schema.ts'

/** Converts a response format, which may be in OpenAI's format, as agents pass it, or in core's. */
export function toCoreResponseFormat(format: unknown): ResponseFormat | undefined {
  if (format === undefined || format === null) return undefined
  const fields = format as Readonly<Record<string, unknown>>
  switch (fields['type']) {
    case 'text':
      return { type: 'text' }
    case 'json_object':
      return { type: 'json' }
    case 'json':
      return jsonFormat(fields)
    case 'json_schema':
      return jsonFormat({ ...(fields['json_schema'] as object | undefined) })
    default:
      throw new ConfigurationError(
        `\`response_format\` is ${JSON.stringify(format)}; its \`type\` must be 'text', 'json_object' or 'json_schema'.`,
        { setting: 'response_format' },
      )
  }
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
