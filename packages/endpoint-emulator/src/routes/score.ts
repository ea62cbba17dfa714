import { type Answer, jsonAnswer } from '../http/response.ts'
import { foundationRoutes } from '../openai-format/chat-dialect.ts'
import { readChatRequest, readTextRequest } from '../openai-format/chat-request.ts'
import { embedAll } from '../engine/embedding.ts'
import { type EngineRequest, type EngineResult, collect } from '../engine/engine.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { type JsonObject, asList } from '../json/json-value.ts'
import { readingContext } from './request-defaults.ts'
import { refuseLongList } from '../failures/failure.ts'
import { filtersPrompt } from './content-filter.ts'
import { runModel } from './run-model.ts'
import { type ScoreBody, readScoreBody } from './score-body.ts'
import { renderMessage } from '../openai-format/completion-renderer.ts'

/** How an image answers on `/score`. */
export interface ScoreStyle {
  /** `{output}` alone, or with message, finish reason, usage, model and id beside it. */
  readonly envelope: 'output' | 'rich'
  /** The parameter that limits the tokens; the others have no effect. @default any of them */
  readonly limit?: 'max_tokens' | 'max_new_tokens' | undefined
  /** Tools and response formats have no effect. */
  readonly textOnly?: boolean | undefined
  /** Put before every text, as some models do. */
  readonly prefix?: string | undefined
}

/** Makes the handler of a `/score` route: chat, text and embedding bodies; never a stream. */
export function score(style: ScoreStyle): (exchange: Exchange) => Promise<Answer> {
  return async (exchange) => {
    const body = readScoreBody(requireJson(exchange.request))
    if (body.kind === 'chat') return jsonAnswer(200, await scoreChat(exchange, body, style))
    if (body.kind === 'text') return jsonAnswer(200, await scoreTexts(exchange, body, style))
    return jsonAnswer(200, embedRows(exchange, body.rows))
  }
}

async function scoreChat(
  exchange: Exchange,
  body: ScoreBody & { kind: 'chat' },
  style: ScoreStyle,
): Promise<JsonObject> {
  const asked = { messages: body.messages, ...heeded(body.parameters, style) }
  const request = readChatRequest(asked, readingContext(exchange))
  if (filtersPrompt(exchange, request.messages)) return {}
  const made = await collect(await runModel(exchange, request, false))
  const result = { ...made, text: made.text && `${style.prefix ?? ''}${made.text}` }
  return style.envelope === 'output' ? { output: result.text } : richEnvelope(exchange, request, result)
}

function richEnvelope(exchange: Exchange, request: EngineRequest, result: EngineResult): JsonObject {
  const { text, reasoning, toolCalls, finishReason, usage } = result
  const dialect = { ...foundationRoutes, nullFields: false, argumentsAs: 'text', contentBesideTools: null } as const
  const message = renderMessage(result, dialect)
  return {
    output: text === '' && toolCalls.length > 0 ? null : text,
    message,
    finish_reason: finishReason,
    usage,
    model: exchange.reply?.model ?? request.model,
    id: `chatcmpl-${exchange.number}`,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length > 0 ? { tool_calls: message['tool_calls'] } : {}),
  }
}

async function scoreTexts(exchange: Exchange, body: ScoreBody & { kind: 'text' }, style: ScoreStyle): Promise<unknown> {
  // Each prompt takes a copy of the parameters.
  refuseLongList(body.prompts, mostPrompts, ['input_data'])
  refuseLongList(Object.keys(body.parameters), mostParameters, ['parameters'])
  const texts: string[] = []
  const parameters = heeded(body.parameters, style)
  for (const prompt of body.prompts) {
    const request = readTextRequest({ ...parameters, prompt }, readingContext(exchange))
    const { text } = await collect(await runModel(exchange, request, false))
    texts.push(body.parameters['return_full_text'] === true ? `${prompt} ${text}` : text)
  }
  if (body.shape === 'strings') return texts
  if (body.shape === 'generated-text') return texts.map((text) => ({ '0': { generated_text: text } }))
  return [Object.fromEntries(texts.map((text, index) => [String(index), text]))]
}

const mostPrompts = 2_048
const mostParameters = 256

function embedRows(exchange: Exchange, rows: readonly unknown[]): JsonObject[] {
  const size = exchange.endpoint.options.embeddingDimensions ?? 64
  const texts = rows.map((row) => asList(row).map(String).join(' ') || String(row))
  return embedAll(texts, size).map((vector) => ({ output: exchange.reply?.embedding ?? vector }))
}

function heeded(parameters: JsonObject, { limit, textOnly }: ScoreStyle): JsonObject {
  const limits = limit ? ['max_tokens', 'max_completion_tokens', 'max_new_tokens'].filter((name) => name !== limit) : []
  const unheeded = new Set(['stream', ...limits, ...(textOnly ? ['tools', 'tool_choice', 'response_format'] : [])])
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !unheeded.has(name)))
}
