import { Agent } from 'node:http'
import { createNodeFetch } from '@azureml-endpoints/node-transport'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RawServer, startRawServer } from './raw-server.ts'

let server: RawServer
const httpAgent = new Agent({ keepAlive: true })
const send = createNodeFetch({ httpAgent })
beforeAll(async () => {
  server = await startRawServer(() => ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'])
})
afterAll(() => {
  httpAgent.destroy()
  server.close()
})

async function sent(init: RequestInit): Promise<string[]> {
  await (await send(server.url, init)).text()
  return server.head.replace(new URL(server.url).host, 'HOST').split('\r\n')
}

const agent = 'user-agent: node'
const usual = ['accept: */*', 'accept-encoding: identity', agent]
const end = ['Host: HOST', 'Connection: keep-alive']
const text = 'content-type: text/plain;charset=UTF-8'

describe('what is written before the body', () => {
  it.each<[string, RequestInit, readonly string[]]>([
    ['GET', {}, ['GET /score HTTP/1.1', ...usual, ...end]],
    ['text', { method: 'POST', body: 'ä' }, ['POST /score HTTP/1.1', 'content-length: 2', ...usual, text, ...end]],
    [
      'bytes',
      { method: 'PUT', body: new Uint8Array(3) },
      ['PUT /score HTTP/1.1', 'content-length: 3', ...usual, ...end],
    ],
    [
      'headers of the caller',
      { headers: { Accept: 'a/b', 'ACCEPT-Encoding': 'gzip', 'X-Team': 'a', Host: 'elsewhere' } },
      ['GET /score HTTP/1.1', 'accept: a/b', 'accept-encoding: gzip', 'x-team: a', agent, ...end],
    ],
    [
      'empty headers',
      { headers: { accept: '', 'accept-encoding': '' } },
      ['GET /score HTTP/1.1', 'accept: ', 'accept-encoding: ', agent, ...end],
    ],
    [
      'a user agent of the caller',
      { headers: { 'User-Agent': 'my-program' } },
      ['GET /score HTTP/1.1', 'user-agent: my-program', 'accept: */*', 'accept-encoding: identity', ...end],
    ],
    [
      'a name in two spellings',
      { headers: { 'X-A': ' 1 ', 'x-a': '', 'x-A': '3' } },
      ['GET /score HTTP/1.1', 'x-a: 1, , 3', ...usual, ...end],
    ],
    [
      'a length of nothing',
      { headers: { 'content-length': '0' } },
      ['GET /score HTTP/1.1', 'content-length: 0', ...usual, ...end],
    ],
    [
      'a connection to keep',
      { headers: { connection: 'keep-alive, closed' } },
      ['GET /score HTTP/1.1', ...usual, ...end],
    ],
  ])('is, for %s', async (_what, init, expected) => {
    expect(await sent(init)).toEqual(expected)
  })

  it.each(['close', 'Close', 'keep-alive, \tclose '])(
    'is as asked where the connection is to be closed: %j',
    async (connection) => {
      expect(await sent({ headers: { connection } })).toEqual([
        'GET /score HTTP/1.1',
        'connection: close',
        ...usual,
        'Host: HOST',
      ])
    },
  )

  it.each([
    [' \t\r\n a \t b \n\r\t ', 'a \t b'],
    ['a  ', 'a'],
    ['  a', 'a'],
    ['caf\u00E9\u00A0', 'caf\u00E9\u00A0'],
    ['\u00A0a\u00A0 ', '\u00A0a\u00A0'],
    [' \t\r\n ', ''],
  ])('has a value without the spaces around it: %j', async (value, expected) => {
    expect(await sent({ headers: { 'x-a': value } })).toContain(`x-a: ${expected}`)
    expect(await sent({ headers: [['x-a', value]] })).toContain(`x-a: ${expected}`)
  })

  it('is written at once also where a value has many spaces inside', async () => {
    const value = `a${' '.repeat(500_000)}b`
    expect(await sent({ headers: { 'x-a': `${value} ` } })).toContain(`x-a: ${value}`)
  })
})

it('takes the characters of a token, and no others, in the connection header', async () => {
  const refuse = (): never => {
    throw new Error('would connect')
  }
  const offline = createNodeFetch({ httpAgent: Object.assign(new Agent(), { createConnection: refuse }) })
  const words = async (connection: string): Promise<unknown> =>
    offline(server.url, { headers: { connection } }).catch((error: Error) => error.message)
  const taken: string[] = []
  for (let code = 0x20; code < 0x7f; code += 1) {
    const character = String.fromCharCode(code)
    if ((await words(`a${character}a, a`)) === 'fetch failed') taken.push(character)
  }
  // What RFC 9110 allows in a token, and the comma between two.
  expect(taken.join('')).toBe("!#$%&'*+,-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~")
})
