import { type EmulatorResponse, jsonResponse } from '../http/response.ts'
import { foundationRoutes } from '../openai-format/chat-dialect.ts'
import { parseChatRequest, parseTextRequest } from '../openai-format/chat-request.ts'
import { embedAll } from '../engine/embedding.ts'
import { type EngineRequest, type EngineResult, collect } from '../engine/engine.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { type JsonObject, asList } from '../json/json-value.ts'
import { hasUpstream } from './has-upstream.ts'
import { requestDefaults } from './request-defaults.ts'
import { rejectLongList } from '../failures/failure.ts'
import { filtersPrompt } from './content-filter.ts'
import { runModel } from './run-model.ts'
import { type ScoreBody, parseScoreBody } from './score-body.ts'
import { renderMessage } from '../openai-format/completion-renderer.ts'

/** How an image handles `/score`. */
export interface ScoreStyle {
  /** `{output}` alone, or with message, finish reason, usage, model and id. */
  readonly envelope: 'output' | 'rich'
  /** The parameter that limits the tokens; the others are ignored. @default any of them */
  readonly limit?: 'max_tokens' | 'max_new_tokens' | undefined
  /** Whether tools and response formats are ignored. */
  readonly textOnly?: boolean | undefined
  /** A prefix for every text, as some models have it. */
  readonly prefix?: string | undefined
}

/** Makes the handler of a `/score` route: chat, text and embedding bodies; it never streams. */
export function score(style: ScoreStyle): (exchange: Exchange) => Promise<EmulatorResponse> {
  return async (exchange) => jsonResponse(200, await scoreValue(exchange, requireJson(exchange.request), style))
}

/** Answers a `/score` body; returns the value of the response. */
export async function scoreValue(exchange: Exchange, asked: unknown, style: ScoreStyle): Promise<unknown> {
  const body = parseScoreBody(asked)
  if (body.kind === 'chat') return scoreChat(exchange, body, style)
  if (body.kind === 'text') return scoreTexts(exchange, body, style)
  return embedRows(exchange, body.rows)
}

async function scoreChat(
  exchange: Exchange,
  body: ScoreBody & { kind: 'chat' },
  style: ScoreStyle,
): Promise<JsonObject> {
  const asked = { messages: body.messages, ...supportedParameters(body.parameters, style) }
  const request = parseChatRequest(asked, requestDefaults(exchange))
  if (filtersPrompt(exchange, request.messages)) return {}
  const made = await collect(await runModel(exchange, request, false))
  // A model's own words are passed on as they are.
  const prefix = hasUpstream(exchange) ? '' : (style.prefix ?? '')
  const result = { ...made, text: made.text && `${prefix}${made.text}` }
  return style.envelope === 'output' ? { output: result.text } : richEnvelope(exchange, request, result)
}

function richEnvelope(exchange: Exchange, request: EngineRequest, result: EngineResult): JsonObject {
  const { text, reasoning, toolCalls, finishReason, usage, head } = result
  const dialect = { ...foundationRoutes, nullFields: false, argumentsAs: 'text', contentBesideTools: null } as const
  const message = renderMessage(result, dialect)
  return {
    output: text === '' && toolCalls.length > 0 ? null : text,
    message,
    finish_reason: finishReason,
    usage,
    model: exchange.reply?.model ?? exchange.deployment.model.model ?? head?.model ?? request.model,
    id: head?.id ?? `chatcmpl-${exchange.number}`,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length > 0 ? { tool_calls: message['tool_calls'] } : {}),
  }
}

async function scoreTexts(exchange: Exchange, body: ScoreBody & { kind: 'text' }, style: ScoreStyle): Promise<unknown> {
  // Each prompt gets a copy of the parameters.
  rejectLongList(body.prompts, maxPrompts, ['input_data'])
  rejectLongList(Object.keys(body.parameters), maxParameters, ['parameters'])
  const texts: string[] = []
  const parameters = supportedParameters(body.parameters, style)
  for (const prompt of body.prompts) {
    const request = parseTextRequest({ ...parameters, prompt }, requestDefaults(exchange))
    const { text } = await collect(await runModel(exchange, request, false))
    texts.push(body.parameters['return_full_text'] === true ? echoPrompt(exchange, prompt, text) : text)
  }
  if (body.shape === 'strings') return texts
  if (body.shape === 'generated-text') return texts.map((text) => ({ '0': { generated_text: text } }))
  return [Object.fromEntries(texts.map((text, index) => [String(index), text]))]
}

/** Puts the prompt before its continuation. A model's own begins with whatever separates them. */
function echoPrompt(exchange: Exchange, prompt: string, text: string): string {
  return `${prompt}${hasUpstream(exchange) ? '' : ' '}${text}`
}

const maxPrompts = 2_048
const maxParameters = 256

function embedRows(exchange: Exchange, rows: readonly unknown[]): JsonObject[] {
  const size = exchange.endpoint.options.embeddingDimensions ?? 64
  const texts = rows.map((row) => asList(row).map(String).join(' ') || String(row))
  return embedAll(texts, size).map((vector) => ({ output: exchange.reply?.embedding ?? vector }))
}

function supportedParameters(parameters: JsonObject, { limit, textOnly }: ScoreStyle): JsonObject {
  const limits = limit ? ['max_tokens', 'max_completion_tokens', 'max_new_tokens'].filter((name) => name !== limit) : []
  const ignored = new Set(['stream', ...limits, ...(textOnly ? ['tools', 'tool_choice', 'response_format'] : [])])
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !ignored.has(name)))
}
