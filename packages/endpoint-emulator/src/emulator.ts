import type { Hono } from 'hono'
import { checkFunctions, checkReply } from './options/checked-functions.ts'
import { checkFaults, checkOptions, checkReplies } from './options/option-checks.ts'
import { type EmulatorBindings, createEmulatorApp } from './server/emulator-app.ts'
import { EndpointRegistry } from './server/endpoint-registry.ts'
import type { Fault } from './script/fault.ts'
import type { EndpointEmulatorOptions } from './options/options.ts'
import type { RecordedRequest } from './http/recorded-request.ts'
import { RequestHistory } from './server/request-history.ts'
import type { Reply } from './script/reply.ts'

/** An emulator without a socket. */
export interface EndpointEmulator {
  /** A `fetch` that always calls the emulated endpoints, whatever the host in the URL. */
  readonly fetch: typeof fetch
  /** The newest requests, oldest first; `maxRecordedRequests` limits them. */
  readonly requests: readonly RecordedRequest[]
  /**
   * Adds replies after the pending ones, to the first endpoint or the named one. Throws if there is no such endpoint.
   */
  readonly reply: (replies: Reply | readonly Reply[], endpoint?: string) => void
  /** Adds faults after the pending ones, to the first endpoint or the named one. Throws if there is no such endpoint. */
  readonly fail: (faults: Fault | readonly Fault[], endpoint?: string) => void
}

/**
 * Creates an emulator whose `fetch` can be passed to any client; `startEndpointEmulator` creates one that listens on a port.
 */
export function createEndpointEmulator(options: EndpointEmulatorOptions = {}): EndpointEmulator {
  return buildEmulator(options).emulator
}

/** Makes an emulator and the HTTP application behind it. */
export function buildEmulator(options: EndpointEmulatorOptions): {
  readonly emulator: EndpointEmulator
  readonly app: Hono<{ Bindings: EmulatorBindings }>
} {
  checkOptions(options)
  const registry = new EndpointRegistry(checkFunctions(options))
  const history = new RequestHistory(options.maxRecordedRequests ?? 1_000)
  const app = createEmulatorApp(registry, options, history)
  const emulator: EndpointEmulator = {
    fetch: (input, init) => callApp(app, new Request(input, init)),
    requests: history.requests,
    reply: (replies, endpoint) => {
      const added = [replies].flat()
      checkReplies(added)
      registry.byName(endpoint).replies.add(added.map(checkReply))
    },
    fail: (faults, endpoint) => {
      const added = [faults].flat()
      checkFaults(added)
      registry.byName(endpoint).faults.add(added)
    },
  }
  return { emulator, app }
}

async function callApp(app: Hono<{ Bindings: EmulatorBindings }>, request: Request): Promise<Response> {
  request.signal.throwIfAborted()
  const aborted = new Promise<never>((_, reject) => {
    request.signal.addEventListener('abort', () => reject(request.signal.reason as Error), { once: true })
  })
  return Promise.race([app.fetch(request), aborted])
}
