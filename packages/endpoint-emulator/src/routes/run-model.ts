import { setTimeout as pause } from 'node:timers/promises'
import { checkConversation } from '../conversation-rules/conversation-rules.ts'
import { findFirstWord } from '../engine/find-first-word.ts'
import { answerDeterministically } from '../engine/deterministic-engine.ts'
import type { EngineDelta, EngineOutput, EngineRequest } from '../engine/engine.ts'
import type { Exchange } from './exchange.ts'
import { ModelFailure } from '../failures/failure.ts'
import type { ScriptedError } from '../script/reply.ts'
import { scriptedOutput } from '../engine/scripted-engine.ts'
import { countTokens, splitTokens } from '../engine/tokens.ts'
import { callUpstream } from '../engine/upstream-engine.ts'

/** Gets the model's output from the scripted reply, the upstream or the deterministic engine. */
export async function runModel(exchange: Exchange, request: EngineRequest, stream: boolean): Promise<EngineOutput> {
  const { reply, deployment, signal } = exchange
  checkConversation(deployment.model.conversationRules, request)
  const latencyMs = reply?.latencyMs ?? deployment.model.latencyMs ?? 0
  if (latencyMs > 0) await pause(latencyMs, undefined, { signal })
  if (reply?.error) throw scriptedFailure(reply.error)
  const output = reply ? scriptedOutput(reply, request) : await callEngine(exchange, request, stream)
  const cuts = exchange.endpoint.options.contentFilter?.completion ?? []
  return cuts.length > 0 && Array.isArray(output) ? filterCompletion(output, cuts) : output
}

async function callEngine({ deployment }: Exchange, request: EngineRequest, stream: boolean): Promise<EngineOutput> {
  const { upstream } = deployment.model
  if (upstream === undefined) return answerDeterministically(request)
  return callUpstream(request, typeof upstream === 'string' ? { url: upstream } : upstream, stream)
}

function scriptedFailure({ status = 500, code, message, body }: ScriptedError): ModelFailure {
  if (body === undefined) return new ModelFailure({ kind: 'model', status, code, message })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const contentType = typeof body === 'string' ? 'text/plain' : 'application/json'
  return new ModelFailure({ kind: 'upstream-failed', status, body: text, contentType })
}

/** Cuts the text before the first filtered word. */
function filterCompletion(output: readonly EngineDelta[], words: readonly string[]): EngineDelta[] {
  const text = output.map((delta) => delta.text ?? '').join('')
  const end = findFirstWord(text, words)
  if (end === undefined) return [...output]
  const kept = splitTokens(text.slice(0, end))
  const usage = output.at(-1)?.usage
  const counted = usage && {
    ...usage,
    completion_tokens: countTokens(kept.join('')),
    total_tokens: usage.prompt_tokens + kept.length,
  }
  return [...kept.map((piece) => ({ text: piece })), { finishReason: 'content_filter', usage: counted }]
}
