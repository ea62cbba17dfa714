import type { JsonObject } from '../json/json-value.ts'

/** The schemas of what a script gets and returns. */
export interface ScriptSchemas {
  readonly input: JsonObject
  readonly output: JsonObject
}

/** Describes the server in Swagger 2. The structure is the server's; the descriptions are our own. */
export function swagger2({ input, output }: ScriptSchemas): JsonObject {
  const responses = (success: JsonObject): JsonObject => ({
    200: success,
    default: { description: failed, schema: { $ref: '#/definitions/ErrorResponse' } },
  })
  const text = { description: ok, schema: { type: 'string' } }
  const version = { name: 'version', in: 'query', required: false, type: 'integer', enum: [2, 3] }
  const body = { name: 'serviceInputPayload', in: 'body', description: 'Input.' }
  return {
    swagger: '2.0',
    info,
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { Bearer: bearer },
    paths: {
      '/': { get: { ...health, responses: responses({ ...text, examples: { 'application/json': 'Healthy' } }) } },
      '/score': {
        post: {
          ...run,
          parameters: [{ ...body, schema: { $ref: '#/definitions/ServiceInput' } }],
          responses: responses({ description: ok, schema: { $ref: '#/definitions/ServiceOutput' } }),
        },
      },
      '/swagger.json': { get: { ...describe, parameters: [version], responses: responses(text) } },
    },
    definitions: { ServiceInput: input, ServiceOutput: output, ErrorResponse: errorResponse },
  }
}

/** Describes the server in OpenAPI 3. */
export function openApi3(openapi: string, { input, output }: ScriptSchemas): JsonObject {
  const json = (name: string): JsonObject => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  })
  const responses = (content: JsonObject): JsonObject => ({
    200: { description: ok, content },
    default: { description: failed, content: json('ErrorResponse') },
  })
  const healthy = { 'text/plain': { schema: { type: 'string', example: 'Healthy' } } }
  const version = { name: 'version', in: 'query', required: false, schema: { type: 'integer', enum: [2, 3] } }
  const requestBody = { description: 'Input.', content: json('ServiceInput') }
  return {
    openapi,
    info,
    security: [{ Bearer: [] }],
    paths: {
      '/': { get: { ...health, responses: responses(healthy) } },
      '/score': { post: { ...run, requestBody, responses: responses(json('ServiceOutput')) } },
      '/swagger.json': {
        get: {
          ...describe,
          parameters: [version],
          responses: responses({ 'text/plain': { schema: { type: 'string' } } }),
        },
      },
    },
    components: {
      schemas: { ServiceInput: input, ServiceOutput: output, ErrorResponse: errorResponse },
      securitySchemes: { Bearer: bearer },
    },
  }
}

const ok = 'Success.'
const failed = 'Failure.'
const info = { title: 'ML service', description: 'An emulated scoring script.', version: '1.0' }
const bearer = { type: 'apiKey', name: 'Authorization', in: 'header', description: 'Bearer and a key.' }
const health = { operationId: 'ServiceHealthCheck', description: 'Tells whether the server runs.' }
const run = { operationId: 'RunMLService', description: 'Runs the script.', security: [{ Bearer: [] }] }
const describe = { operationId: 'GetSwaggerSpec', description: 'Returns this document.' }
const errorResponse = { type: 'object', properties: { message: { type: 'string' } } }
