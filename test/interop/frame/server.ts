import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { logFile } from './folders.ts'
import { type SupervisedProcess, lastLines, startSupervised } from './supervised-process.ts'
import { Unavailable } from './unavailable.ts'

/** How to start a server. */
export interface ServerStart {
  /** The folder of its counterpart, for its log. */
  readonly counterpart: string
  /** Its name, unique within the counterpart: it names the log. */
  readonly name: string
  readonly command: string
  /** The words of the command, for the port it is to listen on. */
  readonly words: (port: number) => readonly string[]
  readonly cwd?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  /** The path that answers any status below 500 once the server is ready. @default '/' */
  readonly healthPath?: string | undefined
  /** Whether a server that does not speak HTTP is ready. */
  readonly isReady?: ((port: number) => Promise<boolean>) | undefined
  /** Seconds until it has to be ready. @default 60 */
  readonly startSeconds?: number | undefined
}

/** A server that listens on loopback. */
export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly process: SupervisedProcess
  stop(): Promise<void>
}

/** Starts a server on a free port and waits until it is ready; tries other ports if another program was quicker. */
export async function startServer(start: ServerStart): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const running = startSupervised({
      ...start,
      words: start.words(port),
      log: logFile(start.counterpart, start.name),
      seconds: longestSeconds,
    })
    const url = `http://127.0.0.1:${port}`
    const isReady = async (): Promise<boolean> =>
      start.isReady ? start.isReady(port) : answers(`${url}${start.healthPath ?? '/'}`)
    const problem = await waitUntilReady(running, isReady, start.startSeconds ?? 60)
    if (problem === undefined) return { url, port, process: running, stop: () => running.stop() }
    await running.stop()
    const output = running.output()
    if (attempt < 3 && portTaken.test(output)) continue
    const cause = portTaken.test(output) ? `port ${port} is taken` : lastLines(output, 1).slice(-300)
    throw new Unavailable(`${start.name} ${problem}: ${cause} (Log: ${running.log})`)
  }
}

/** No server lives longer than this, whatever happens to its tests. */
const longestSeconds = 1200

const portTaken = /address already in use|Errno 98|Errno 48|EADDRINUSE|Connection in use/i

async function waitUntilReady(
  running: SupervisedProcess,
  isReady: () => Promise<boolean>,
  seconds: number,
): Promise<string | undefined> {
  const ended = running.exit.then((code) => `ended at start with exit code ${code}`)
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline) {
    const first = await Promise.race([ended, isReady(), pause(2000, false)])
    if (typeof first === 'string') return first
    // A server of somebody else on the same port would also answer.
    if (first) return Promise.race([ended, pause(50, undefined)])
    await pause(100)
  }
  return `is not ready after ${seconds} s`
}

async function answers(url: string): Promise<boolean> {
  try {
    const { status, body } = await fetch(url, { signal: AbortSignal.timeout(2000) })
    await body?.cancel()
    return status < 500
  } catch {
    return false
  }
}

/** Finds a port on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
