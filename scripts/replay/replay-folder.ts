import { createHash } from 'node:crypto'
import type { Formatters } from './families/formatters.ts'
import type { Exchange } from './recordings/exchange.ts'
import { readFolder } from './recordings/read-folder.ts'
import { replayExchange, type Replayed, skippedResponse } from './replay-exchange.ts'

/** The outcome of one recorded response. */
export interface Result extends Replayed {
  readonly project: string
  readonly name: string
}

/** Replays all responses below a folder, one after the other. */
export async function* replayFolder(folder: string, formatters: Formatters): AsyncGenerator<Result, void, undefined> {
  const seen = new Set<string>()
  for (const recorded of readFolder(folder)) {
    const { project, name } = recorded
    yield { project, name, ...(await replayed(recorded)) }
  }

  async function replayed(recorded: Exchange | { readonly why: string }): Promise<Replayed> {
    if ('why' in recorded) return skippedResponse(recorded.why)
    const hash = hashOf(recorded)
    if (seen.has(hash)) return skippedResponse('the same response as before')
    seen.add(hash)
    const { request } = recorded
    const isKnown = request === undefined || seen.has(request)
    if (request !== undefined) seen.add(request)
    return replayExchange(isKnown ? { ...recorded, request: undefined } : recorded, formatters)
  }
}

function hashOf({ status, body }: Exchange): string {
  return createHash('sha256').update(`${status} ${body}`).digest('base64')
}
