import { ConfigurationError, type ResponseFormat } from '@azureml-endpoints/core'

/** Converts the response format; with `prompt`, the schema goes into the prompt and the format is plain JSON mode. */
export function responseFormatOf(
  format: ResponseFormat | undefined,
  jsonSchema: 'native' | 'prompt' = 'native',
): unknown {
  if (!format) return undefined
  if (format.type === 'text') return { type: 'text' }
  if (jsonSchema === 'prompt') rejectStrict(format)
  if (format.schema === undefined || jsonSchema === 'prompt') return { type: 'json_object' }
  const { name = 'response', description, schema, strict } = format
  return {
    type: 'json_schema',
    json_schema: {
      name,
      ...(description === undefined ? undefined : { description }),
      schema,
      ...(strict === undefined ? undefined : { strict }),
    },
  }
}

function rejectStrict({ strict }: Extract<ResponseFormat, { readonly type: 'json' }>): void {
  if (strict !== true) return
  throw new ConfigurationError(
    "responseFormat.strict is true, but with `jsonSchema: 'prompt'` the endpoint does not enforce the schema. Leave one of them out.",
    { setting: 'responseFormat.strict' },
  )
}

/** Returns the instruction that replaces a schema if the deployment does not support schemas. */
export function schemaInstructionOf(format: ResponseFormat | undefined): string | undefined {
  if (format?.type !== 'json' || format.schema === undefined) return undefined
  const description = format.description === undefined ? '' : `The answer is: ${format.description}\n`
  return (
    `${description}Answer with JSON only, without any other text and without a code fence. ` +
    `The JSON must match this JSON Schema:\n${JSON.stringify(format.schema)}`
  )
}
