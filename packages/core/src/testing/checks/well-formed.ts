import type { FinishReason } from '../../messages/chat-response.ts'
import { show } from './rule.ts'
import { kindOf } from './format.ts'

const finishReasons: readonly FinishReason[] = [
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'interrupted',
  'error',
  'other',
]

/**
 * Describes a malformed result of a codec, as far as core would not notice it: core throws a `FormatError` for other wrong
 * types. A `whole` response has a text; a `chunk` need not have one.
 */
export function malformation(parsed: unknown, extent: 'whole' | 'chunk'): string | undefined {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return `is ${kindOf(parsed)}`
  const { text, finishReason } = parsed as Readonly<Record<string, unknown>>
  if (extent === 'whole' && typeof text !== 'string') return `has ${kindOf(text)} as \`text\`, not a string`
  if (typeof text === 'string' && /^(undefined|NaN|\[object \w+\])$/.test(text)) return `has ${show(text)} as \`text\``
  if (finishReason === undefined || finishReasons.some((reason) => reason === finishReason)) return undefined
  return `has ${show(finishReason)} as \`finishReason\`, which is not one of ${finishReasons.join(', ')}`
}
