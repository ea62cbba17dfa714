import type { LookupFunction } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { endFakeRests, type FakeRests, fakeRests, until } from './fake-rests.ts'
import type { Step } from './raw-server.ts'

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'
const last = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}'

/** How long a connection rests where a server has closed before, and where nothing is known. */
const [beforeClose, first] = ['51 ms, 2 timers', '4 ms, 2 timers']

/** Every name is the test's own server. */
const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }])

let rests: FakeRests
afterEach(() => endFakeRests(rests))

/** Calls an origin, whose server answers with these steps, and resolves when the answer is there. */
type Ask = (origin: string, ...steps: readonly Step[]) => Promise<Response>

/** Starts with an origin, `known`, whose server has closed after an answer. */
async function start(): Promise<Ask> {
  const answers: (readonly Step[])[] = []
  rests = await fakeRests(answers, { lookup })
  const { send, server, allClosed } = rests
  const ask: Ask = (origin, ...steps) => {
    answers.push(steps)
    return send(server.url.replace('127.0.0.1', `${origin}.test`))
  }
  await (await ask('known', answer, 'FIN')).text()
  await allClosed()
  vi.advanceTimersByTime(10)
  return ask
}

async function visitOthers(ask: Ask, from: number, to: number): Promise<void> {
  const before = rests.open()
  for (let number = from; number <= to; number += 1) await (await ask(`other-${number}`, last)).text()
  await until(() => rests.open() === before)
}

async function restOf(ask: Ask, origin: string): Promise<string> {
  await (await ask(origin, answer)).text()
  await until(() => vi.getTimerCount() > 0)
  return rests.endRest()
}

describe('what is known of an origin', () => {
  it.each([
    [99, beforeClose],
    [100, first],
  ])('is forgotten after a hundred others: %i', async (others, rest) => {
    const ask = await start()
    await visitOthers(ask, 1, others)
    expect(await restOf(ask, 'known')).toBe(rest)
  })

  it('is forgotten last where it was used last', async () => {
    const ask = await start()
    await visitOthers(ask, 1, 50)
    await (await ask('known', last)).text()
    await visitOthers(ask, 51, 149)
    expect(await restOf(ask, 'known')).toBe(beforeClose)
  })

  it('is nothing new after a close that was announced', async () => {
    const ask = await start()
    const before = rests.open()
    await (await ask('new', last)).text()
    await until(() => rests.open() === before)
    expect(await restOf(ask, 'new')).toBe(first)
  })

  it('is kept as long as a connection to it is open', async () => {
    const ask = await start()
    const open = await ask('known', answer)
    await visitOthers(ask, 1, 150)
    expect(await restOf(ask, 'known')).toBe(beforeClose)
    await open.text()
  })
})
