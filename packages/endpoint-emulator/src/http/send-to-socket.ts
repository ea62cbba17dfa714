import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type EmulatorResponse, type BodySteps, isStepped } from './response.ts'

/** Sends a response over a socket with its pauses, stalls and resets; resolves when everything has been written. */
export async function sendToSocket(
  response: EmulatorResponse,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (response.delayMs) await pause(response.delayMs, undefined, { signal })
    if (response.dropped === 'close') return void outgoing.socket?.end()
    if (response.dropped) return resetConnection(outgoing)
    if (outgoing.destroyed) return
    if (isStepped(response.body)) {
      outgoing.writeHead(response.status, response.headers)
      await sendSteps(response.body, outgoing, signal)
    } else {
      const bodyless = response.status === 204 || response.status === 304
      const length = bodyless ? {} : { 'content-length': Buffer.byteLength(response.body) }
      outgoing.writeHead(response.status, { ...length, ...response.headers })
      outgoing.end(response.body)
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

/** Short pauses ignore the signal: the caller checks the socket afterwards. */
function waitFor(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs > 1_000) return pause(delayMs, undefined, { signal })
  return new Promise((resolve) => void (delayMs > 0 ? setTimeout(resolve, delayMs) : setImmediate(resolve)))
}

function resetConnection(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy()
}

/** Gives the kernel time to send what was written; a reset discards it otherwise. */
const flushMs = 5
