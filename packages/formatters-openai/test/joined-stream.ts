import type { ChatStreamReader, ParsedChatChunk } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, type OpenAIFormatterOptions } from '../src/index.ts'

/** Reads a stream to its end. */
export function chunksOf(events: readonly unknown[], options?: OpenAIFormatterOptions): readonly ParsedChatChunk[] {
  const read = readerOf(options)
  return [...events, undefined].map((event) => read(event)).filter((chunk) => chunk !== undefined)
}

/** Joins the chunks of a stream: concatenates texts, and keeps the last value of other fields. */
export function joined(chunks: readonly ParsedChatChunk[]): ParsedChatChunk {
  const whole: Record<string, unknown> = { text: '' }
  for (const chunk of chunks) {
    for (const [field, value] of Object.entries(chunk)) {
      const text = field === 'text' || field === 'reasoning' || field === 'refusal'
      whole[field] = text ? `${String(whole[field] ?? '')}${String(value)}` : value
    }
  }
  return whole
}

/** Creates a stream reader. */
export function readerOf(options?: OpenAIFormatterOptions): ChatStreamReader {
  return new CustomOpenAIChatContentFormatter(options).codecs.serverless.openStream()
}

/** Creates an event with the given content. */
export function delta(fields: object, choice: object = {}): unknown {
  return { choices: [{ index: 0, delta: fields, finish_reason: null, ...choice }] }
}
