import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ChatRequest } from '../messages/chat-request.ts'
import {
  type ChatStreamReader,
  type ContentCodec,
  ContentFormatterBase,
  type ParsedChatChunk,
  type ParsedChatResponse,
} from './formatter.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Returns a formatter that changes each chat request before the given formatter gets it. `map` is pure and returns a new
 * request, as in `(request) => ({ ...request, temperature: 0 })`.
 */
export function mapRequest(
  formatter: ContentFormatterBase,
  map: (request: ChatRequest, context: RequestContext) => ChatRequest,
): ContentFormatterBase {
  return withRequests(formatter, (codec) => (request, context) => codec.formatRequest(map(request, context), context))
}

/**
 * Returns a formatter that changes each chat body of the given formatter, for hosts that need other names, more fields or fewer.
 * `map` is pure and returns a new body, as in `({ stop, ...body }) => ({ ...body, stop_sequences: stop })`.
 */
export function mapBody(
  formatter: ContentFormatterBase,
  map: (body: unknown, context: RequestContext) => unknown,
): ContentFormatterBase {
  return withRequests(formatter, (codec) => (request, context) => map(codec.formatRequest(request, context), context))
}

/**
 * Returns a formatter that changes each answer after the given formatter has parsed it. A change to a whole answer may not
 * apply to its chunks, so without `openMap` the new formatter does not stream: `stream()` yields its answer as one chunk.
 */
export function mapResponse(
  formatter: ContentFormatterBase,
  map: (response: ParsedChatResponse) => ParsedChatResponse,
  openMap?: () => ChatChunkMap,
): ContentFormatterBase {
  return withCodecs(formatter, (codec) => ({
    formatRequest: (request, context) => codec.formatRequest(request, context),
    parseResponse: (body, sent) => map(codec.parseResponse(body, sent)),
    ...(codec.openStream && openMap && { openStream: (sent: unknown) => mapped(openedStream(codec, sent), openMap()) }),
  }))
}

/**
 * Changes the chunks of one stream. `isEnd` is true on the last call, whose chunk is often `undefined`: return there what you
 * held back.
 */
export type ChatChunkMap = (chunk: ParsedChatChunk | undefined, isEnd: boolean) => ParsedChatChunk | undefined

function mapped(read: ChatStreamReader, map: ChatChunkMap): ChatStreamReader {
  return (event) => {
    const chunk = read(event)
    return chunk === undefined && event !== undefined ? undefined : map(chunk, event === undefined)
  }
}

function openedStream(codec: ContentCodec, sent: unknown): ChatStreamReader {
  const reader = codec.openStream?.(sent)
  if (reader === undefined) throw new Error('openStream returned no reader')
  return reader
}

function withRequests(
  formatter: ContentFormatterBase,
  change: (codec: ContentCodec) => ContentCodec['formatRequest'],
): ContentFormatterBase {
  return withCodecs(formatter, (codec) => ({
    formatRequest: change(codec),
    parseResponse: (body, sent) => codec.parseResponse(body, sent),
    ...(codec.openStream && { openStream: (sent: unknown) => openedStream(codec, sent) }),
  }))
}

function withCodecs(
  formatter: ContentFormatterBase,
  change: (codec: ContentCodec) => ContentCodec,
): ContentFormatterBase {
  const codecs: Partial<Record<AzureMLEndpointApiType, ContentCodec>> = {}
  for (const [apiType, codec] of Object.entries(formatter.codecs) as [AzureMLEndpointApiType, ContentCodec][]) {
    codecs[apiType] = change(codec)
  }
  return new ComposedFormatter(formatter, codecs)
}

class ComposedFormatter extends ContentFormatterBase {
  override readonly name: string
  override readonly codecs: ContentFormatterBase['codecs']
  override readonly embeddingCodecs: ContentFormatterBase['embeddingCodecs']
  override readonly rerankCodecs: ContentFormatterBase['rerankCodecs']
  override readonly headers: ContentFormatterBase['headers']
  override readonly servedAtRoot: ContentFormatterBase['servedAtRoot']

  constructor(formatter: ContentFormatterBase, codecs: ContentFormatterBase['codecs']) {
    super()
    this.name = formatter.name
    this.codecs = codecs
    this.embeddingCodecs = formatter.embeddingCodecs
    this.rerankCodecs = formatter.rerankCodecs
    this.headers = formatter.headers
    this.servedAtRoot = formatter.servedAtRoot
  }
}
