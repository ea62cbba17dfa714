import type { ChatRequest, ChatResponse } from './chat.ts'
import { AzureMLError, ConfigurationError, EndpointError, FormatError } from './errors.ts'
import type {
  ChatStreamReader,
  ParsedChatChunk,
  ParsedChatResponse,
  ParsedToolCall,
  RequestContext,
} from './formatter.ts'
import type { Settings } from './settings.ts'
import { isComplete, settleToolCalls, type ToolCallIds } from './tool-calls.ts'
import { settleReason } from './answer-stream.ts'

type Method = FormatError['method']

/** Asks the formatter for a body and writes it as JSON. */
export function formatBody(
  settings: Settings,
  request: ChatRequest,
  context: RequestContext,
): { body: unknown; json: string } {
  const body = guard(settings, 'formatRequest', request, () => settings.codec.formatRequest(request, context))
  if (body === undefined || body === null || typeof body === 'function') {
    throw fault(settings, 'formatRequest', request, `gave ${String(body)} instead of a body`)
  }
  let json: string | undefined
  try {
    json = JSON.stringify(body)
  } catch (cause) {
    if (!isJsonable(request.modelKwargs) || !isJsonable(request.tools) || !isJsonable(request.responseFormat)) {
      throw new ConfigurationError(
        'The request holds something that JSON cannot carry (a bigint, or an object that contains itself).',
        {
          setting: 'modelKwargs',
          cause,
        },
      )
    }
    throw fault(settings, 'formatRequest', request, 'gave a body that cannot be written as JSON', cause)
  }
  if (json === undefined) throw fault(settings, 'formatRequest', request, 'gave a body that cannot be written as JSON')
  return { body, json }
}

/** Has the formatter read a whole answer, and settles what it read. */
export function parseBody(
  settings: Settings,
  body: unknown,
  ids: ToolCallIds,
): Omit<ChatResponse, 'raw' | 'headers' | 'request'> {
  const parsed: ParsedChatResponse = guard(settings, 'parseResponse', body, () => settings.codec.parseResponse(body))
  const wrong = isObject(parsed) ? wrongField(parsed, true) : `gave ${parsed === null ? 'null' : typeof parsed}`
  if (wrong !== undefined) throw fault(settings, 'parseResponse', body, wrong)
  const reason = parsed.finishReason ?? 'stop'
  const cut = reason === 'length' || reason === 'error'
  const calls = settleToolCalls(parsed.toolCalls, ids)
  const complete = !cut && calls.length > 0 && calls.every((call) => isComplete(call.arguments))
  return {
    text: parsed.text,
    ...(parsed.reasoning ? { reasoning: parsed.reasoning } : undefined),
    toolCalls: calls,
    finishReason: settleReason(reason, complete),
    ...(parsed.rawFinishReason !== undefined ? { rawFinishReason: parsed.rawFinishReason } : undefined),
    ...(parsed.usage !== undefined ? { usage: parsed.usage } : undefined),
    ...(parsed.id ? { id: parsed.id } : undefined),
    ...(parsed.model ? { model: parsed.model } : undefined),
  }
}

/** Has the formatter open a stream; its reader's faults come out as `FormatError`s too. */
export function openReader(settings: Settings): ChatStreamReader {
  const reader: unknown = guard(settings, 'openStream', undefined, () => settings.codec.openStream?.())
  if (typeof reader !== 'function')
    throw fault(settings, 'openStream', undefined, `gave ${typeof reader} instead of a reader`)
  return (event) => {
    let parsed: ParsedChatChunk | undefined
    try {
      parsed = (reader as ChatStreamReader)(event)
    } catch (error) {
      throw wrapped(settings, 'openStream', event, error)
    }
    // A cheap look at what nearly every chunk is; the full one is for the rest.
    if (parsed === undefined || parsed === null) return undefined
    const wrong = isObject(parsed) ? wrongField(parsed, false) : `gave ${typeof parsed} instead of a chunk`
    if (wrong !== undefined) throw fault(settings, 'openStream', event, wrong)
    return parsed
  }
}

function guard<T>(settings: Settings, method: Method, payload: unknown, work: () => T): T {
  let result: T
  try {
    result = work()
  } catch (error) {
    throw wrapped(settings, method, payload, error)
  }
  if (isObject(result) && 'then' in result && typeof result.then === 'function') {
    // Its failure, if it fails, is not the one to report.
    ;(result as Partial<Promise<unknown>>).catch?.(() => {})
    throw fault(settings, method, payload, 'gave a promise; formatters are synchronous')
  }
  return result
}

function wrapped(settings: Settings, method: Method, payload: unknown, error: unknown): AzureMLError {
  if (error instanceof AzureMLError) return error
  return fault(settings, method, payload, `threw: ${error instanceof Error ? error.message : String(error)}`, error)
}

function fault(
  { formatter, apiType }: Settings,
  method: Method,
  payload: unknown,
  what: string,
  cause?: unknown,
): FormatError {
  const remedy =
    method === 'formatRequest'
      ? ''
      : ' If the answer is the right one for this deployment, another `contentFormatter` is needed; it is kept as `payload`.'
  return new FormatError(
    `\`${method}\` of formatter "${formatter.name}" (${apiType}) ${what.replace(/[.\s]+$/, '')}.${remedy}`,
    {
      formatter: formatter.name,
      apiType,
      method,
      payload,
      cause,
    },
  )
}

/** Says which field has a wrong type, if one has. */
function wrongField(parsed: ParsedChatResponse | ParsedChatChunk, whole: boolean): string | undefined {
  const { text, toolCalls } = parsed
  if (typeof text !== 'string' && (whole || text !== undefined)) return `gave ${typeof text} as \`text\`, not a string`
  if (!isOptionalText(parsed.reasoning)) return 'gave a `reasoning` that is no string'
  if (!isOptionalText(parsed.finishReason)) return 'gave a `finishReason` that is no string'
  if (parsed.usage !== undefined && !isObject(parsed.usage)) return 'gave a `usage` that is no object'
  if (toolCalls === undefined) return undefined
  if (!Array.isArray(toolCalls)) return 'gave `toolCalls` that are no list'
  for (const call of toolCalls) {
    if (!isObject(call)) return 'gave a tool call that is no object'
    const { name, arguments: json } = call as Partial<ParsedToolCall>
    if (typeof name !== 'string' && (whole || name !== undefined)) return 'gave a tool call without a name'
    if (typeof json !== 'string' && (whole || json !== undefined)) {
      return 'gave tool-call `arguments` that are no JSON text'
    }
  }
  return undefined
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function isJsonable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Adds what only the client knows to an error that a codec threw for an answer under a success status. */
export function completeError(
  error: unknown,
  facts: Partial<Pick<EndpointError, 'status' | 'headers' | 'body' | 'request'>>,
): unknown {
  if (!(error instanceof EndpointError)) return error
  for (const [name, value] of Object.entries(facts)) {
    if (error[name as keyof typeof facts] === undefined) Object.assign(error, { [name]: value })
  }
  return error
}
