import { afterEach, describe, expect, it, vi } from 'vitest'
import { endFakeRests, type FakeRests, fakeRests, turns, until } from './fake-rests.ts'
import type { Step } from './raw-server.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Type:'
const json = `${head} application/json\r\nContent-Length: 2\r\n\r\n{}`
const text = `${head} text/plain\r\nContent-Length: 2\r\n\r\n{}`
const chunked = `${head} application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`
const kinds = Array.from({ length: 9 }, (_, index) => json.replace('json', `json${index}`))

/** After the first answer of a kind, after later ones, and where the server has closed after this kind. */
const [first, later, beforeClose] = ['4 ms, 2 timers', '1 ms, 2 timers', '51 ms, 2 timers']

let rests: FakeRests
afterEach(() => endFakeRests(rests))

async function serve(...answers: readonly (readonly Step[])[]): Promise<FakeRests> {
  return (rests = await fakeRests(answers))
}

describe('a connection rests', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['of one kind', [json, json, json], [first, later, later]],
    ['of two media types', [json, text, text, json], [first, first, later, later]],
    ['of two framings', [json, chunked, chunked, json], [first, first, later, later]],
    [
      'of nine kinds, of which it remembers eight',
      [...kinds, kinds[7]!, kinds[8]!],
      [...Array<string>(9).fill(first), later, first],
    ],
  ])(
    'for milliseconds after a first answer, for turns of the event loop after later ones: %s',
    async (_what, answers, expected) => {
      const { call, endRest, server } = await serve(...answers.map((answer) => [answer]))
      const seen: string[] = []
      while (seen.length < answers.length) {
        await call()
        seen.push(endRest())
      }
      expect(seen).toEqual(expected)
      expect(server.connections).toBe(1)
    },
  )

  it('while the next call waits for it, which then uses it', async () => {
    const { call, server } = await serve([json])
    await call()
    const next = call()
    vi.advanceTimersByTime(2)
    await turns()
    expect(server.arrivals).toBe(1)
    vi.advanceTimersByTime(2)
    await next
    expect(server).toMatchObject({ arrivals: 2, connections: 1 })
  })

  it('while one call waits for it, and another opens a connection', async () => {
    const { call, send, server } = await serve([json])
    await call()
    const waiting = send(server.url)
    await call()
    expect(server).toMatchObject({ arrivals: 2, connections: 2 })
    vi.advanceTimersByTime(4)
    await (await waiting).text()
    expect(server).toMatchObject({ arrivals: 3, connections: 2 })
  })

  // Later than the answer is read, also on a busy machine: what comes with it leaves no rest.
  it.each<[string, readonly Step[]]>([
    ['the server closes it', [200, 'FIN']],
    ['the server resets it', [200, 'RST']],
    ['data comes that nobody asked for', [200, text]],
  ])('until %s, and the call that waits opens another', async (_what, steps) => {
    const { call, server, open } = await serve([json, ...steps], [json])
    await call()
    await call()
    expect(server).toMatchObject({ arrivals: 2, connections: 2 })
    expect(open()).toBe(1)
  })

  it('not at all when it is closed before the answer is read', async () => {
    const { send, server, allClosed } = await serve([json, 'FIN'], [json])
    const unread = await send(server.url)
    await allClosed()
    expect(await unread.text()).toBe('{}')
    await turns()
    expect(vi.getTimerCount()).toBe(0)
    expect(await (await send(server.url)).text()).toBe('{}')
  })
})

describe('where a server has closed after an answer', () => {
  it('a connection rests longer after answers of that kind, and no call waits for it', async () => {
    const { call, allClosed, endRest, server } = await serve([json, 'FIN'], [json])
    await call()
    await allClosed()
    // The rest of the closed connection must not end a second time.
    vi.advanceTimersByTime(10)
    await call()
    await call()
    expect(server).toMatchObject({ arrivals: 3, connections: 3 })
    expect(endRest()).toBe(beforeClose)
  })

  it('a connection rests as usual after answers of another kind', async () => {
    const { call, allClosed, endRest } = await serve([json, 'FIN'], [text])
    await call()
    await allClosed()
    vi.advanceTimersByTime(10)
    await call()
    expect(endRest()).toBe(first)
  })

  it('a connection rests as usual once another was left open', async () => {
    const { call, allClosed, endRest, free } = await serve([json, 'FIN'], [json])
    await call()
    await allClosed()
    vi.advanceTimersByTime(10)
    await call()
    expect(endRest()).toBe(beforeClose)
    free()[0]?.destroy()
    await allClosed()
    await call()
    expect(endRest()).toBe(first)
  })

  it('a connection that was left open before rests as usual', async () => {
    const { call, send, endRest, open, server } = await serve([json], [json], [json, 'FIN'])
    await call()
    endRest()
    const unread = await send(server.url)
    await (await send(server.url)).text()
    await until(() => open() === 1)
    await unread.text()
    await until(() => vi.getTimerCount() > 0)
    expect(endRest()).toBe(later)
    expect(server).toMatchObject({ arrivals: 3, connections: 2 })
  })

  it('eight kinds of answer are remembered', async () => {
    const { call, allClosed, endRest, server } = await serve(
      ...kinds.map((kind) => [kind, 'FIN'] as const),
      ...kinds.map((kind) => [kind]),
    )
    while (server.arrivals < kinds.length) {
      await call()
      await allClosed()
    }
    vi.advanceTimersByTime(10)
    const seen: string[] = []
    while (seen.length < kinds.length) {
      await call()
      seen.push(endRest())
    }
    expect(seen).toEqual([...Array<string>(8).fill(beforeClose), first])
  })

  it.each<[string, readonly (readonly Step[])[]]>([
    ['in the middle of an answer', [[json.slice(0, -1), 'FIN'], [json]]],
    ['after a later answer only', [[json], [json, 'FIN'], [json]]],
  ])('a connection rests as usual when that was %s', async (_when, answers) => {
    const { call, allClosed, endRest } = await serve(...answers)
    for (const steps of answers.slice(0, -1)) {
      await call().catch(() => {})
      if (steps.includes('FIN')) await allClosed()
      else endRest()
    }
    vi.advanceTimersByTime(10)
    await call()
    expect(endRest()).toBe(first)
  })
})
