import { type StreamFormat, words } from './scenario.ts'

/** The events of a streamed text: those before its deltas, the deltas, and those after. */
interface Stream {
  readonly start: readonly object[]
  readonly delta: (text: string, number: number) => object
  readonly end: (text: string) => readonly object[]
}

/** Renders the bytes of each event for a text of this many deltas, in a format with named events. */
export function renderFormat(format: Exclude<StreamFormat, 'openai'>, size: number): Buffer[] {
  const { start, delta, end } = streams[format]
  const texts = Array.from({ length: size }, (_, index) => words[index % words.length] as string)
  return [...start, ...texts.map(delta), ...end(texts.join(''))].map(event)
}

function event(value: object): Buffer {
  return Buffer.from(`event: ${String((value as { type?: unknown }).type)}\ndata: ${JSON.stringify(value)}\n\n`)
}

const message = { id: 'msg_01Qh7Vw2', type: 'message', role: 'assistant', model: 'claude', content: [] }
const item = { id: 'msg_5f1c2ad9e0b84c7d', type: 'message', role: 'assistant' }
const place = { item_id: item.id, output_index: 0, content_index: 0 }
const response = {
  id: 'resp_68c0d1f2',
  object: 'response',
  created_at: 1_760_000_000,
  model: 'gpt',
  status: 'in_progress',
}

const streams: Readonly<Record<Exclude<StreamFormat, 'openai'>, Stream>> = {
  anthropic: {
    start: [
      {
        type: 'message_start',
        message: { ...message, stop_reason: null, usage: { input_tokens: 12, output_tokens: 1 } },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'ping' },
    ],
    delta: (text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    end: () => [
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 34 } },
      { type: 'message_stop' },
    ],
  },
  'cohere-v2': {
    start: [
      { id: 'c14c80c3', type: 'message-start', delta: { message: { role: 'assistant', content: [], tool_calls: [] } } },
      { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
    ],
    delta: (text) => ({ type: 'content-delta', index: 0, delta: { message: { content: { text } } } }),
    end: () => [
      { type: 'content-end', index: 0 },
      {
        type: 'message-end',
        delta: { finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 12, output_tokens: 34 } } },
      },
    ],
  },
  responses: {
    start: [
      { type: 'response.created', sequence_number: 0, response: { ...response, output: [] } },
      { type: 'response.in_progress', sequence_number: 1, response: { ...response, output: [] } },
      {
        type: 'response.output_item.added',
        sequence_number: 2,
        output_index: 0,
        item: { ...item, status: 'in_progress', content: [] },
      },
      { type: 'response.content_part.added', sequence_number: 3, ...place, part: partOf('') },
    ],
    // Each delta has its number, and padding that hides its length.
    delta: (text, number) => ({
      type: 'response.output_text.delta',
      sequence_number: number + 4,
      ...place,
      delta: text,
      logprobs: [],
      obfuscation: 'x7Kq2Lw9Rt4'.slice(number % 8),
    }),
    end: (text) => {
      const whole = { ...item, status: 'completed', content: [partOf(text)] }
      const usage = { input_tokens: 12, output_tokens: 34, total_tokens: 46 }
      return [
        { type: 'response.output_text.done', sequence_number: 5, ...place, text, logprobs: [] },
        { type: 'response.content_part.done', sequence_number: 6, ...place, part: partOf(text) },
        { type: 'response.output_item.done', sequence_number: 7, output_index: 0, item: whole },
        {
          type: 'response.completed',
          sequence_number: 8,
          response: { ...response, status: 'completed', output: [whole], usage },
        },
      ]
    },
  },
}

function partOf(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}
