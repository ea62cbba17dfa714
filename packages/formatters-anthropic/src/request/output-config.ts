import type { ChatRequest, ResponseFormat } from '@azureml-endpoints/core'
import type { AnthropicFormatterOptions } from '../options/formatter-options.ts'
import { invalid } from '../errors/invalid-setting.ts'
import { relaxedSchema } from './relaxed-schema.ts'

/** Converts effort and response format to the fields of `output_config`; undefined if there are none. */
export function outputConfigOf(
  { reasoningEffort, responseFormat }: ChatRequest,
  options: AnthropicFormatterOptions,
): Readonly<Record<string, unknown>> | undefined {
  const effort = reasoningEffort === 'minimal' ? 'low' : reasoningEffort
  const format = isEnforced(responseFormat, options) ? formatOf(responseFormat) : undefined
  if (format === undefined && (effort === undefined || effort === 'none')) return undefined
  return { ...(effort !== undefined && effort !== 'none' && { effort }), ...(format !== undefined && { format }) }
}

/** Returns the thinking that an effort asks for. */
export function thinkingOf({ reasoningEffort }: ChatRequest): unknown {
  if (reasoningEffort === undefined) return undefined
  return { type: reasoningEffort === 'none' ? 'disabled' : 'adaptive' }
}

/** Returns the instruction that asks for JSON, where the server does not enforce it. */
export function jsonInstructionOf(
  format: ResponseFormat | undefined,
  options: AnthropicFormatterOptions,
): string | undefined {
  if (format?.type !== 'json' || isEnforced(format, options)) return undefined
  const { description, schema, strict } = format
  if (strict === true) {
    const problem =
      schema === undefined
        ? 'is true, but there is no schema to enforce. Pass a schema, or leave it out.'
        : "is true, but with `jsonSchema: 'prompt'` the server does not enforce the schema. Leave one of them out."
    throw invalid('responseFormat.strict', problem)
  }
  const about = description === undefined ? '' : `The answer is: ${description}\n`
  const rule = `${about}Answer with JSON only, without any other text and without a code fence.`
  return schema === undefined ? rule : `${rule} The JSON must match this JSON Schema:\n${JSON.stringify(schema)}`
}

type JSONFormat = Extract<ResponseFormat, { readonly type: 'json' }>

/** Returns whether the server enforces a schema. */
export function isEnforced(
  format: ResponseFormat | undefined,
  { jsonSchema }: AnthropicFormatterOptions,
): format is JSONFormat {
  return format?.type === 'json' && format.schema !== undefined && jsonSchema !== 'prompt'
}

/** The format has no fields for name and description, but the schema has. */
function formatOf({ schema = {}, name, description }: JSONFormat): unknown {
  return {
    type: 'json_schema',
    schema: {
      ...(name !== undefined && { title: name }),
      ...(description !== undefined && { description }),
      ...relaxedSchema(schema, 'responseFormat.schema'),
    },
  }
}
