import type { Exchange } from './exchange.ts'

/** Tells whether the content filter blocks the prompt. */
export function filtersPrompt({ endpoint }: Exchange, asked: unknown): boolean {
  const words = endpoint.options.contentFilter?.prompt ?? []
  if (words.length === 0) return false
  const said = JSON.stringify(asked)
  return words.some((word) => said.includes(JSON.stringify(word).slice(1, -1)))
}
