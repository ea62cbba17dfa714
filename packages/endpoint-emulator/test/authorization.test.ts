import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, createEndpointEmulator } from '../src/index.ts'
import { asking } from './posting.ts'

const chat = { model: 'm', messages: asking('Why?') }
const score = { input_data: { input_string: asking('Why?'), parameters: {} } }
const header = 'Auth token must be passed as a header called Authorization'
const foundry = expect.stringContaining(
  '"statusCode":401,"message":"Unauthorized. Access token is missing, invalid',
) as string

describe('a request without a key gets the response of the host', () => {
  it.each([
    ['a managed endpoint', '/score', score, {}, 401, 'key_auth_bad_header_forbidden'],
    [
      'a managed endpoint, given an empty key',
      '/score',
      score,
      { authorization: 'Bearer ' },
      401,
      'key_auth_bad_header_forbidden',
    ],
    [
      'a managed endpoint, given api-key alone',
      '/score',
      score,
      { 'api-key': 'k' },
      401,
      'key_auth_bad_header_forbidden',
    ],
    ['a serverless endpoint', '/v1/chat/completions', chat, {}, 401, JSON.stringify({ status: header })],
    [
      'a serverless endpoint, given api-key alone',
      '/v1/chat/completions',
      chat,
      { 'api-key': 'k' },
      400,
      JSON.stringify({ status: header }),
    ],
    ['the models of Foundry', '/models/chat/completions', chat, {}, 401, foundry],
    ['Foundry', '/openai/v1/chat/completions', chat, {}, 401, foundry],
    ['Foundry, given an empty key', '/openai/v1/chat/completions', chat, { 'api-key': '' }, 401, foundry],
    ['an unknown route', '/nowhere', chat, {}, 401, JSON.stringify({ status: header })],
  ])('%s', async (_host, path, body, headers, status, text) => {
    for (const options of [{}, { apiKey: 'k' }]) {
      const answer = await ask(options, path, body, headers as Record<string, string>)
      expect([answer.status, await answer.text()]).toEqual([status, text])
    }
    expect((await ask({ auth: { mode: 'none' } }, path, body, headers as Record<string, string>)).status).not.toBe(401)
  })
})

describe('any key', () => {
  it.each([
    ['/score', score],
    ['/v1/chat/completions', chat],
    ['/models/chat/completions', chat],
    ['/openai/v1/chat/completions', chat],
  ])('is enough for %s where none was named', async (path, body) => {
    expect((await ask({}, path, body, { authorization: 'Bearer whatever' })).status).toBe(200)
  })
})

function ask(
  options: EndpointEmulatorOptions,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Response> {
  const sent = { 'content-type': 'application/json', ...headers }
  return createEndpointEmulator(options).fetch(`http://h${path}`, {
    method: 'POST',
    headers: sent,
    body: JSON.stringify(body),
  })
}
