import { describe, expect, it } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

describe('the headers that only the connection can set', () => {
  it.each(
    'connection content-length expect http2-settings keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
      ' ',
    ),
  )('%s is refused, of the client and of a call, however it is written', async (name) => {
    for (const spelling of [name, name.toUpperCase()]) {
      const headers = { [spelling]: 'x' }
      const refusal = {
        name: 'ConfigurationError',
        setting: 'headers',
        message: expect.stringContaining(`The header \`${spelling}\` is managed by the connection`),
      }
      expect(await failure(clientOf(() => Response.json({})).chat(hello, { headers }))).toMatchObject(refusal)
      expect(() => clientOf(() => Response.json({}), { headers })).toThrow(expect.objectContaining(refusal))
    }
  })
})

describe('the id of a request', () => {
  const names = ['x-request-id', 'apim-request-id', 'x-ms-request-id', 'x-ms-client-request-id']
  const idOf = async (headers: Record<string, string>): Promise<unknown> =>
    failure(clientOf(() => new Response('', { status: 400, headers })).chat(hello))

  it.each(names.map((name, index) => [name, index] as const))(
    'is found in %s, before those after it',
    async (name, index) => {
      const later = Object.fromEntries(names.slice(index + 1).map((other) => [other, 'of-another']))
      const earlier = Object.fromEntries(names.slice(0, index).map((other) => [other, '']))
      const expected = { requestId: 'r1', message: expect.stringContaining('Request id: r1.') }
      expect(await idOf({ [name]: 'r1' })).toMatchObject(expected)
      expect(await idOf({ ...earlier, [name]: 'r1', ...later })).toMatchObject(expected)
    },
  )
})

describe('the scheme before a key in a header', () => {
  it.each('apikey basic bearer digest key negotiate sharedaccesssignature token'.split(' '))(
    '%s is no part of the secret that is echoed',
    async (scheme) => {
      const secret = 'zq7xw-vp3mn9-tr5kl'
      const answer = (): Response => Response.json({ message: `refused ${secret}, not ${scheme}` }, { status: 403 })
      for (const name of ['authorization', 'proxy-authorization', 'x-api-key', 'x-user-token']) {
        const headers = { [name]: `${scheme.toUpperCase()}  ${secret}` }
        for (const error of [
          await failure(clientOf(answer).chat(hello, { headers })),
          await failure(clientOf(answer, { headers }).chat(hello)),
        ]) {
          expect(String(error)).toContain(`refused <redacted>, not ${scheme}`)
        }
      }
    },
  )

  it.each([
    [
      'a cookie',
      { cookie: 'theme=dark; session="zq7xw-vp3mn9"; other=tr5kl-8hd2js' },
      ['zq7xw-vp3mn9', 'tr5kl-8hd2js'],
    ],
    ['a signature', { authorization: 'SharedAccessSignature sr=x&sig=zq7xw-vp3mn9&se=1' }, ['zq7xw-vp3mn9']],
    ['a digest', { authorization: 'Digest user=x, signature=zq7xw-vp3mn9' }, ['zq7xw-vp3mn9']],
    ['a list with semicolons', { 'x-api-key': 'id=x; key=zq7xw-vp3mn9' }, ['zq7xw-vp3mn9']],
    ['a user and a password', { authorization: `Basic ${btoa('user:zq7xw-vp3mn9')}` }, ['zq7xw-vp3mn9']],
  ])('the parts of %s are redacted alone', async (_what, headers, secrets) => {
    const echoed = secrets.map((secret) => `[${secret}]`).join()
    const answer = (): Response => Response.json({ message: `refused ${echoed}` }, { status: 403 })
    const error = await failure(clientOf(answer).chat(hello, { headers }))
    expect(String(error)).toContain(`refused ${secrets.map(() => '[<redacted>]').join()}`)
    expect(String(error)).not.toContain(key)
  })
})
