import type { ReadingContext } from '../openai-format/chat-request.ts'
import type { ReasoningStyle } from '../engine/engine.ts'
import type { Exchange } from './exchange.ts'

/** Gathers what surrounds a body. */
export function readingContext(exchange: Exchange, defaultMaxTokens?: number): ReadingContext {
  const { model, upstream, seed = 0 } = exchange.deployment.model
  const upstreamModel = typeof upstream === 'object' ? upstream.model : undefined
  const reasoning = askedReasoning(exchange)
  const name = model ?? upstreamModel ?? 'azureml-emulator'
  return { model: name, seed, reasoning, defaultMaxTokens, signal: exchange.signal }
}

/** A request may ask for reasoning by a header of the emulator's own. */
function askedReasoning({ request, deployment }: Exchange): ReasoningStyle {
  const asked = request.headers['x-emulator-reasoning']
  if (asked === 'off' || asked === 'field' || asked === 'tags') return asked
  return deployment.model.reasoning ?? 'off'
}
