import type {
  ChatStreamReader,
  ContentCodec,
  ContentFormatterBase,
  EndpointHooks,
  EndpointOptions,
} from '@azureml-endpoints/core'
import type { ApiType, WireEvent } from '../../contract/playground-contract.ts'
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
export function observeWire(formatter: ContentFormatterBase, emit: Emit): WireObservers {
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
function observeResponse(response: Response, emit: Emit): Response {
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

type Emit = (event: UntimedWireEvent) => void

/** Wraps a formatter so that its codecs report what they parse. */
function observeFormatter(formatter: ContentFormatterBase, emit: Emit): ContentFormatterBase {
  const { codecs, embeddingCodecs, rerankCodecs } = formatter
  const observed = {
    codecs: observeEach(codecs, (codec) => observeCodec(codec, emit)),
    ...(embeddingCodecs && { embeddingCodecs: observeEach(embeddingCodecs, (codec) => observeParser(codec, emit)) }),
    ...(rerankCodecs && { rerankCodecs: observeEach(rerankCodecs, (codec) => observeParser(codec, emit)) }),
  }
  const properties = Object.entries(observed).map(([name, value]) => [name, { value }])
  return Object.create(formatter, Object.fromEntries(properties)) as ContentFormatterBase
}

function observeEach<Codec>(
  codecs: Readonly<Partial<Record<ApiType, Codec>>>,
  observe: (codec: Codec) => Codec,
): Partial<Record<ApiType, Codec>> {
  return Object.fromEntries(Object.entries(codecs).map(([apiType, codec]) => [apiType, observe(codec)]))
}

function observeCodec(codec: ContentCodec, emit: Emit): ContentCodec {
  return {
    ...observeParser(codec, emit),
    ...(codec.openStream && { openStream: (sent: unknown) => observeReader(codec.openStream!(sent), emit) }),
  }
}

/** Reports what a codec parses from whole responses. */
function observeParser<Codec extends { parseResponse: (body: unknown, sent: unknown) => unknown }>(
  codec: Codec,
  emit: Emit,
): Codec {
  return {
    ...codec,
    parseResponse: (body: unknown, sent: unknown) => {
      const result = codec.parseResponse(body, sent)
      emit({ kind: 'parsed', method: 'parseResponse', result })
      return result
    },
  }
}

function observeReader(read: ChatStreamReader, emit: Emit): ChatStreamReader {
  return (event) => {
    const result = read(event)
    if (result !== undefined) emit({ kind: 'parsed', method: 'openStream', result })
    return result
  }
}
