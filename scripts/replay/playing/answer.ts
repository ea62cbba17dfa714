import type { AnswerExtras, ChatChunk, ChatResponse, ToolCall } from '../../../packages/core/src/index.ts'

/** What a client of ours read: the same fields for whole and for streamed answers, and for vectors. */
export type Answer = Partial<Omit<ChatResponse, 'raw' | 'headers' | 'request'>> & {
  readonly embeddings?: readonly unknown[]
}

/** The outcome of playing a response to a client. */
export interface Outcome {
  readonly answer?: Answer | undefined
  readonly error?: unknown
  /** How the same response was read otherwise when it was cut in another way, or asked for as a stream. */
  readonly unequal?: string | undefined
}

/** Puts the chunks of a stream together, as a caller does. */
export function joinChunks(chunks: readonly ChatChunk[]): Answer {
  const calls: ToolCall[] = []
  for (const { index, id, name, arguments: json } of chunks.flatMap(({ toolCalls }) => toolCalls ?? [])) {
    const call = calls[index] ?? { id: id ?? '', name: name ?? '', arguments: '' }
    calls[index] = { ...call, arguments: call.arguments + (json ?? '') }
  }
  const reasoning = chunks.map((chunk) => chunk.reasoning ?? '').join('')
  return {
    text: chunks.map((chunk) => chunk.text ?? '').join(''),
    ...(reasoning !== '' && { reasoning }),
    toolCalls: calls,
    finishReason: lastOf(chunks, 'finishReason'),
    rawFinishReason: lastOf(chunks, 'rawFinishReason'),
    usage: lastOf(chunks, 'usage'),
    id: lastOf(chunks, 'id'),
    model: lastOf(chunks, 'model'),
    ...joinExtras(chunks),
  }
}

function joinExtras(chunks: readonly ChatChunk[]): AnswerExtras {
  const transcript = chunks.map(({ audio }) => audio?.transcript ?? '').join('')
  const refusal = chunks.map((chunk) => chunk.refusal ?? '').join('')
  const sources = chunks.flatMap((chunk) => chunk.sources ?? [])
  return {
    createdAt: lastOf(chunks, 'createdAt'),
    serviceTier: lastOf(chunks, 'serviceTier'),
    systemFingerprint: lastOf(chunks, 'systemFingerprint'),
    logprobs: lastOf(chunks, 'logprobs'),
    ...(transcript !== '' && { audio: { transcript } }),
    ...(refusal !== '' && { refusal }),
    ...(sources.length > 0 && { sources }),
  }
}

function lastOf<Field extends keyof ChatChunk>(chunks: readonly ChatChunk[], field: Field): ChatChunk[Field] {
  return chunks.findLast((chunk) => chunk[field] !== undefined)?.[field]
}

/** Writes an outcome so that two readings of the same body can be compared. */
export function shownOutcome({ answer, error }: Outcome, body: string): string {
  if (answer === undefined) return String(error)
  const { text, reasoning, toolCalls, finishReason, rawFinishReason, usage, id, model } = answer
  const fields = { text, reasoning, toolCalls, finishReason, rawFinishReason, usage, id, model }
  return withoutMadeIds(JSON.stringify(fields), body)
}

/** Hides the ids that a client made for tool calls without one: they are made anew each time. */
export function withoutMadeIds(json: string, body: string): string {
  return json.replaceAll(/"id":"([^"]*)"/g, (field: string, id: string) => (body.includes(id) ? field : '"id":"made"'))
}
