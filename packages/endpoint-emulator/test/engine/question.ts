import type { EngineDelta, EngineRequest } from '../../src/engine/engine.ts'

/** A question to the engines that asks for nothing special. */
export const request: EngineRequest = {
  body: {},
  messages: [{ role: 'user', content: 'One two' }],
  model: 'm',
  stop: [],
  seed: 0,
  tools: [],
  toolChoice: 'auto',
  reasoning: 'off',
  signal: new AbortController().signal,
}

/** Joins the text of deltas. */
export function textOf(deltas: readonly EngineDelta[]): string {
  return deltas.map(({ text }) => text ?? '').join('')
}
