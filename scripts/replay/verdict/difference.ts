import type { Answer } from '../playing/answer.ts'
import type { NaiveAnswer, NaiveToolCall } from '../naive/naive-answer.ts'

/** A field that a client of ours reads in another way than the naive reading. */
export interface Difference {
  readonly field: string
  readonly naive: unknown
  readonly ours: unknown
}

/** Compares what was read with the naive reading, field by field. */
export function differencesOf(naive: NaiveAnswer, ours: Answer): Difference[] {
  const pairs: readonly Difference[] = [
    { field: 'text', naive: naive.text, ours: ours.text ?? '' },
    { field: 'reasoning', naive: naive.reasoning || undefined, ours: ours.reasoning },
    { field: 'finishReason', naive: naive.reason, ours: ours.rawFinishReason },
    { field: 'finishReason meaning', naive: meaningOf(naive.reason), ours: ours.finishReason },
    { field: 'id', naive: naive.id || undefined, ours: ours.id },
    { field: 'model', naive: naive.model || undefined, ours: ours.model },
    { field: 'embeddings', naive: naive.embeddings, ours: ours.embeddings },
    ...usageFields(naive, ours),
    ...extrasFields(naive, ours),
    ...toolCallFields(naive.toolCalls, ours.toolCalls ?? []),
  ]
  return pairs.filter(({ naive: expected, ours: actual }) => JSON.stringify(expected) !== JSON.stringify(actual))
}

function usageFields({ usage = {} }: NaiveAnswer, ours: Answer): Difference[] {
  const read = ours.usage
  return [
    { field: 'usage.inputTokens', naive: usage.inputTokens, ours: read?.inputTokens },
    { field: 'usage.outputTokens', naive: usage.outputTokens, ours: read?.outputTokens },
    { field: 'usage.totalTokens', naive: usage.totalTokens, ours: read?.totalTokens },
    { field: 'usage.cachedInputTokens', naive: usage.cachedInputTokens, ours: read?.cachedInputTokens },
    { field: 'usage.cacheWriteTokens', naive: usage.cacheWriteTokens, ours: read?.cacheWriteTokens },
    { field: 'usage.reasoningTokens', naive: usage.reasoningTokens, ours: read?.reasoningTokens },
  ]
}

function extrasFields({ extras, refusal }: NaiveAnswer, ours: Answer): Difference[] {
  if (extras === undefined) return []
  const urls = ours.sources?.flatMap(({ url }) => url ?? [])
  return [
    { field: 'refusal', naive: refusal || undefined, ours: ours.refusal },
    { field: 'createdAt', naive: extras.createdAt, ours: ours.createdAt },
    { field: 'serviceTier', naive: extras.serviceTier, ours: ours.serviceTier },
    { field: 'systemFingerprint', naive: extras.systemFingerprint, ours: ours.systemFingerprint },
    { field: 'sources', naive: extras.sourceUrls, ours: urls?.length ? [...new Set(urls)] : undefined },
    { field: 'logprobs', naive: extras.logprobs, ours: ours.logprobs === undefined ? undefined : true },
    { field: 'audio.transcript', naive: extras.transcript, ours: ours.audio?.transcript },
  ]
}

function toolCallFields(naive: readonly NaiveToolCall[], ours: readonly NaiveToolCall[]): Difference[] {
  if (naive.length !== ours.length) return [{ field: 'toolCalls', naive, ours }]
  return naive.flatMap((call, position) => [
    { field: 'toolCall.id', naive: call.id, ours: ours[position]?.id },
    { field: 'toolCall.name', naive: call.name, ours: ours[position]?.name },
    { field: 'toolCall.arguments', naive: call.arguments, ours: ours[position]?.arguments },
  ])
}

/** Returns the meaning of a finish reason, in the words of core; one that is not in the list means nothing. */
function meaningOf(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : (meanings[reason.toLowerCase()] ?? 'other')
}

const meanings: Readonly<Record<string, string>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  stop_sequence: 'stop',
  complete: 'stop',
  completed: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'tool-calls',
  tool_call: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  refusal: 'content-filter',
  error: 'error',
}
