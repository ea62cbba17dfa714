import { vi } from 'vitest'
import { renderEvents } from '../src/server/rendered-answer.ts'
import type { Scenario } from '../src/server/scenario.ts'

/** Stubs `fetch` to respond to every request with a scenario, in reads of 1 KiB, without a network. */
export function answerLocally(scenario: Scenario): void {
  const bytes = Buffer.concat(renderEvents(scenario))
  vi.stubGlobal('fetch', async () => {
    let place = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (place >= bytes.length) return controller.close()
        controller.enqueue(new Uint8Array(bytes.subarray(place, (place += 1_024))))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })
}
