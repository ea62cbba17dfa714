import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, hello } from '../../core/test/client-of.ts'
import { type RawServer, startRawServer, type Step } from './raw-server.ts'

let server: RawServer | undefined
afterEach(() => server?.close())

const body = JSON.stringify({ choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] })
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`

const call = ({ url }: RawServer): Promise<unknown> =>
  clientOf(nothing, { endpointUrl: url.replace('/score', '/v1/chat/completions'), fetch: nodeFetch }).chat(hello)

/** An answer that is never asked for. */
function nothing(): never {
  throw new Error('The transport under test was not used.')
}

/** How a server dies that has read a request whole. */
const deaths: Readonly<Record<string, readonly Step[]>> = {
  'with FIN': ['FIN'],
  'with RST': ['RST'],
  'with FIN a little later': [20, 'FIN'],
  'with RST a little later': [20, 'RST'],
  'with FIN in the status line': ['HTTP/1.1 ', 'FIN'],
  'with RST in the headers': ['HTTP/1.1 200 OK\r\n', 10, 'RST'],
  'with FIN in the body': [answer.slice(0, -10), 10, 'FIN'],
  'with RST in the body': [answer.slice(0, -10), 10, 'RST'],
  'with 421': ['HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n'],
  'with 503 and FIN': ['HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n', 'FIN'],
}

describe('a request that the server has read', () => {
  it.each(Object.entries(deaths))('is not sent again when the server dies %s', async (_how, steps) => {
    server = await startRawServer(() => steps)
    for (let number = 1; number <= 5; number++) {
      await expect(call(server)).rejects.toMatchObject({ name: 'EndpointError' })
      expect(server.arrivals).toBe(number)
    }
  })

  it.each(Object.entries(deaths))('nor on a connection that served before: %s', async (_how, steps) => {
    server = await startRawServer((request) => (request < 3 ? [answer] : steps))
    expect(await call(server)).toMatchObject({ text: 'Hello' })
    expect(await call(server)).toMatchObject({ text: 'Hello' })
    await expect(call(server)).rejects.toMatchObject({ name: 'EndpointError' })
    expect(server).toMatchObject({ arrivals: 3, connections: 1 })
  })
})
