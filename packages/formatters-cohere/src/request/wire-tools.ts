import type { ChatRequest, JSONSchema, Tool } from '@azureml-endpoints/core'

/** Gives the tools as Cohere knows them: no JSON Schema, but a flat list of parameters with Python's types. */
export function toWireTools({ tools, toolChoice, messages }: ChatRequest): readonly unknown[] | undefined {
  // The results of tools are not understood without the tools.
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
  // What has no place of its own, such as an enumeration or the items of a list, is told in words.
  const more = Object.keys(rest).length > 0 ? `JSON Schema: ${JSON.stringify(schema)}` : undefined
  const words = [description, more].filter((word) => typeof word === 'string').join('\n')
  return { type: pythonTypes.get(String(type)) ?? 'str', ...(words !== '' && { description: words }), required }
}

const pythonTypes: ReadonlyMap<string, string> = new Map([
  ['string', 'str'],
  ['integer', 'int'],
  ['number', 'float'],
  ['boolean', 'bool'],
  ['array', 'List'],
  ['object', 'Dict'],
])
