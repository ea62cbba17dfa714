import type { ChatRequest, JSONSchema, Tool } from '@azureml-endpoints/core'

/** Converts the tools to Cohere's format: a flat list of parameters with Python types instead of a JSON Schema. */
export function toWireTools({ tools, toolChoice, messages }: ChatRequest): readonly unknown[] | undefined {
  // Cohere needs the tools to interpret their results.
  if (toolChoice === 'none' && messages.at(-1)?.role !== 'tool') return undefined
  return tools?.map(toWireTool)
}

function toWireTool({ name, description, parameters }: Tool): unknown {
  const properties = Object.entries((parameters['properties'] ?? {}) as Readonly<Record<string, JSONSchema>>)
  const required = new Set<unknown>(Array.isArray(parameters['required']) ? parameters['required'] : [])
  const definitions = properties.map(([key, schema]) => [key, toDefinition(schema, required.has(key))])
  return {
    name,
    description: description ?? name,
    ...(definitions.length > 0 && { parameter_definitions: Object.fromEntries(definitions) }),
  }
}

function toDefinition(schema: JSONSchema, required: boolean): unknown {
  const { type, description, ...rest } = schema
  // Keywords without a field, such as enum and items, go into the description.
  const more = Object.keys(rest).length > 0 ? `JSON Schema: ${JSON.stringify(schema)}` : undefined
  const text = [description, more].filter((part) => typeof part === 'string').join('\n')
  return { type: pythonTypes.get(String(type)) ?? 'str', ...(text !== '' && { description: text }), required }
}

const pythonTypes: ReadonlyMap<string, string> = new Map([
  ['string', 'str'],
  ['integer', 'int'],
  ['number', 'float'],
  ['boolean', 'bool'],
  ['array', 'List'],
  ['object', 'Dict'],
])
