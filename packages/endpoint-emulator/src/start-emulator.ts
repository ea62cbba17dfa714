import { getRequestListener } from '@hono/node-server'
import { type EndpointEmulator, buildEmulator } from './emulator.ts'
import { type RunningServer, startServer } from './http/start-server.ts'
import type { EndpointEmulatorOptions } from './options/options.ts'

/** An emulator that listens on a port. */
export interface RunningEndpointEmulator extends EndpointEmulator, RunningServer {
  /** Closes the emulator at once, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Starts an Azure ML online endpoint on this machine; rejects if it cannot listen. It listens on loopback by default. There
 * it rejects requests whose `Host` or `Origin` is not loopback, so that no web page can reach it or the upstream behind it.
 */
export async function startEndpointEmulator(options: EndpointEmulatorOptions = {}): Promise<RunningEndpointEmulator> {
  const { emulator, app } = buildEmulator(options)
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false, autoCleanupIncoming: false })
  const server = await startServer(listener, options)
  return { ...emulator, ...server, [Symbol.asyncDispose]: () => server.close() }
}
