import {
  type ChatMessage,
  type ChatRequest,
  ConfigurationError,
  type ContentCodec,
  ContentFormatterBase,
  type ParsedChatResponse,
  type RequestContext,
  type Usage,
} from '@azureml-endpoints/core'

/** Converts Template's format on dedicated endpoints: messages and parameters in, text out, whole or streamed. */
export class TemplateContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'template'
  override readonly codecs: {
    /** Converts the body of `/score`. */
    readonly dedicated: ContentCodec
  } = {
    dedicated: {
      formatRequest,
      parseResponse,
      openStream: () => (event) => (event === undefined ? undefined : read(event)),
    },
  }
}

function formatRequest(request: ChatRequest, { stream, modelKwargs }: RequestContext): unknown {
  const { messages, temperature, topP, maxTokens, modelKwargs: ofCall, ...others } = request
  const unsupported = Object.entries(others).find(([, value]) => value !== undefined)
  if (unsupported !== undefined)
    throw new ConfigurationError(`Template does not support ${unsupported[0]}. Leave it out.`, {
      setting: unsupported[0],
    })
  const named = Object.entries({ temperature, top_p: topP, max_tokens: maxTokens })
  const set = Object.fromEntries(named.filter(([, value]) => value !== undefined))
  return {
    messages: messages.map(toWire),
    parameters: { ...modelKwargs, ...set, ...ofCall },
    ...(stream && { stream }),
  }
}

function toWire(message: ChatMessage, index: number): unknown {
  const { role, content } = message
  const isText = typeof content === 'string' && role !== 'tool' && !(role === 'assistant' && message.toolCalls?.length)
  if (isText) return { role, content }
  throw new ConfigurationError(`messages[${index}] is not plain text. Send text only.`, {
    setting: `messages[${index}]`,
  })
}

function parseResponse(body: unknown): ParsedChatResponse {
  const { text, ...rest } = read(body)
  if (text === undefined) throw new Error('the response has no text')
  return { text, ...rest }
}

/** Parses a response or an event of a stream. Whatever it throws becomes a FormatError. */
function read(body: unknown): Partial<ParsedChatResponse> {
  const { text, stop_reason: reason, usage, tool_calls: calls } = body as Readonly<Record<string, unknown>>
  // A response in another format must not become an empty answer, nor lose what this formatter cannot return.
  if (typeof text !== 'string' && typeof reason !== 'string') throw new Error('it has neither text nor stop_reason')
  if (calls !== undefined) throw new Error('it has tool_calls')
  return {
    ...(typeof text === 'string' && { text }),
    ...(typeof reason === 'string' && {
      finishReason: reason === 'max_tokens' ? 'length' : 'stop',
      rawFinishReason: reason,
    }),
    ...(typeof usage === 'object' && usage !== null && { usage: readUsage(usage) }),
  }
}

/** Parses the counts; never trust a value from a response without checking its type. */
function readUsage(usage: { input_tokens?: unknown; output_tokens?: unknown }): Usage {
  const { input_tokens: input, output_tokens: output } = usage
  return {
    ...(isCount(input) && { inputTokens: input }),
    ...(isCount(output) && { outputTokens: output }),
    raw: usage,
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
