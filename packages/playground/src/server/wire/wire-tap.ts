import type {
  ChatStreamReader,
  ContentCodec,
  ContentFormatterBase,
  EndpointHooks,
  EndpointOptions,
} from '@azureml-endpoints/core'
import type { WireEvent } from '../../contract/playground-contract.ts'
import { EventSplitter } from './event-splitter.ts'
import { redactUrl } from '../../redaction/redact-url.ts'

/** The client options that observe its traffic. */
export type WireObservers = EndpointHooks & Required<Pick<EndpointOptions, 'fetch' | 'contentFormatter'>>

/** A wire event without its time. */
export type UntimedWireEvent = WireEvent extends infer Event
  ? Event extends WireEvent
    ? Omit<Event, 'at'>
    : never
  : never

/** Makes the observers of one call: hooks for requests, `fetch` for raw responses, a formatter for parsed responses. */
export function observeWire(formatter: ContentFormatterBase, emit: (event: UntimedWireEvent) => void): WireObservers {
  return {
    onRequest: ({ url, headers, body }) =>
      emit({ kind: 'request', url: redactUrl(url), headers: Object.fromEntries(headers), body }),
    onResponse: ({ status, headers }) => emit({ kind: 'response', status, headers: Object.fromEntries(headers) }),
    onRetry: ({ attempt, delayMs, error }) => emit({ kind: 'retry', attempt, delayMs, message: error.message }),
    fetch: async (input, init) => observeResponse(await fetch(input, init), emit),
    contentFormatter: observeFormatter(formatter, emit),
  }
}

/** Reports a body as it arrives: event by event if it has events, else as a whole. */
function observeResponse(response: Response, emit: (event: UntimedWireEvent) => void): Response {
  if (!response.body) return response
  const decoder = new TextDecoder()
  const events = new EventSplitter((text) => emit({ kind: 'received', text }))
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

/** Wraps a formatter so that its codecs report what they parse. */
function observeFormatter(
  formatter: ContentFormatterBase,
  emit: (event: UntimedWireEvent) => void,
): ContentFormatterBase {
  const codecs = Object.entries(formatter.codecs).map(([apiType, codec]) => [apiType, observeCodec(codec, emit)])
  return Object.create(formatter, { codecs: { value: Object.fromEntries(codecs) } }) as ContentFormatterBase
}

function observeCodec(codec: ContentCodec, emit: (event: UntimedWireEvent) => void): ContentCodec {
  return {
    formatRequest: (request, context) => codec.formatRequest(request, context),
    parseResponse: (body, sent) => {
      const result = codec.parseResponse(body, sent)
      emit({ kind: 'parsed', method: 'parseResponse', result })
      return result
    },
    ...(codec.openStream && { openStream: (sent: unknown) => observeReader(codec.openStream!(sent), emit) }),
  }
}

function observeReader(read: ChatStreamReader, emit: (event: UntimedWireEvent) => void): ChatStreamReader {
  return (event) => {
    const result = read(event)
    if (result !== undefined) emit({ kind: 'parsed', method: 'openStream', result })
    return result
  }
}
