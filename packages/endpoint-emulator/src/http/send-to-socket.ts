import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, type BodySteps, isStepped } from './response.ts'

/** Sends an answer over a socket with its pauses, stalls and resets; resolves when the socket is done with it. */
export async function deliverToSocket(answer: Answer, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  try {
    if (answer.delayMs) await pause(answer.delayMs, undefined, { signal })
    if (answer.dropped) return resetConnection(outgoing)
    if (outgoing.destroyed) return
    if (isStepped(answer.body)) {
      outgoing.writeHead(answer.status, answer.headers)
      await sendSteps(answer.body, outgoing, signal)
    } else {
      outgoing.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body), ...answer.headers })
      outgoing.end(answer.body)
    }
  } catch (error) {
    if (signal.aborted) return
    if (!outgoing.headersSent) throw error
    resetConnection(outgoing)
  }
}

async function sendSteps(steps: BodySteps, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  let flushed = false
  const flushOnce = (): void => {
    if (!flushed) outgoing.flushHeaders()
    flushed = true
  }
  for await (const step of steps) {
    if (outgoing.destroyed) return
    if (typeof step === 'string' || step instanceof Uint8Array) {
      if (step.length > 0 && !outgoing.write(step)) await once(outgoing, 'drain', { signal })
    } else if ('delayMs' in step) {
      flushOnce()
      await waitFor(step.delayMs, signal)
    } else if ('reset' in step) {
      flushOnce()
      await pause(flushMs, undefined, { signal })
      return resetConnection(outgoing)
    } else {
      flushOnce()
      return
    }
  }
  outgoing.end()
}

/** A short pause is not worth a listener on the signal: whoever waits looks at the socket afterwards. */
function waitFor(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs > 1_000) return pause(delayMs, undefined, { signal })
  return new Promise((resolve) => void (delayMs > 0 ? setTimeout(resolve, delayMs) : setImmediate(resolve)))
}

function resetConnection(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy()
}

/** What was written must have left before a reset, or the kernel throws it away. */
const flushMs = 5
