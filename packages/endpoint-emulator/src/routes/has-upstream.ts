import type { Exchange } from './exchange.ts'

/** Tells whether a real model answers a request, whose words are passed on as they are. */
export function hasUpstream({ reply, deployment }: Exchange): boolean {
  return reply === undefined && deployment.model.upstream !== undefined
}
