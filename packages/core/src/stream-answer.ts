import { type CallOptions, chatCall } from './call.ts'
import type { ChatChunk, ChatRequest } from './chat.ts'
import { openReader, parseChat } from './codec.ts'
import { EndpointError } from './errors.ts'
import { openAnswer } from './exchange.ts'
import { codecOf, type Settings } from './settings.ts'
import { StreamReading } from './stream-reading.ts'
import { ToolCallIds } from './tool-calls.ts'
import { asChunk, located, wholeAnswer } from './whole-answer.ts'

/** Pieces of an answer, all of one network read at a time. */
export type Batches = AsyncGenerator<readonly ChatChunk[], void, undefined>

/** Sends a call and gives its answer as it comes. Leaving closes the connection at once, also while a read is pending. */
export function streamAnswer(settings: Settings, request: ChatRequest, options: CallOptions): Batches {
  const stop = new AbortController()
  const batches = stoppable(settings, request, options, stop)
  const end = batches.return.bind(batches)
  return Object.assign(batches, {
    return(value: void | PromiseLike<void>) {
      stop.abort(left)
      return end(value)
    },
  })
}

/** The reason of a caller who leaves. */
const left = Symbol('left')

/** Ends by the caller's signal, or by `stop`. */
async function* stoppable(
  settings: Settings,
  request: ChatRequest,
  options: CallOptions,
  stop: AbortController,
): Batches {
  const { signal } = options
  const stopToo = (): void => stop.abort(signal?.reason)
  signal?.addEventListener('abort', stopToo)
  if (signal?.aborted) stopToo()
  try {
    yield* read(settings, request, { ...options, signal: stop.signal })
  } catch (error) {
    if (stop.signal.reason !== left) throw error
  } finally {
    signal?.removeEventListener('abort', stopToo)
  }
}

async function* read(
  settings: Settings,
  request: ChatRequest,
  options: CallOptions & { signal: AbortSignal },
): Batches {
  const ids = new ToolCallIds(request)
  if (codecOf(settings).openStream === undefined) {
    const call = chatCall(settings, request, options, 'whole')
    yield [asChunk(await wholeAnswer(call, (body, sent) => parseChat(settings, { body, sent }, ids)))]
    return
  }
  const call = chatCall(settings, request, options, 'stream')
  const reader = openReader(settings, call.request.body)
  const answer = await openAnswer(call)
  const { body } = answer
  const stream = new StreamReading(call, answer, reader, ids)
  let inHand = false
  try {
    for (let bytes = await body.read(); bytes !== undefined && !stream.done; bytes = await body.read()) {
      stream.feed(bytes)
      const batch = stream.take()
      inHand = true
      if (batch.length > 0) yield batch
      inHand = false
      if (stream.done) break
    }
    // Read to its end, a connection serves the next call.
    if (stream.done) await body.drain()
    yield stream.end()
  } catch (error) {
    // What the caller throws in, or has ended, is the caller's own.
    if (inHand || options.signal.aborted) throw error
    if (stream.finished && isLoss(error)) {
      yield stream.end()
      return
    }
    const rest = stream.abandon()
    if (rest.length > 0) yield rest
    throw located(error, answer, call)
  } finally {
    body.close()
  }
}

/** A connection that was lost, or went silent, after the model had said why it stopped took nothing from the answer. */
function isLoss(error: unknown): boolean {
  return error instanceof EndpointError && error.status === undefined
}
