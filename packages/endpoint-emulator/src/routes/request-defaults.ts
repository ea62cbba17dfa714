import type { RequestDefaults } from '../openai-format/chat-request.ts'
import type { ReasoningStyle } from '../engine/engine.ts'
import type { Exchange } from './exchange.ts'

/** Collects the values to use where a body sets none. */
export function requestDefaults(exchange: Exchange, defaultMaxTokens?: number): RequestDefaults {
  const { model, upstream, seed = 0 } = exchange.deployment.model
  const upstreamModel = typeof upstream === 'object' ? upstream.model : undefined
  const reasoning = requestedReasoning(exchange)
  const name = model ?? upstreamModel ?? 'azureml-emulator'
  return { model: name, seed, reasoning, defaultMaxTokens, signal: exchange.signal }
}

/** Resolves where reasoning goes; the emulator's own request header overrides the option. */
function requestedReasoning({ request, deployment }: Exchange): ReasoningStyle {
  const asked = request.headers['x-emulator-reasoning']
  if (asked === 'off' || asked === 'field' || asked === 'tags') return asked
  return deployment.model.reasoning ?? 'off'
}
