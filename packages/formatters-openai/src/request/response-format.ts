import type { ResponseFormat } from '@azureml-endpoints/core'

/** Gives the response format; with `prompt`, a schema is left to the prompt and only JSON is asked for. */
export function responseFormatOf(
  format: ResponseFormat | undefined,
  jsonSchema: 'native' | 'prompt' = 'native',
): unknown {
  if (!format) return undefined
  if (format.type === 'text') return { type: 'text' }
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

/** Gives the instruction that stands in for a schema the deployment does not take. */
export function schemaInstructionOf(format: ResponseFormat | undefined): string | undefined {
  if (format?.type !== 'json' || format.schema === undefined) return undefined
  const description = format.description === undefined ? '' : `The answer is: ${format.description}\n`
  return (
    `${description}Answer with JSON only, without any other text and without a code fence. ` +
    `The JSON must match this JSON Schema:\n${JSON.stringify(format.schema)}`
  )
}
