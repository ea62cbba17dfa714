import { type ChatRequest, ConfigurationError, type JSONSchema, type Tool } from '@azureml-endpoints/core'

/** Converts the tools to Cohere's format: a flat list of parameters with Python types instead of a JSON Schema. */
export function toWireTools({ tools, toolChoice, messages }: ChatRequest): readonly unknown[] | undefined {
  // Cohere needs the tools to interpret their results.
  if (toolChoice === 'none' && messages.at(-1)?.role !== 'tool') return undefined
  return tools?.map(toWireTool)
}

function toWireTool({ name, description = name, parameters, strict }: Tool, index: number): unknown {
  if (strict === true) throw notEnforced(`tools[${index}].strict`)
  const properties = Object.entries((parameters['properties'] ?? {}) as Readonly<Record<string, JSONSchema>>)
  const required = new Set<unknown>(Array.isArray(parameters['required']) ? parameters['required'] : [])
  const definitions = properties.map(([key, schema]) => [key, toDefinition(schema, required.has(key))])
  return {
    name,
    description: [description, ...remainderOf(parameters)].join('\n'),
    ...(definitions.length > 0 && { parameter_definitions: Object.fromEntries(definitions) }),
  }
}

/** What a flat list of parameters cannot express, such as definitions that the parameters refer to, goes into the description. */
function remainderOf(schema: JSONSchema): readonly string[] {
  const { type: _type, properties: _properties, required: _required, $schema: _dialect, ...rest } = schema
  const { additionalProperties, ...more } = rest
  // Most libraries say that there are no others, which is what a list of parameters means.
  const isOpen = additionalProperties !== undefined && additionalProperties !== false
  return isOpen || Object.keys(more).length > 0 ? [`JSON Schema: ${JSON.stringify(schema)}`] : []
}

function notEnforced(setting: string): ConfigurationError {
  return new ConfigurationError(
    `${setting} is true, but Cohere's first chat does not enforce the schemas of tools. Leave it out, or ` +
      'use the second chat, whose URL ends in /v2/chat.',
    { setting },
  )
}

function toDefinition(schema: JSONSchema, required: boolean): unknown {
  const { type, description, ...rest } = schema
  // Keywords without a field, such as enum and items, go into the description.
  const more = Object.keys(rest).length > 0 ? `JSON Schema: ${JSON.stringify(schema)}` : undefined
  const text = [description, more].filter((part) => typeof part === 'string').join('\n')
  return { type: pythonTypes.get(String(type)) ?? 'str', ...(text !== '' && { description: text }), required }
}

/** Anything else is `str`. */
const pythonTypes: ReadonlyMap<string, string> = new Map([
  ['integer', 'int'],
  ['number', 'float'],
  ['boolean', 'bool'],
  ['array', 'List'],
  ['object', 'Dict'],
])
