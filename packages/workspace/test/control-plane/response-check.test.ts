import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline'
import { describe, expect, it } from 'vitest'
import { responseCheck } from '../../src/control-plane/response-check.ts'

const request = createPipelineRequest({ url: 'https://arm.example/x' })
const response = (status: number, body?: unknown, headers: Record<string, string> = {}): PipelineResponse => ({
  request,
  status,
  headers: createHttpHeaders(headers),
  bodyAsText: typeof body === 'string' ? body : JSON.stringify(body),
})

describe('a response is checked', () => {
  const checked = (answer: PipelineResponse, method: 'GET' | 'POST' = 'GET'): Promise<PipelineResponse> =>
    responseCheck.sendRequest(createPipelineRequest({ url: 'https://arm.example/x', method }), async () => answer)

  it.each<[what: string, answer: PipelineResponse, method?: 'POST']>([
    ['a resource', response(200, { properties: {} })],
    ['a page', response(200, { value: [] })],
    ['no error', response(200, { value: [], error: null })],
    ['the result of an action', response(200, {}), 'POST'],
    ['a failure', response(400, '')],
    ['a failure of the service', response(502, { error: { code: 'BadGateway', message: 'Try again.' } })],
    ['a wait of a minute', response(429, '', { 'retry-after': '60' })],
    ['a success with a wait', response(202, '', { 'retry-after': '3600' })],
  ])('%s is returned', async (_, answer, method) => {
    expect(await checked(answer, method)).toBe(answer)
  })

  const error = { code: 'Busy', message: 'Later.' }
  const hidden = { code: 'Denied', message: 'Public network access is disabled. Use a private endpoint.' }
  it.each<[what: string, answer: PipelineResponse, failure: object, method?: 'POST']>([
    ['a longer wait', response(429, { error }, { 'retry-after': '61' }), { statusCode: 429, ...error }],
    ['the same with status 400', response(400, { error }, { 'retry-after': '61' }), { statusCode: 400, ...error }],
    ...[401, 403, 502].map((status): [string, PipelineResponse, object] => [
      'a request from outside of a private link',
      response(status, { error: hidden }),
      { statusCode: status, ...hidden },
    ]),
    ['an error with status 200', response(200, { value: [], error }), { statusCode: 200, ...error }],
    ['an error as the result of an action', response(200, { error }), { statusCode: 200, ...error }, 'POST'],
    ...['', '[]', '{}', '{"value":{}}', '{"properties":[]}', '<p>'].map(
      (body) =>
        [
          body,
          response(200, body),
          { statusCode: 200, code: undefined, message: 'The response is not of the expected form.' },
        ] as [string, PipelineResponse, object],
    ),
  ])('%s is an error', async (_, answer, failure, method) => {
    await expect(checked(answer, method)).rejects.toMatchObject({ ...failure, headers: answer.headers })
  })
})
