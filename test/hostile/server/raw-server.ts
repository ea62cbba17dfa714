import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Exchange } from './exchange.ts'
import type { HostileCase } from '../hostile-case.ts'
import { readRequests, type ReceivedRequest } from './received-request.ts'
import { secretKind } from '../search/secret-kinds.ts'

/** What the servers saw of one run. */
export interface Sighting {
  requests: number
  /** Connections that stayed open after the call was over. */
  leftOpen: number
  /** Requests that came to the other server. */
  elsewhere: number
}

interface Run {
  readonly tried: HostileCase
  readonly sockets: Set<Socket>
  readonly seen: Sighting
}

/** Two servers: the endpoint, which answers every run as its case wants it, and another that nobody should ever ask. */
export class RawServer {
  readonly #runs = new Map<string, Run>()
  readonly #endpoint = createServer((socket) => this.#connected(socket))
  readonly #other = createServer((socket) => {
    socket.on('error', () => {})
    readRequests(socket, ({ target }) => {
      const run = this.#runOf(target)
      if (run !== undefined) run.seen.elsewhere++
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}')
    })
  })

  /** Starts both. */
  async listen(): Promise<void> {
    for (const server of [this.#endpoint, this.#other]) await once(server.listen(0, '127.0.0.1'), 'listening')
  }

  /** Makes a run known, and gives its origin with the part of the path that leads to it. */
  open(run: number, tried: HostileCase): string {
    this.#runs.set(String(run), { tried, sockets: new Set(), seen: { requests: 0, leftOpen: 0, elsewhere: 0 } })
    return `${origin(this.#endpoint)}/run-${run}`
  }

  /** Waits for a run's connections to be closed by the client, closes what is left, and says what was seen. */
  async close(run: number): Promise<Sighting> {
    const { sockets, seen, tried } = this.#runs.get(String(run))!
    const open = (): number => [...sockets].filter((socket) => !socket.destroyed).length
    for (let waited = 0; open() > 0 && waited < 1000 && !tried.allowance?.keepsConnection; waited += 10) await sleep(10)
    if (!tried.allowance?.keepsConnection) seen.leftOpen = open()
    for (const socket of sockets) socket.destroy()
    this.#runs.delete(String(run))
    return seen
  }

  /** Stops both servers. */
  stop(): void {
    for (const { sockets } of this.#runs.values()) for (const socket of sockets) socket.destroy()
    this.#endpoint.close()
    this.#other.close()
  }

  #connected(socket: Socket): void {
    socket.on('error', () => {})
    socket.setNoDelay(true)
    readRequests(socket, (request) => void this.#answer(socket, request))
  }

  async #answer(socket: Socket, request: ReceivedRequest): Promise<void> {
    const run = this.#runOf(request.target)
    if (run === undefined) return void socket.destroy()
    run.sockets.add(socket)
    run.seen.requests++
    const { tried } = run
    const secret = secretKind(tried.setup?.secret ?? 'key').received(request)
    if (secret === '') throw new Error(`${tried.name}: the request holds no secret`)
    const elsewhere = `${origin(this.#other)}/${request.target.split('/')[1]}/elsewhere`
    await tried.answer(new Exchange(socket, request, { secret, elsewhere }))
  }

  #runOf(target: string): Run | undefined {
    return this.#runs.get(/\/run-(\d+)\//.exec(target)?.[1] ?? '')
  }
}

function origin(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
