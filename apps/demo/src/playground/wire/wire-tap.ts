import type {
  ChatStreamReader,
  ContentCodec,
  ContentFormatterBase,
  EndpointHooks,
  EndpointOptions,
} from '@azureml-endpoints/core'
import type { WireEvent } from '../../contract/playground-contract.ts'
import { EventSplitter } from './event-splitter.ts'
import { hideQuery } from '../../redaction/redact-url.ts'

/** Everything that a client can be given to let somebody watch its traffic. */
export type Tapped = EndpointHooks & Required<Pick<EndpointOptions, 'fetch' | 'contentFormatter'>>

/** What happened, before it is said when. */
export type UnstampedWireEvent = WireEvent extends infer Event
  ? Event extends WireEvent
    ? Omit<Event, 'at'>
    : never
  : never

/** Makes the observers of one call: hooks for what is sent, `fetch` for what arrives, a formatter for what it is read as. */
export function tapWire(formatter: ContentFormatterBase, tell: (event: UnstampedWireEvent) => void): Tapped {
  return {
    onRequest: ({ url, headers, body }) =>
      tell({ kind: 'request', url: hideQuery(url), headers: Object.fromEntries(headers), body }),
    onResponse: ({ status, headers }) => tell({ kind: 'response', status, headers: Object.fromEntries(headers) }),
    onRetry: ({ attempt, delayMs, error }) => tell({ kind: 'retry', attempt, delayMs, message: error.message }),
    fetch: async (input, init) => tapResponse(await fetch(input, init), tell),
    contentFormatter: tapFormatter(formatter, tell),
  }
}

/** Reports a body as it arrives: event by event where it has events, else whole. */
function tapResponse(response: Response, tell: (event: UnstampedWireEvent) => void): Response {
  if (!response.body) return response
  const decoder = new TextDecoder()
  const events = new EventSplitter((text) => tell({ kind: 'received', text }))
  const watcher = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      controller.enqueue(bytes)
      events.add(decoder.decode(bytes, { stream: true }))
    },
    flush() {
      events.end()
    },
  })
  const { status, statusText, headers } = response
  return new Response(response.body.pipeThrough(watcher), { status, statusText, headers })
}

/** Makes a formatter that is the given one in all but its codecs, which tell what they make of an answer. */
function tapFormatter(
  formatter: ContentFormatterBase,
  tell: (event: UnstampedWireEvent) => void,
): ContentFormatterBase {
  const codecs = Object.entries(formatter.codecs).map(([apiType, codec]) => [apiType, tapCodec(codec, tell)])
  return Object.create(formatter, { codecs: { value: Object.fromEntries(codecs) } }) as ContentFormatterBase
}

function tapCodec(codec: ContentCodec, tell: (event: UnstampedWireEvent) => void): ContentCodec {
  return {
    formatRequest: (request, context) => codec.formatRequest(request, context),
    parseResponse: (body, sent) => {
      const result = codec.parseResponse(body, sent)
      tell({ kind: 'read', method: 'parseResponse', result })
      return result
    },
    ...(codec.openStream && { openStream: (sent: unknown) => tapReader(codec.openStream!(sent), tell) }),
  }
}

function tapReader(read: ChatStreamReader, tell: (event: UnstampedWireEvent) => void): ChatStreamReader {
  return (event) => {
    const result = read(event)
    if (result !== undefined) tell({ kind: 'read', method: 'openStream', result })
    return result
  }
}
