import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as tick, setTimeout as pause } from 'node:timers/promises'
import { renderEvents, renderWhole } from './rendered-answer.ts'
import { parseScenario, type Scenario, toPath } from './scenario.ts'

/*
 * The server of all measurements, in its own process. It renders every body once, on the first request for it, and reads
 * requests without parsing them, so that only the client is measured.
 */

const rendered = new Map<string, readonly Buffer[]>()

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  // A write fails when the client disconnects.
  answer(request, response).catch(() => response.destroy())
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 2_048 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
process.on('disconnect', () => process.exit())

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const scenario = parseScenario(request.url ?? '')
  request.resume()
  await once(request, 'end')
  const writes = writesOf(scenario)
  if (scenario.writes === 'whole') {
    const [body] = writes
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body?.length }).end(body)
    return
  }
  const disconnected = new AbortController()
  response.once('close', () => disconnected.abort())
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const [index, bytes] of writes.entries()) {
    if (response.destroyed) return
    if (!response.write(bytes)) await once(response, 'drain', disconnected)
    await interval(scenario, index, disconnected.signal)
  }
  response.end()
}

async function interval({ writes }: Scenario, index: number, disconnected: AbortSignal): Promise<unknown> {
  if (writes === 'event') return tick()
  if (writes === 'trickle') return pause(8)
  return writes === 'hold' && index === 1 ? once(disconnected, 'abort') : undefined
}

function writesOf(scenario: Scenario): readonly Buffer[] {
  const key = toPath(scenario)
  const known = rendered.get(key)
  if (known !== undefined) return known
  const writes = render(scenario)
  rendered.set(key, writes)
  return writes
}

function render(scenario: Scenario): Buffer[] {
  if (scenario.writes === 'whole') return [renderWhole(scenario)]
  const events = renderEvents(scenario)
  if (scenario.writes !== 'bulk') return events
  const bytes = Buffer.concat(events)
  return Array.from({ length: Math.ceil(bytes.length / 32_768) }, (_, index) =>
    bytes.subarray(index * 32_768, (index + 1) * 32_768),
  )
}
