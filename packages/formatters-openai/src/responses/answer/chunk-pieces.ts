import type { ParsedToolCallDelta, Source } from '@azureml-endpoints/core'
import type { Chunk } from '../../streaming/parsed-chunk.ts'

/** Appends log probabilities of tokens to a chunk. */
export function addLogprobs(chunk: Chunk, logprobs: readonly unknown[]): void {
  if (!Array.isArray(chunk.logprobs)) chunk.logprobs = logprobs.slice()
  else for (const one of logprobs) chunk.logprobs.push(one)
}

/** Appends a piece of a call; pieces of one call that one event has become one. */
export function addCall(chunk: Chunk, delta: ParsedToolCallDelta): void {
  const calls = chunk.toolCalls as ParsedToolCallDelta[] | undefined
  const last = calls?.at(-1)
  if (calls === undefined || last === undefined) chunk.toolCalls = [delta]
  else if (last.index === delta.index) calls[calls.length - 1] = { ...last, ...delta }
  else calls.push(delta)
}

/** Appends sources to a chunk. */
export function addSources(chunk: Chunk, found: Source[]): void {
  const sources = chunk.sources as Source[] | undefined
  if (sources === undefined && found.length > 0) chunk.sources = found
  else for (const source of found) sources?.push(source)
}
