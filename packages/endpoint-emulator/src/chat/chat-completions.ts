import { type Answer, type BodyStep, jsonAnswer } from '../server/answer.ts'
import type { ChatDialect } from './chat-dialect.ts'
import { readChatRequest, readTextRequest } from './chat-request.ts'
import { type EngineDelta, type EngineOutput, collect } from '../engines/engine.ts'
import { type Exchange, requireJson } from '../server/exchange.ts'
import { isObject } from '../json-value.ts'
import { type StreamPace, cutIntoWrites } from './pace.ts'
import { readingContext } from './reading-context.ts'
import { recallWrites, rememberWrites } from './rendered-streams.ts'
import { runModel } from '../engines/run-model.ts'
import { type StreamRendering, StreamRenderer } from './streamed-answer.ts'
import { renderChatCompletion, renderTextCompletion } from './whole-answer.ts'

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
  const { stream, stream_options: options } = request.body
  const model = exchange.reply?.model ?? request.model
  const identity = {
    id: `${kind === 'chat' ? 'chatcmpl' : 'cmpl'}-${exchange.number}`,
    created: Math.floor(Date.now() / 1000),
    model,
  }
  if (stream !== true) {
    const result = await collect(await runModel(exchange, request, false))
    return jsonAnswer(
      200,
      kind === 'chat' ? renderChatCompletion(result, dialect, identity) : renderTextCompletion(result, identity),
    )
  }
  const habits = { ...dialect.habits, ...exchange.endpoint.options.streamHabits }
  const includeUsage = isObject(options) && options['include_usage'] === true
  const rendering = { dialect, habits, identity, kind, includeUsage }
  const pace = habits.burst ? { eventsPerWrite: Infinity } : (exchange.reply?.pace ?? exchange.deployment.model.pace)
  return streamAnswer(exchange, rendering, pace, () => runModel(exchange, request, true))
}

async function streamAnswer(
  exchange: Exchange,
  rendering: StreamRendering,
  pace: StreamPace | undefined,
  run: () => Promise<EngineOutput>,
): Promise<Answer> {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' }
  const known = recallWrites(exchange.reply, rendering)
  if (known) return { status: 200, headers, body: known }
  const output = await run()
  if (Symbol.iterator in output) {
    const writes = cutIntoWrites(renderAll(output, rendering), pace)
    rememberWrites(exchange.reply, rendering, writes)
    return { status: 200, headers, body: writes }
  }
  return {
    status: 200,
    headers,
    body: rendering.habits.burst ? burst(output, rendering) : renderAsItComes(output, rendering),
  }
}

function renderAll(output: readonly EngineDelta[], rendering: StreamRendering): string[] {
  const renderer = new StreamRenderer(rendering)
  return [...renderer.open(), ...output.flatMap((delta) => renderer.piece(delta)), ...renderer.close()]
}

async function* renderAsItComes(
  output: AsyncIterable<EngineDelta>,
  rendering: StreamRendering,
): AsyncGenerator<BodyStep> {
  const renderer = new StreamRenderer(rendering)
  yield renderer.open().join('')
  for await (const delta of output) yield renderer.piece(delta).join('')
  yield renderer.close().join('')
}

async function* burst(output: AsyncIterable<EngineDelta>, rendering: StreamRendering): AsyncGenerator<BodyStep> {
  const events: BodyStep[] = []
  for await (const step of renderAsItComes(output, rendering)) events.push(step)
  yield events.join('')
}
