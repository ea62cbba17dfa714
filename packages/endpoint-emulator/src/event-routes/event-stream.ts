import type { EngineDelta, EngineOutput } from '../engine/engine.ts'
import type { EventRenderer } from '../engine/event-renderer.ts'
import type { BodyStep, EmulatorResponse, ResponseBody } from '../http/response.ts'
import { cutIntoWrites } from '../http/stream-pace.ts'
import type { Exchange } from '../routes/exchange.ts'

/** Makes a response that streams an output: at once what an upstream sends, in writes what is there already. */
export function eventStream(output: EngineOutput, renderer: EventRenderer, exchange: Exchange): EmulatorResponse {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }
  return { status: 200, headers, body: renderBody(output, renderer, exchange) }
}

function renderBody(output: EngineOutput, renderer: EventRenderer, { reply, deployment }: Exchange): ResponseBody {
  if (!(Symbol.iterator in output)) return renderAtOnce(output, renderer)
  const events = [...output.flatMap((delta) => renderer.piece(delta)), ...renderer.close()]
  return cutIntoWrites(events, reply?.pace ?? deployment.model.pace)
}

async function* renderAtOnce(output: AsyncIterable<EngineDelta>, renderer: EventRenderer): AsyncGenerator<BodyStep> {
  yield { delayMs: 0 }
  for await (const delta of output) yield renderer.piece(delta).join('')
  yield renderer.close().join('')
}
