import type { EngineRequest } from '../engine/engine.ts'
import { ModelFailure } from '../failures/failure.ts'
import { findDeepSeekProblem } from './deepseek-rules.ts'
import { findMistralProblem } from './mistral-rules.ts'

/** A family of models whose own host is strict about the shape of a conversation. */
export type ConversationRules = 'mistral' | 'deepseek'

/** Throws the response of a family's own host if a conversation breaks its rules. */
export function checkConversation(rules: ConversationRules | undefined, request: EngineRequest): void {
  if (rules === undefined || request.prompt !== undefined) return
  const body = rules === 'mistral' ? findMistralProblem(request) : findDeepSeekProblem(request)
  if (body === undefined) return
  const failure = { kind: 'upstream-failed', status: 400, contentType: 'application/json' } as const
  throw new ModelFailure({ ...failure, body: JSON.stringify(body) })
}
