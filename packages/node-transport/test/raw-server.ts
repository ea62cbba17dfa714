import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What a server does after it has read a request: it writes bytes, waits for so many milliseconds, or closes. */
export type Step = string | Buffer | number | 'FIN' | 'RST' | 'destroy'

/** A server that answers each request with the same steps, whatever HTTP says. */
export interface RawServer {
  readonly url: string
  /** Requests that were read whole. */
  readonly arrivals: number
  readonly connections: number
  /** The last request's line and headers, as they came. */
  readonly head: string
  readonly close: () => void
}

/** Starts a server on a free port of 127.0.0.1. `answer` gets the number of the request on its connection, from 1. */
export async function startRawServer(answer: (request: number) => readonly Step[]): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const seen = { arrivals: 0, connections: 0, head: '' }
  const server = createServer({ noDelay: true, allowHalfOpen: false }, (socket) => {
    seen.connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    let requests = 0
    readRequests(socket, (head) => {
      seen.head = head
      seen.arrivals += 1
      requests += 1
      void perform(socket, answer(requests))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/score`,
    get arrivals() {
      return seen.arrivals
    },
    get connections() {
      return seen.connections
    },
    get head() {
      return seen.head
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

function readRequests(socket: Socket, onRequest: (head: string) => void): void {
  let received = ''
  socket.setEncoding('latin1').on('data', (text) => {
    received += String(text)
    for (;;) {
      const head = received.indexOf('\r\n\r\n')
      if (head === -1) return
      const end = head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? 0)
      if (received.length < end) return
      const line = received.slice(0, head)
      received = received.slice(end)
      onRequest(line)
    }
  })
}

async function perform(socket: Socket, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step === 'FIN') socket.end()
    else if (step === 'RST') socket.resetAndDestroy()
    else if (step === 'destroy') socket.destroy()
    else if (typeof step === 'number') await pause(step)
    else if (!socket.destroyed) socket.write(step, 'latin1')
  }
}
