import { inspect } from 'node:util'
import { setImmediate as turn } from 'node:timers/promises'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { afterEach, describe, expect, it } from 'vitest'
import { isMeasure } from './measured-fetch.ts'
import { type RawServer, startRawServer } from './raw-server.ts'

let server: RawServer
afterEach(() => server.close())

const headers = [
  'X-Two: b',
  'Set-Cookie: b=2; Path=/',
  'content-type: multipart/form-data; boundary=edge',
  'x-Empty:',
  'Set-Cookie: a=1',
  'X-two: a',
  'X-Latin: caf\u00E9',
]
const form = '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--edge--\r\n'

function answer(head: readonly string[], body: string): Promise<RawServer> {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  const written = ['HTTP/1.1 203 Made Up', ...head, length, 'Connection: close', '', body].join('\r\n')
  return startRawServer(() => [Buffer.from(written, 'latin1')])
}

/** What can be asked of a response without reading it. */
const facts: Readonly<Record<string, (response: Response) => unknown>> = {
  'its class': (response) => [response instanceof Response, response.headers instanceof Headers],
  'its tags': (response) => [String(response), String(response.headers)],
  'its status': ({ status, statusText, ok }) => [status, statusText, ok],
  'its url': ({ url, redirected, type }) => [url, redirected, type],
  'its body': ({ body, bodyUsed }) => [body instanceof ReadableStream, body?.locked, bodyUsed],
  'a header': (response) => response.headers.get('X-TWO'),
  'a header that is empty': (response) => [response.headers.get('x-empty'), response.headers.has('x-empty')],
  'a header beyond ASCII': (response) => response.headers.get('x-latin'),
  'a header that there is not': (response) => [response.headers.get('x-three'), response.headers.has('x-three')],
  'a name that is none': (response) => ['', 'a b', 'a:', 'ä'].map((name) => thrownBy(() => response.headers.get(name))),
  cookies: (response) => [response.headers.get('set-cookie'), response.headers.getSetCookie()],
  'all headers': (response) => [...response.headers],
  entries: (response) => [...response.headers.entries()],
  keys: (response) => [...response.headers.keys()],
  values: (response) => [...response.headers.values()],
  'each header': (response) => {
    const seen: unknown[] = []
    // oxlint-disable-next-line unicorn/no-array-for-each, unicorn/no-array-method-this-argument -- it is what is tested
    response.headers.forEach(function each(this: unknown, ...given) {
      seen.push(this, given[0], given[1], given[2] === response.headers)
    }, 'this')
    return seen
  },
  'headers as an object': (response) => Object.fromEntries(response.headers),
  'headers that are copied': (response) => [...new Headers(response.headers)],
  'a response that is made of it': (response) => [...new Response(null, response).headers],
  'a changed header': (response) =>
    [
      () => response.headers.set('x-two', 'c'),
      () => response.headers.append('x-two', 'c'),
      () => response.headers.delete('x-two'),
    ].map(thrownBy),
}

function thrownBy(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return (error as Error).name
  }
}

describe.runIf(isMeasure)('a response says the same as that of fetch', () => {
  it.each(Object.entries(facts))('%s', async (_name, fact) => {
    server = await answer(headers, form)
    const url = `${server.url}?a=b#part`
    const theirs = await fetch(url)
    const ours = await nodeFetch(url)
    expect(fact(ours)).toEqual(fact(theirs))
    await Promise.all([theirs.body?.cancel(), ours.body?.cancel()])
  })
})

/** What can be done with a body. */
const reads: Readonly<Record<string, (response: Response) => Promise<unknown>>> = {
  text: (response) => response.text(),
  json: (response) => response.json(),
  bytes: (response) => response.bytes(),
  arrayBuffer: (response) => response.arrayBuffer(),
  blob: async (response) => {
    const blob = await response.blob()
    return [blob.type, await blob.text()]
  },
  formData: async (response) => [...(await response.formData())],
  clone: async (response) => {
    const copy = response.clone()
    const used = [response.bodyUsed, copy.bodyUsed, copy.status, copy.url, [...copy.headers]]
    return [used, await copy.text(), response.bodyUsed, await response.text()]
  },
  'clone and read once': async (response) => {
    response.clone()
    return await response.text()
  },
  'text twice': async (response) => [await response.text(), response.bodyUsed, await nameOf(response.text())],
  'text of a locked body': async (response) => [
    response.body?.getReader() !== undefined,
    await nameOf(response.text()),
  ],
  'clone of a used body': async (response) => [await response.text(), thrownBy(() => response.clone())],
  'clone of a locked body': async (response) =>
    [response.body?.getReader().closed, thrownBy(() => response.clone())].at(1),
  'a used body': async (response) => {
    const reader = response.body?.getReader()
    const before = response.bodyUsed
    await reader?.read()
    return [before, response.bodyUsed]
  },
}

function nameOf(failing: Promise<unknown>): Promise<unknown> {
  return failing.catch((error: unknown) => (error as Error).name)
}

describe.runIf(isMeasure)('a body is read as that of fetch', () => {
  describe.each([
    ['a form', headers, form],
    ['JSON', ['Content-Type: application/json'], '{"a":["b"]}'],
    ['no text', [], ''],
  ])('%s', (_kind, head, body) => {
    it.each(Object.entries(reads))('%s', async (_name, read) => {
      server = await answer(head, body)
      const [theirs, ours] = [await fetch(server.url), await nodeFetch(server.url)]
      expect(await nameOf(read(ours))).toEqual(await nameOf(read(theirs)))
    })
  })

  it.each(['text', 'bytes', 'clone', 'blob'])('none at all: %s', async (name) => {
    server = await startRawServer(() => ['HTTP/1.1 204 No Content\r\n\r\n'])
    const [theirs, ours] = [await fetch(server.url), await nodeFetch(server.url)]
    expect([ours.bodyUsed, await reads[name]?.(ours)]).toEqual([theirs.bodyUsed, await reads[name]?.(theirs)])
  })
})

it('shows its headers as those of fetch are shown', async () => {
  server = await answer(['X-One: a'], '')
  expect(inspect((await nodeFetch(server.url)).headers)).toBe(
    `Headers { connection: 'close', 'content-length': '0', 'x-one': 'a' }`,
  )
})

describe('a body that has arrived as a whole is cancelled', () => {
  it.each([0, 1, 2, 3])('after %i reads', async (count) => {
    server = await answer([], 'all')
    const reader = (await nodeFetch(server.url)).body?.getReader()
    for (let read = 0; read < count; read += 1) await reader?.read()
    await reader?.cancel()
    // An error that nobody can catch would end the process here.
    for (let turns = 0; turns < 5; turns += 1) await turn()
    expect((await reader?.read())?.done).toBe(true)
  })
})
