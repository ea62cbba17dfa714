import { arrayOf, isObject, type JSONObject, numberOf, objectOf, stringOf } from '../json.ts'
import { last } from './chat-completion.ts'
import { joined, type NaiveAnswer, type NaiveToolCall, type NaiveUsage } from './naive-answer.ts'

/** Reads an answer of Anthropic's Messages API. */
export function readMessage(body: JSONObject): NaiveAnswer {
  const blocks = arrayOf(body['content']).map(objectOf)
  return {
    text: joined(blocks.filter(({ type }) => type === 'text').map(({ text }) => stringOf(text))),
    reasoning: joined(blocks.map(({ thinking }) => stringOf(thinking))),
    toolCalls: blocks.filter(({ type }) => type === 'tool_use').map(toolCallOf),
    reason: stringOf(body['stop_reason']),
    refusal: body['stop_reason'] === 'refusal' ? stringOf(objectOf(body['stop_details'])['explanation']) : undefined,
    usage: usageOf(objectOf(body['usage'])),
    id: stringOf(body['id']),
    model: stringOf(body['model']),
  }
}

/** Reads the events of Anthropic's Messages API by putting its blocks together first. */
export function readMessageEvents(all: readonly JSONObject[]): NaiveAnswer {
  // Some recordings join several streams.
  const end = all.findIndex(({ type }) => type === 'message_stop')
  const events = end === -1 ? all : all.slice(0, end)
  const message = objectOf(events.find(({ type }) => type === 'message_start')?.['message'])
  const blocks = [...arrayOf(message['content']).map(objectOf), ...blocksOf(events)]
  const ends = events.filter(({ type }) => type === 'message_delta')
  return readMessage({
    ...message,
    content: blocks,
    stop_details: ends.map(({ delta }) => objectOf(delta)['stop_details']).find(isObject),
    stop_reason: last(
      [message['stop_reason'], ...ends.map(({ delta }) => objectOf(delta)['stop_reason'])].map(stringOf),
    ),
    usage: mergedUsage([message['usage'], ...ends.map(({ usage }) => usage)]),
  })
}

function blocksOf(events: readonly JSONObject[]): JSONObject[] {
  const blocks = new Map<unknown, JSONObject>()
  for (const { type, index, content_block: started, delta: change } of events) {
    if (type === 'content_block_start') blocks.set(index, objectOf(started))
    const block = blocks.get(index)
    if (type !== 'content_block_delta' || block === undefined) continue
    const delta = objectOf(change)
    const json = (stringOf(block['json']) ?? '') + (stringOf(delta['partial_json']) ?? '')
    blocks.set(index, {
      ...block,
      json,
      text: appended(block['text'], delta['text']),
      thinking: appended(block['thinking'], delta['thinking']),
    })
  }
  return [...blocks.values()]
}

function appended(text: unknown, piece: unknown): string | undefined {
  return typeof piece === 'string' ? (stringOf(text) ?? '') + piece : stringOf(text)
}

function toolCallOf({ id, name, input, json }: JSONObject): NaiveToolCall {
  return { id: stringOf(id), name: stringOf(name), arguments: stringOf(json) || JSON.stringify(input ?? {}) }
}

/** Later counts replace earlier ones, but `null` replaces none. */
function mergedUsage(usages: readonly unknown[]): JSONObject {
  const counts = usages.flatMap((usage) => Object.entries(objectOf(usage)).filter(([, count]) => count !== null))
  return Object.fromEntries(counts)
}

function usageOf(usage: JSONObject): NaiveUsage | undefined {
  const [input, created, read] = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map(
    (name) => numberOf(usage[name]),
  )
  if (input === undefined) return undefined
  return {
    inputTokens: input + (created ?? 0) + (read ?? 0) + summaryTokens(usage, 'input_tokens'),
    outputTokens: (numberOf(usage['output_tokens']) ?? 0) + summaryTokens(usage, 'output_tokens'),
    cachedInputTokens: read,
    cacheWriteTokens: created,
    reasoningTokens: numberOf(objectOf(usage['output_tokens_details'])['thinking_tokens']),
  }
}

/** The totals leave out the summary of a conversation that the server made. */
function summaryTokens({ iterations }: JSONObject, name: string): number {
  const summaries = arrayOf(iterations)
    .map(objectOf)
    .filter(({ type }) => type === 'compaction')
  return summaries.reduce((sum, one) => sum + (numberOf(one[name]) ?? 0), 0)
}
