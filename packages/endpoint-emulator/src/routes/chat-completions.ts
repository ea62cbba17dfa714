import type { EmulatorResponse, ResponseBody, BodyStep } from '../http/response.ts'
import type { ChatDialect } from '../openai-format/chat-dialect.ts'
import { parseChatRequest, parseTextRequest } from '../openai-format/chat-request.ts'
import { type EngineDelta, type EngineOutput, type EngineRequest, collect } from '../engine/engine.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { isObject } from '../json/json-value.ts'
import { type StreamPace, cutIntoWrites } from '../http/stream-pace.ts'
import { requestDefaults } from './request-defaults.ts'
import { renderWithCache } from '../openai-format/prerendered.ts'
import { runModel } from './run-model.ts'
import { type Rendering, StreamRenderer } from '../openai-format/stream-renderer.ts'
import { renderChatCompletion, renderTextCompletion } from '../openai-format/completion-renderer.ts'

/** Checks a body before the model gets it: returns the body to pass on, or throws if the host would reject it. */
export type BodyCheck = (body: unknown, exchange: Exchange) => unknown

/** Makes the handler of a chat completions route. */
export function chatCompletions(
  dialect: ChatDialect,
  check: BodyCheck = (body) => body,
): (exchange: Exchange) => Promise<EmulatorResponse> {
  return (exchange) => complete(exchange, dialect, check, 'chat')
}

/** Makes the handler of a text completions route. */
export function textCompletions(
  dialect: ChatDialect,
  check: BodyCheck = (body) => body,
): (exchange: Exchange) => Promise<EmulatorResponse> {
  return (exchange) => complete(exchange, dialect, check, 'text')
}

async function complete(
  exchange: Exchange,
  dialect: ChatDialect,
  check: BodyCheck,
  kind: 'chat' | 'text',
): Promise<EmulatorResponse> {
  const body = check(requireJson(exchange.request), exchange)
  const read = kind === 'chat' ? parseChatRequest : parseTextRequest
  const request = read(body, requestDefaults(exchange, dialect.defaultMaxTokens))
  const rendering = describeRendering(exchange, dialect, kind, request)
  const made = await renderWithCache(exchange.reply, rendering, async () => {
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
): Rendering {
  const { stream, stream_options: options } = body
  const id = `${kind === 'chat' ? 'chatcmpl' : 'cmpl'}-${exchange.number}`
  const fixedModel = exchange.reply?.model ?? exchange.deployment.model.model
  const identity = { id, created: Math.floor(Date.now() / 1000), model: exchange.reply?.model ?? model, fixedModel }
  const habits = { ...dialect.habits, ...exchange.endpoint.options.streamHabits }
  const includeUsage = isObject(options) && options['include_usage'] === true
  return { stream: stream === true, dialect, habits, identity, kind, includeUsage }
}

function paceOf({ reply, deployment }: Exchange): StreamPace | undefined {
  return reply?.pace ?? deployment.model.pace
}

async function renderWhole(output: EngineOutput, { kind, dialect, identity }: Rendering): Promise<string> {
  const result = await collect(output)
  const whole =
    kind === 'chat' ? renderChatCompletion(result, dialect, identity) : renderTextCompletion(result, dialect, identity)
  return JSON.stringify(whole)
}

function renderStream(output: EngineOutput, rendering: Rendering, pace: StreamPace | undefined): ResponseBody {
  const { burst } = rendering.habits
  if (!(Symbol.iterator in output)) return burst ? bufferStream(output, rendering) : renderAtOnce(output, rendering)
  return cutIntoWrites(renderAll(output, rendering), burst ? { eventsPerWrite: Infinity } : pace)
}

function renderAll(output: readonly EngineDelta[], rendering: Rendering): string[] {
  const renderer = new StreamRenderer(rendering)
  return [...output.flatMap((delta) => renderer.piece(delta)), ...renderer.close()]
}

/** Sends the headers before the first delta, as the upstream did. */
async function* renderAtOnce(output: AsyncIterable<EngineDelta>, rendering: Rendering): AsyncGenerator<BodyStep> {
  yield { delayMs: 0 }
  yield* renderIncrementally(output, rendering)
}

async function* renderIncrementally(output: AsyncIterable<EngineDelta>, rendering: Rendering): AsyncGenerator<string> {
  const renderer = new StreamRenderer(rendering)
  for await (const delta of output) yield renderer.piece(delta).join('')
  yield renderer.close().join('')
}

async function* bufferStream(output: AsyncIterable<EngineDelta>, rendering: Rendering): AsyncGenerator<BodyStep> {
  const events: string[] = []
  for await (const step of renderIncrementally(output, rendering)) events.push(step)
  yield events.join('')
}
