import { type ChatRequest, ConfigurationError } from '@azureml-endpoints/core'
import { responseSchemaOf } from '../request/response-schema.ts'

/** Converts the response format. Cohere refuses it together with tools or documents. */
export function responseFormatOf(
  { responseFormat, tools }: ChatRequest,
  modelKwargs: Readonly<Record<string, unknown>>,
): unknown {
  if (responseFormat === undefined) return undefined
  if (responseFormat.type !== 'json') return { type: 'text' }
  const other = tools && tools.length > 0 ? 'tools' : isFilled(modelKwargs['documents']) ? 'documents' : undefined
  if (other !== undefined) {
    throw new ConfigurationError(
      `\`responseFormat\` asks for JSON, but Cohere's chat does not support it together with ${other}. ` +
        (other === 'tools'
          ? 'Leave the tools out, or get the JSON as the arguments of a tool with this schema.'
          : 'Leave the documents out, or put their texts into a message.'),
      { setting: 'responseFormat' },
    )
  }
  const schema = responseSchemaOf(responseFormat)
  return { type: 'json_object', ...(schema !== undefined && { json_schema: schema }) }
}

function isFilled(documents: unknown): boolean {
  return Array.isArray(documents) && documents.length > 0
}
