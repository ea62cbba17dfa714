import type { ScriptedReply, ScriptedToolCall } from '../script/reply.ts'
import { countPrompt } from './deterministic-engine.ts'
import type { EngineDelta, EngineRequest } from './engine.ts'
import { splitTokens } from './tokens.ts'

/** Makes the deltas of a scripted reply. Those that do not depend on the request are made once. */
export function scriptedOutput(reply: ScriptedReply, request: EngineRequest): EngineDelta[] {
  const deltas = known.get(reply) ?? makeDeltas(reply)
  known.set(reply, deltas)
  const finishReason = reply.finishReason ?? (reply.toolCalls?.length ? 'tool_calls' : 'stop')
  const prompt = reply.usage?.inputTokens ?? countPrompt(request)
  const completion = reply.usage?.outputTokens ?? deltas.length
  const usage = { prompt_tokens: prompt, total_tokens: prompt + completion, completion_tokens: completion }
  return deltas.concat({ finishReason, usage })
}

const known = new WeakMap<ScriptedReply, EngineDelta[]>()

function makeDeltas({ reasoning, pieces, text, toolCalls }: ScriptedReply): EngineDelta[] {
  return [
    ...splitTokens(reasoning ?? '').map((piece) => ({ reasoning: piece })),
    ...(pieces ?? splitTokens(text ?? '')).map((piece) => ({ text: piece })),
    ...(toolCalls ?? []).flatMap(makeCall),
  ]
}

function makeCall({ id, name, arguments: given }: ScriptedToolCall, index: number): EngineDelta[] {
  const json = typeof given === 'string' ? given : JSON.stringify(given ?? {})
  const parts = splitTokens(json).map((piece): EngineDelta => ({ toolCall: { index, arguments: piece } }))
  const opening: EngineDelta = { toolCall: { index, id: id ?? `call_${index + 1}`, name, arguments: '' } }
  return [opening].concat(parts)
}
