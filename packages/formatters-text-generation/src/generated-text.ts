import type { ParsedChatResponse, Usage } from '@azureml-endpoints/core'
import { finishReasonOf } from './finish-reason.ts'
import { isJSONObject, type JSONObject, numberOrUndefined, textOrUndefined } from './json-object.ts'

/**
 * Reads what text-generation servers answer: a text, in a list or under `0`, `generated_text` or `output`, whichever of them
 * nested; beside it newer images have finish reason and usage.
 */
export function readGeneratedText(body: unknown): ParsedChatResponse {
  const answer = unwrapped(body)
  const text = textIn(answer)
  if (text === undefined)
    throw new Error(`The body has no generated text, but is ${JSON.stringify(answer)?.slice(0, 200)}`)
  const envelope = isJSONObject(answer)
    ? answer
    : isJSONObject(listHead(answer))
      ? (listHead(answer) as JSONObject)
      : {}
  const details = isJSONObject(envelope['details']) ? envelope['details'] : envelope
  const word = textOrUndefined(details['finish_reason'])
  return {
    text,
    finishReason: finishReasonOf(word),
    rawFinishReason: word,
    usage: usageOf(envelope['usage'] ?? envelope['details']),
    id: textOrUndefined(envelope['id']),
    model: textOrUndefined(envelope['model']),
  }
}

/** A score script that returns JSON text has it encoded once more. */
function unwrapped(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*[[{"]/.test(body)) return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function textIn(value: unknown): string | undefined {
  const found = Array.isArray(value) ? value[0] : value
  if (Array.isArray(value) && typeof found === 'string') return found
  if (!isJSONObject(found)) return undefined
  const inner = ['0', 'generated_text', 'output', 'predictions']
    .map((key) => found[key])
    .find((one) => one !== undefined)
  return typeof inner === 'string' ? inner : textIn(inner)
}

function listHead(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined
}

/** Reads the counts of an engine's usage, or of the details of a Hugging Face server. */
export function usageOf(raw: unknown): Usage | undefined {
  if (!isJSONObject(raw)) return undefined
  const inputTokens = numberOrUndefined(raw['prompt_tokens'])
  const outputTokens = numberOrUndefined(raw['completion_tokens'] ?? raw['generated_tokens'])
  const totalTokens = numberOrUndefined(raw['total_tokens'])
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(totalTokens !== undefined && { totalTokens }),
    raw,
  }
}
