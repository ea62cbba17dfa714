import type { EmulatorResponse } from '../http/response.ts'
import { type JsonObject, isObject } from '../json/json-value.ts'
import type { Exchange } from '../routes/exchange.ts'
import { returnedValue, serverError } from './aml-response.ts'
import type { ScoringScript } from '../options/scoring-script.ts'
import { openApi3, swagger2 } from './swagger-documents.ts'

/** Handles `/swagger.json`: the description of the script in the version that the query asks for. */
export function swagger({ endpoint, request }: Exchange): EmulatorResponse {
  const { script = {} } = endpoint.options
  const version = request.query['version'] ?? '2'
  const schemas = { input: inputSchema(script), output: schemaOfSample(script.output) }
  if (version === '2' || version === '2.0') return returnedValue(swagger2(schemas))
  if (version === '3' || version === '3.0') return returnedValue(openApi3('3.0.3', schemas))
  if (version === '3.1') return returnedValue(openApi3('3.1.0', schemas))
  return serverError(404, `Swagger version [${version}] is not valid. Supported versions: [2, 3, 3.1].`)
}

function inputSchema({ sample, optional = [] }: ScoringScript): JsonObject {
  if (sample === undefined) return { type: 'object', example: {} }
  const schemas = Object.entries(sample).map(([name, value]) => [name, schemaOf(value)] as const)
  return {
    type: 'object',
    properties: Object.fromEntries(
      schemas.map(([name, schema]) => [name, optional.includes(name) ? {} : withoutExample(schema)]),
    ),
    example: Object.fromEntries(schemas.map(([name, { example }]) => [name, optional.includes(name) ? '' : example])),
  }
}

function schemaOfSample(sample: unknown): JsonObject {
  return sample === undefined ? { type: 'object', example: {} } : schemaOf(sample)
}

/** Describes a sample value as Microsoft's `inference-schema` does. */
function schemaOf(sample: unknown): JsonObject {
  if (Array.isArray(sample)) {
    const last: unknown = sample.at(-1)
    const items = last === undefined ? { type: 'object' } : withoutExample(schemaOf(last))
    return { type: 'array', items, example: sample }
  }
  if (isObject(sample)) {
    const properties = Object.entries(sample).map(([name, value]) => [name, withoutExample(schemaOf(value))])
    return {
      type: 'object',
      required: Object.keys(sample),
      properties: Object.fromEntries(properties),
      example: sample,
    }
  }
  if (typeof sample === 'string') return { type: 'string', example: sample }
  if (typeof sample === 'boolean') return { type: 'boolean', example: sample }
  if (typeof sample !== 'number') return { type: 'object', example: sample }
  return Number.isInteger(sample)
    ? { type: 'integer', format: 'int64', example: sample }
    : { type: 'number', format: 'double', example: sample }
}

function withoutExample({ example: _example, ...schema }: JsonObject): JsonObject {
  return schema
}
