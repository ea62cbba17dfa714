import { ConfigurationError, type TokenCredential } from '@azureml-endpoints/core'
import { type RunningServer, startServer } from '@azureml-endpoints/endpoint-emulator'
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
  const [page, embedded] = await Promise.all([options.page ?? readPage(), EmbeddedEndpoint.start()])
  const name = crypto.randomUUID().slice(0, 8)
  const credential = (): Promise<TokenCredential> => credentialOf(server, options)
  const app = playgroundApp({ page, embedded, name, endpoint: options.endpoint, credential })
  // Node reads the rest of a request that was answered early; Hono would close the connection half a second later, and a client
  // that is still sending would lose the answer.
  const listener = getRequestListener(app.fetch, { autoCleanupIncoming: false })
  const server = await startServer(listener, options).catch(async (error: unknown) => {
    await embedded.close()
    throw error
  })
  const close = async (): Promise<void> => void (await Promise.all([embedded.close(), server.close()]))
  return { ...server, close }
}

/** Returns the identity of this machine, which only this machine may use. */
async function credentialOf({ loopback }: RunningServer, { credential }: PlaygroundOptions): Promise<TokenCredential> {
  if (!loopback) {
    throw new ConfigurationError(
      'The playground is open to the network, so it does not use the Azure identity of its machine. Start it without --host to choose from a workspace.',
    )
  }
  if (credential) return credential
  const { machineCredential } = await import('./workspace/workspace.ts')
  return machineCredential()
}
