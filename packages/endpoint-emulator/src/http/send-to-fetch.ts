import { type Answer, type BodyStep, type BodySteps, isStepped } from './response.ts'

/** Makes a `Response` of an answer, for callers without a socket; fails as `fetch` fails when the answer is a reset. */
export async function deliverToFetch(answer: Answer, signal: AbortSignal): Promise<Response> {
  if (answer.delayMs) await wait(answer.delayMs, signal)
  if (answer.dropped) throw connectionReset()
  const bodyless = answer.status === 204 || answer.status === 205 || answer.status === 304
  const body = bodyless ? null : isStepped(answer.body) ? streamSteps(answer.body, signal) : toBytes(answer.body)
  return new Response(body, { status: answer.status, headers: answer.headers })
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

/** Waits, or without a time waits until aborted. */
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
