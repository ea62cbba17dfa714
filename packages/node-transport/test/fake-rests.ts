import { Agent, type AgentOptions } from 'node:http'
import type { Socket } from 'node:net'
import { vi } from 'vitest'
import { type RawServer, startRawServer, type Step } from './raw-server.ts'

/** The real one: a turn of the event loop, in which sockets are served. */
const { setImmediate: turn } = globalThis

/** Calls through one agent, whose connections rest until a test ends it. */
export interface FakeRests {
  readonly agent: Agent
  readonly send: typeof fetch
  readonly server: RawServer
  /** Calls, reads the answer, and waits until the connection rests. */
  readonly call: (url?: string) => Promise<void>
  /** The connections that the agent could use at once. */
  readonly free: () => Socket[]
  /** The number of the agent's connections, free or not. */
  readonly open: () => number
  /** Waits until the agent has no connection. */
  readonly allClosed: () => Promise<void>
  /** Ends the next rest, and returns how long it took: a turn within a timer takes the fake clock a millisecond. */
  readonly endRest: () => string
}

/** The package keeps the timers that it finds, so it is loaded once more to find those of the test. */
export async function fakeRests(answers: readonly (readonly Step[])[], options: AgentOptions = {}): Promise<FakeRests> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'Date'] })
  vi.resetModules()
  const { createNodeFetch } = await import('@azureml-endpoints/node-transport')
  const agent = new Agent({ keepAlive: true, ...options })
  const send = createNodeFetch({ httpAgent: agent })
  let requests = 0
  const server = await startRawServer(() => answers[requests++] ?? answers.at(-1) ?? [])
  const free = (): Socket[] => Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])
  const open = (): number => Object.values(agent.sockets).flat().length + free().length
  const call = async (url = server.url): Promise<void> => {
    await (await send(url)).text()
    await until(() => vi.getTimerCount() > 0)
  }
  const allClosed = (): Promise<void> => until(() => open() === 0)
  const endRest = (): string => {
    const wanted = free().length + 1
    const start = Date.now()
    let timers = 0
    for (; free().length < wanted; timers += 1) vi.advanceTimersToNextTimer()
    return `${Date.now() - start} ms, ${timers} timers`
  }
  return { agent, send, server, call, free, open, allClosed, endRest }
}

/** Ends what a test has begun. */
export function endFakeRests({ agent, server }: FakeRests): void {
  vi.useRealTimers()
  // Where test files share their modules, the next one must not get the package with these timers.
  vi.resetModules()
  agent.destroy()
  server.close()
}

/** Waits until something holds, in turns of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => turn(resolve))
}

/** Waits for some turns of the event loop, in which whatever is about to happen happens. */
export async function turns(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await new Promise((resolve) => turn(resolve))
}
