import { ModelFailure } from '../failures/failure.ts'
import { formatAsTgi, tgiMismatch } from '../failures/tgi-errors.ts'
import { type BodyStep, type EmulatorResponse, ServerResponse, isStepped, jsonResponse } from '../http/response.ts'
import { cutIntoWrites } from '../http/stream-pace.ts'
import { asList, asNumber, isObject, type JsonObject } from '../json/json-value.ts'
import { parseTextRequest } from '../openai-format/chat-request.ts'
import { type Exchange, requireJson } from './exchange.ts'
import { requestDefaults } from './request-defaults.ts'
import { hasUpstream } from './has-upstream.ts'
import { runModel } from './run-model.ts'
import { findTypeProblem, typeName } from './serde-type.ts'
import { TgiGeneration } from './tgi-generation.ts'
import { findLimitProblem, findMismatch } from './tgi-parameters.ts'

/** How a route of Text Generation Inference answers. */
export interface TgiRoute {
  /** Whether it streams: never, always, or if the body has `stream: true`. */
  readonly streams: 'never' | 'always' | 'asked'
}

/**
 * Makes the handler of a route of Text Generation Inference. Those that stream if asked also answer in a list, and repeat the
 * prompt by default, as in the API that they are compatible with.
 */
export function textGeneration({ streams }: TgiRoute): (exchange: Exchange) => Promise<EmulatorResponse> {
  return async (exchange) => {
    const body = parseTgiBody(requireJson(exchange.request), streams === 'asked')
    const stream = streams === 'always' || (streams === 'asked' && body.stream)
    try {
      rejectInvalid(body, stream)
      return stream ? await streamed(exchange, body) : await whole(exchange, body, streams === 'asked')
    } catch (error) {
      if (!stream || !(error instanceof ModelFailure)) throw error
      return failedStream(error)
    }
  }
}

interface TgiBody {
  readonly inputs: string
  readonly parameters: JsonObject
  readonly fullText: boolean
  readonly stream: boolean
}

function parseTgiBody(body: unknown, isCompatible: boolean): TgiBody {
  if (!isObject(body)) throw mismatch(`invalid type: ${typeName(body)}, expected struct GenerateRequest`)
  const { inputs, parameters, stream } = body
  if (inputs === undefined) throw mismatch('missing field `inputs`')
  if (typeof inputs !== 'string') throw mismatch(`inputs: ${findTypeProblem(inputs, 'a string')}`)
  if (parameters !== undefined && !isObject(parameters)) {
    throw mismatch(`parameters: invalid type: ${typeName(parameters)}, expected struct GenerateParameters`)
  }
  const given = parameters ?? {}
  const wrong = findMismatch(given)
  if (wrong !== undefined) throw mismatch(wrong)
  const wrongStream = stream === undefined || !isCompatible ? undefined : findTypeProblem(stream, 'a boolean')
  if (wrongStream !== undefined) throw mismatch(`stream: ${wrongStream}`)
  const asked = given['return_full_text'] ?? isCompatible
  return { inputs, parameters: given, fullText: asked === true, stream: stream === true }
}

function mismatch(problem: string): ServerResponse {
  return new ServerResponse(tgiMismatch(problem))
}

/** The router's own limits; a stream reports them as an event. */
function rejectInvalid({ inputs, parameters }: TgiBody, stream: boolean): void {
  const problem = findLimitProblem(parameters, stream) ?? (inputs === '' ? '`inputs` cannot be empty' : undefined)
  if (problem === undefined) return
  throw new ModelFailure({ kind: 'model', status: 422, message: `Input validation error: ${problem}` })
}

async function run(exchange: Exchange, body: TgiBody, stream: boolean): Promise<TgiGeneration> {
  // The model's text includes the stop sequence, which an engine would cut off. One that is real has to know when to stop.
  const { stop, ...others } = body.parameters
  const parameters = hasUpstream(exchange) ? body.parameters : others
  const request = parseTextRequest({ ...parameters, prompt: body.inputs }, requestDefaults(exchange))
  const stops = asList(stop)
    .map(String)
    .filter((one) => one !== '')
  return new TgiGeneration(await runModel(exchange, request, stream), {
    ...body,
    stops,
    seed: asNumber(parameters['seed']),
  })
}

async function whole(exchange: Exchange, body: TgiBody, isCompatible: boolean): Promise<EmulatorResponse> {
  const answer = await (await run(exchange, body, false)).whole()
  return jsonResponse(200, isCompatible ? [answer] : answer)
}

async function streamed(exchange: Exchange, body: TgiBody): Promise<EmulatorResponse> {
  const generation = await run(exchange, body, true)
  const pace = exchange.reply?.pace ?? exchange.deployment.model.pace
  const events = generation.events()
  const steps = Symbol.iterator in events ? cutIntoWrites([...events].map(asEvent), pace) : eventSteps(events)
  return eventStream(steps)
}

async function* eventSteps(events: AsyncIterable<JsonObject>): AsyncGenerator<BodyStep> {
  for await (const event of events) yield asEvent(event)
}

function failedStream({ failure }: ModelFailure): EmulatorResponse {
  const { body } = formatAsTgi(failure)
  return eventStream([isStepped(body) ? '' : `data:${String(body)}\n\n`])
}

function eventStream(body: EmulatorResponse['body']): EmulatorResponse {
  return { status: 200, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }, body }
}

function asEvent(event: JsonObject): string {
  return `data:${JSON.stringify(event)}\n\n`
}
