import type { Answer, AnswerBody, BodyStep } from '../http/response.ts'
import type { ChatDialect } from '../openai-format/chat-dialect.ts'
import { readChatRequest, readTextRequest } from '../openai-format/chat-request.ts'
import { type EngineDelta, type EngineOutput, type EngineRequest, collect } from '../engine/engine.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { isObject } from '../json/json-value.ts'
import { type StreamPace, cutIntoWrites } from '../http/stream-pace.ts'
import { readingContext } from './request-defaults.ts'
import { renderOnce } from '../openai-format/prerendered.ts'
import { runModel } from './run-model.ts'
import { type AnswerRendering, StreamRenderer } from '../openai-format/stream-renderer.ts'
import { renderChatCompletion, renderTextCompletion } from '../openai-format/completion-renderer.ts'

/** Looks at a body before the model does; throws when the host would refuse it, gives the body that the model gets. */
export type BodyCheck = (body: unknown, exchange: Exchange) => unknown

/** Makes the handler of a chat completions route. */
export function chatCompletions(
  dialect: ChatDialect,
  check: BodyCheck = (body) => body,
): (exchange: Exchange) => Promise<Answer> {
  return (exchange) => complete(exchange, dialect, check, 'chat')
}

/** Makes the handler of a text completions route. */
export function textCompletions(
  dialect: ChatDialect,
  check: BodyCheck = (body) => body,
): (exchange: Exchange) => Promise<Answer> {
  return (exchange) => complete(exchange, dialect, check, 'text')
}

async function complete(
  exchange: Exchange,
  dialect: ChatDialect,
  check: BodyCheck,
  kind: 'chat' | 'text',
): Promise<Answer> {
  const body = check(requireJson(exchange.request), exchange)
  const read = kind === 'chat' ? readChatRequest : readTextRequest
  const request = read(body, readingContext(exchange, dialect.defaultMaxTokens))
  const rendering = describeRendering(exchange, dialect, kind, request)
  const made = await renderOnce(exchange.reply, rendering, async () => {
    const output = await runModel(exchange, request, rendering.stream)
    return rendering.stream ? renderStream(output, rendering, paceOf(exchange)) : renderWhole(output, rendering)
  })
  const type = rendering.stream ? 'text/event-stream; charset=utf-8' : 'application/json'
  return { status: 200, headers: { 'content-type': type }, body: made }
}

function describeRendering(
  exchange: Exchange,
  dialect: ChatDialect,
  kind: 'chat' | 'text',
  { body, model }: EngineRequest,
): AnswerRendering {
  const { stream, stream_options: options } = body
  const id = `${kind === 'chat' ? 'chatcmpl' : 'cmpl'}-${exchange.number}`
  const identity = { id, created: Math.floor(Date.now() / 1000), model: exchange.reply?.model ?? model }
  const habits = { ...dialect.habits, ...exchange.endpoint.options.streamHabits }
  const includeUsage = isObject(options) && options['include_usage'] === true
  return { stream: stream === true, dialect, habits, identity, kind, includeUsage }
}

function paceOf({ reply, deployment }: Exchange): StreamPace | undefined {
  return reply?.pace ?? deployment.model.pace
}

async function renderWhole(output: EngineOutput, { kind, dialect, identity }: AnswerRendering): Promise<string> {
  const result = await collect(output)
  const whole =
    kind === 'chat' ? renderChatCompletion(result, dialect, identity) : renderTextCompletion(result, identity)
  return JSON.stringify(whole)
}

function renderStream(output: EngineOutput, rendering: AnswerRendering, pace: StreamPace | undefined): AnswerBody {
  const { burst } = rendering.habits
  if (!(Symbol.iterator in output)) return burst ? holdBack(output, rendering) : renderAsItComes(output, rendering)
  return cutIntoWrites(renderAll(output, rendering), burst ? { eventsPerWrite: Infinity } : pace)
}

function renderAll(output: readonly EngineDelta[], rendering: AnswerRendering): string[] {
  const renderer = new StreamRenderer(rendering)
  return [...renderer.open(), ...output.flatMap((delta) => renderer.piece(delta)), ...renderer.close()]
}

async function* renderAsItComes(
  output: AsyncIterable<EngineDelta>,
  rendering: AnswerRendering,
): AsyncGenerator<BodyStep> {
  const renderer = new StreamRenderer(rendering)
  yield renderer.open().join('')
  for await (const delta of output) yield renderer.piece(delta).join('')
  yield renderer.close().join('')
}

async function* holdBack(output: AsyncIterable<EngineDelta>, rendering: AnswerRendering): AsyncGenerator<BodyStep> {
  const events: BodyStep[] = []
  for await (const step of renderAsItComes(output, rendering)) events.push(step)
  yield events.join('')
}
