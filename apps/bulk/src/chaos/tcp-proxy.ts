import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Forwards ports on loopback. While it is cut, connections stay open and silent, as when a network is down. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>()
  readonly #servers: Server[] = []
  readonly #ports = new Map<number, number>()
  #isCut = false

  /** Opens a port that forwards to another one, and returns it. */
  async forward(port: number): Promise<number> {
    const known = this.#ports.get(port)
    if (known !== undefined) return known
    const server = createServer((near) => this.#join(near, connect(port, '127.0.0.1')))
    this.#servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const own = (server.address() as AddressInfo).port
    this.#ports.set(port, own)
    return own
  }

  /** Stops forwarding. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** Forwards again, starting with what arrived in the meantime. */
  heal(): void {
    this.#isCut = false
    for (const socket of this.#sockets) socket.resume()
  }

  /** Ends all connections. */
  close(): void {
    for (const server of this.#servers) server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => {})
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      if (this.#isCut) from.pause()
    }
  }
}
