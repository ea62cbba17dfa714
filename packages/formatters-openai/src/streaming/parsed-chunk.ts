import type { ParsedChatChunk } from '@azureml-endpoints/core'

/** A chunk that is being filled from one event. */
export type Chunk = { -readonly [Field in keyof ParsedChatChunk]: ParsedChatChunk[Field] }

/** Appends text to a chunk. */
export function addText(chunk: Chunk, text: string): void {
  if (text !== '') chunk.text = chunk.text === undefined ? text : chunk.text + text
}

/** Appends reasoning to a chunk. */
export function addReasoning(chunk: Chunk, reasoning: string): void {
  if (reasoning !== '') chunk.reasoning = chunk.reasoning === undefined ? reasoning : chunk.reasoning + reasoning
}
