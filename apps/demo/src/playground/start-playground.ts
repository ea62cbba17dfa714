import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { EmbeddedEndpoint } from './embedded-endpoint.ts'
import { buildPage } from './page-files.ts'
import { playgroundApp } from './playground-app.ts'
import type { Session } from './sessions.ts'

/** A playground that listens. */
export interface RunningPlayground {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Where a playground listens. */
export interface PlaygroundOptions {
  /** The port; 0 for a free one. */
  readonly port: number
  /** An address other than loopback, which opens the playground to the network. */
  readonly host?: string | undefined
  /** The endpoint that a page begins with. @default the embedded one */
  readonly endpoint?: Session['endpoint']
}

/** Starts the playground with an embedded endpoint. */
export async function startPlayground({ port, host, endpoint }: PlaygroundOptions): Promise<RunningPlayground> {
  const [page, embedded] = await Promise.all([buildPage(), EmbeddedEndpoint.start()])
  const name = crypto.randomUUID().slice(0, 8)
  const app = playgroundApp({ page, embedded, anyHost: host !== undefined, name, endpoint })
  const hostname = host ?? '127.0.0.1'
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (address: AddressInfo) => {
      const shown = hostname.includes(':') ? `[${hostname}]` : hostname
      resolve({ url: `http://${shown}:${address.port}`, close })
    })
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE' ? `Port ${port} is taken. Pass another: --port 0 takes a free one.` : cause.message
      void embedded.close()
      reject(new Error(reason, { cause }))
    })
    async function close(): Promise<void> {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await Promise.all([embedded.close(), new Promise((done) => server.close(done))])
    }
  })
}
