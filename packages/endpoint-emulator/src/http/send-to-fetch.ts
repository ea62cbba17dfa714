import { type EmulatorResponse, type BodyStep, type BodySteps, isStepped } from './response.ts'

/** Makes a `Response` for callers without a socket; rejects as `fetch` does if the response is a reset. */
export async function sendToFetch(response: EmulatorResponse, signal: AbortSignal): Promise<Response> {
  if (response.delayMs) await wait(response.delayMs, signal)
  if (response.dropped) throw connectionReset()
  const bodyless = response.status === 204 || response.status === 205 || response.status === 304
  const body = bodyless ? null : isStepped(response.body) ? streamSteps(response.body, signal) : toBytes(response.body)
  return new Response(body, { status: response.status, headers: response.headers })
}

function streamSteps(steps: BodySteps, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = iterate(steps)
  return new ReadableStream(
    {
      start: (controller) => {
        signal.addEventListener('abort', () => controller.error(signal.reason), { once: true })
      },
      pull: async (controller) => {
        const bytes = await nextBytes(iterator, signal)
        if (bytes) controller.enqueue(bytes)
        else controller.close()
      },
      cancel: async () => {
        await iterator.return?.(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function nextBytes(
  iterator: AsyncIterator<BodyStep>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (;;) {
    const { done, value: step } = await iterator.next()
    if (done) return undefined
    if (typeof step === 'string' || step instanceof Uint8Array) {
      if (step.length > 0) return toBytes(step)
    } else if ('delayMs' in step) await wait(step.delayMs, signal)
    else if ('reset' in step) throw connectionReset()
    else await wait(undefined, signal)
  }
}

async function* iterate(steps: BodySteps): AsyncGenerator<BodyStep, undefined> {
  yield* steps
  return undefined
}

function toBytes(value: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value)
}

/** Waits for a time, or until aborted if there is none. */
function wait(delayMs: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = delayMs === undefined ? undefined : setTimeout(finish, delayMs)
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    signal.addEventListener('abort', finish, { once: true })
    if (signal.aborted) finish()
  })
}

function connectionReset(): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
}
