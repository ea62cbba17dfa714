import { AzureMLEndpointClient, type ChatRequest, type ContentFormatterBase } from '../../../packages/core/src/index.ts'
import { apiTypeOf } from '../families/formatters.ts'
import type { Cut } from './cuts.ts'

/** A recorded response, and the client of ours that is to read it. */
export interface Played {
  readonly formatter: ContentFormatterBase
  readonly url: string
  readonly status: number
  readonly body: string
  /** The media type of a stream; absent for a whole body. */
  readonly stream?: string | undefined
}

/** Creates a client whose endpoint answers with the recorded response, in the pieces that the cut makes. */
export function clientFor({ formatter, url, status, body, stream }: Played, cut: Cut): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: url,
    endpointApiType: apiTypeOf(url),
    endpointApiKey: 'replayed-endpoint-key',
    deploymentName: 'replayed',
    contentFormatter: formatter,
    maxRetries: 0,
    fetch: async () => {
      const headers = { 'content-type': stream ?? 'application/json' }
      return new Response(streamOf(cut(new TextEncoder().encode(body))), { status, headers })
    },
  })
}

/** A request that every formatter can write, and whose text no recorded answer repeats. */
export const request: ChatRequest = {
  messages: [{ role: 'user', content: '(replayed)' }],
  maxTokens: 1000,
}

function streamOf(pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[position++]
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
  })
}
