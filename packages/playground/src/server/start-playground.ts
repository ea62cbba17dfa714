import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationError, type TokenCredential } from '@azureml-endpoints/core'
import { guardLoopback, isBoundToLoopback } from '@azureml-endpoints/endpoint-emulator'
import { getRequestListener } from '@hono/node-server'
import { EmbeddedEndpoint } from './endpoints/embedded-endpoint.ts'
import { type PageFile, readPage } from './page-files.ts'
import { playgroundApp } from './playground-app.ts'
import type { InitialEndpoint } from './endpoints/sessions.ts'

/** A running playground. */
export interface RunningPlayground {
  /** The address to open in a browser. */
  readonly url: string
  /** Whether it is bound to a loopback address, so that only this machine can use it. */
  readonly loopback: boolean
  /** Stops the server and the emulated endpoints. */
  readonly close: () => Promise<void>
}

/** Where a playground listens. */
export interface PlaygroundOptions {
  /** The port; 0 for a free one. */
  readonly port: number
  /** The address to listen on; one that is not loopback opens the playground to the network. @default '127.0.0.1' */
  readonly host?: string | undefined
  /** The initial endpoint of a session; without a key, the page asks for it. @default the embedded one */
  readonly endpoint?: InitialEndpoint | undefined
  /** The identity that lists the endpoints of a workspace. @default `DefaultAzureCredential` of `@azure/identity` */
  readonly credential?: TokenCredential | undefined
  /** The files of the page, by path. @default those that were built with this package */
  readonly page?: ReadonlyMap<string, PageFile> | undefined
}

/** Starts the playground with an embedded endpoint. */
export async function startPlayground(options: PlaygroundOptions): Promise<RunningPlayground> {
  const { port, host = '127.0.0.1', endpoint } = options
  const [page, embedded] = await Promise.all([options.page ?? readPage(), EmbeddedEndpoint.start()])
  const name = crypto.randomUUID().slice(0, 8)
  const server = createServer({
    keepAliveTimeout: 60_000,
    headersTimeout: receiveTimeoutMs,
    requestTimeout: receiveTimeoutMs,
  })
  const credential = (): Promise<TokenCredential> => credentialOf(server, options)
  const app = playgroundApp({ page, embedded, name, endpoint, credential })
  // Node reads the rest of a request that was answered early; Hono would close the connection half a second later, and a client
  // that is still sending would lose the answer.
  guardLoopback(server, getRequestListener(app.fetch, { autoCleanupIncoming: false }))
  try {
    await listen(server, host, port)
  } catch (error) {
    await embedded.close()
    throw error
  }
  const shown = host.includes(':') ? `[${host}]` : host
  const url = `http://${shown}:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await Promise.all([embedded.close(), new Promise((done) => server.close(done))])
  }
  return { url, loopback: isBoundToLoopback(server), close }
}

/** Returns the identity of this machine, which only this machine may use. */
async function credentialOf(server: Server, { credential }: PlaygroundOptions): Promise<TokenCredential> {
  if (!isBoundToLoopback(server)) {
    throw new ConfigurationError(
      'The playground is open to the network, so it does not use the Azure identity of its machine. Start it without --host to choose from a workspace.',
    )
  }
  if (credential) return credential
  const { machineCredential } = await import('./workspace/workspace.ts')
  return machineCredential()
}

/** Another program listens on the port. */
class PortInUseError extends Error {
  override readonly name: string = 'PortInUseError'

  constructor(port: number) {
    super(`Port ${port} is in use. Pass another port; --port 0 uses a free one.`)
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? new PortInUseError(port) : new Error(cause.message, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

/** Milliseconds to receive a request. */
const receiveTimeoutMs = 60_000
