import { type CallOptions, chatCall } from './call.ts'
import type { ChatChunk, ChatRequest } from './chat.ts'
import { openReader, parseChat } from './codec.ts'
import { Exit } from './deadline.ts'
import { openAnswer } from './exchange.ts'
import { codecOf, type Settings } from './settings.ts'
import { StreamReading } from './stream-reading.ts'
import { ToolCallIds } from './tool-calls.ts'
import { asChunk, wholeAnswer } from './whole-answer.ts'

/** Pieces of an answer, all of one network read at a time. */
export type Batches = AsyncGenerator<readonly ChatChunk[], void, undefined>

/** Sends a call and gives its answer as it comes. Leaving closes the connection at once, also while a read is pending. */
export function streamAnswer(settings: Settings, request: ChatRequest, options: CallOptions): Batches {
  const exit = new Exit()
  const batches = open(settings, request, { ...options, exit })
  const end = batches.return.bind(batches)
  return Object.assign(batches, {
    return(value: void | PromiseLike<void>) {
      exit.leave()
      return end(value)
    },
  })
}

type Options = CallOptions & { readonly exit: Exit }

async function* open(settings: Settings, request: ChatRequest, options: Options): Batches {
  const ids = new ToolCallIds(request)
  try {
    if (codecOf(settings).openStream === undefined) {
      const call = chatCall(settings, request, options, 'whole')
      yield [asChunk(await wholeAnswer(call, (body, sent) => parseChat(settings, { body, sent }, ids)))]
      return
    }
    const call = chatCall(settings, request, options, 'stream')
    const reader = openReader(settings, call.request.body)
    const stream = new StreamReading(call, await openAnswer(call), reader, ids)
    try {
      for (let batch = await stream.next(); batch !== undefined; batch = await stream.next()) yield batch
    } finally {
      stream.close()
    }
  } catch (error) {
    if (!options.exit.left) throw error
  }
}
