import type { JSONSchema, ResponseFormat } from '@azureml-endpoints/core'

/** Returns the schema of the answer, with what the answer is: Cohere has no field for that beside the schema. */
export function responseSchemaOf({
  schema,
  description,
}: Extract<ResponseFormat, { readonly type: 'json' }>): JSONSchema | undefined {
  if (schema === undefined || description === undefined || schema['description'] !== undefined) return schema
  return { ...schema, description }
}
