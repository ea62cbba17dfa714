import type { EngineResult } from '../engine/engine.ts'
import { countTokens } from '../engine/tokens.ts'
import { type JsonObject, isObject } from '../json/json-value.ts'
import { type MessageIdentity, renderStop, renderUsage, toolUseId } from './message-identity.ts'
import { redactThought, signThought } from './signatures.ts'

/** Renders a complete message. */
export function renderMessage(result: EngineResult, identity: MessageIdentity): JsonObject {
  const { reasoning, text, toolCalls, finishReason, stopSequence, usage } = result
  const content = [
    ...(reasoning === undefined ? [] : [renderThought(reasoning, identity)]),
    ...(text === '' ? [] : [{ type: 'text', text, citations: null }]),
    ...toolCalls.map(({ id, name, arguments: json }) => {
      return { type: 'tool_use', id: toolUseId(id, identity), name, input: parsed(json), caller: { type: 'direct' } }
    }),
  ]
  return {
    id: identity.id,
    type: 'message',
    role: 'assistant',
    model: result.head?.model ?? identity.model,
    container: null,
    content,
    ...renderStop(finishReason, stopSequence),
    usage: renderUsage(usage, countTokens(reasoning ?? '')),
  }
}

function renderThought(reasoning: string, { thoughts }: MessageIdentity): JsonObject {
  if (thoughts === 'redacted') return { type: 'redacted_thinking', data: redactThought(reasoning) }
  const thinking = thoughts === 'omitted' ? '' : reasoning
  return { type: 'thinking', thinking, signature: signThought(thinking) }
}

/** The input of a call that was cut off has no JSON. */
function parsed(json: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
