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
  const refused = Object.entries(others).find(([, value]) => value !== undefined)
  if (refused !== undefined) throw new ConfigurationError(`Template knows no ${refused[0]}.`, { setting: refused[0] })
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
  throw new ConfigurationError(`messages[${index}] is more than text.`, { setting: `messages[${index}]` })
}

function parseResponse(body: unknown): ParsedChatResponse {
  const { text, ...rest } = read(body)
  if (text === undefined) throw new Error('the answer has no text')
  return { text, ...rest }
}

/** Reads an answer, or a piece of one; it throws what becomes a FormatError when it is neither. */
function read(body: unknown): Partial<ParsedChatResponse> {
  const { text, stop_reason: word, usage } = body as { text?: unknown; stop_reason?: unknown; usage?: unknown }
  return {
    ...(typeof text === 'string' && { text }),
    ...(typeof word === 'string' && { finishReason: word === 'max_tokens' ? 'length' : 'stop', rawFinishReason: word }),
    ...(typeof usage === 'object' && usage !== null && { usage: readUsage(usage) }),
  }
}

/** Reads the counts that are numbers; nothing in an answer is what it should be until it has been looked at. */
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
