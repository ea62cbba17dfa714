import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'

/** The shortest conversation. */
export const hello: LanguageModelV4CallOptions['prompt'] = [
  { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
]

/** Streams without `ai`, and returns all parts. */
export async function partsOf(
  model: LanguageModelV4,
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await model.doStream({ prompt: hello, ...options })
  const parts: LanguageModelV4StreamPart[] = []
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) parts.push(read.value)
  return parts
}

/** Returns the types of parts, without consecutive repetitions. */
export function outline(parts: readonly { readonly type: string }[]): string[] {
  return parts.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])
}

/** Formats the events of a chat completion stream. */
export function events(...values: unknown[]): string {
  return values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('')
}

/** Creates a chunk of a chat completion stream. */
export function delta(fields: Record<string, unknown>, finish?: string, more: Record<string, unknown> = {}): unknown {
  return { id: 'c1', model: 'm1', choices: [{ index: 0, delta: fields, finish_reason: finish ?? null }], ...more }
}

/** Creates a reply with exactly this stream. */
export function streamed(body: string): { raw: { headers: Record<string, string>; body: string } } {
  return { raw: { headers: { 'content-type': 'text/event-stream' }, body } }
}
