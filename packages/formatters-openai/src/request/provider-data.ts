import { isFields, type Fields } from '@azureml-endpoints/core'

/** What an earlier answer tells about its reasoning; empty if another formatter or program wrote the `providerData`. */
export interface RecordedReasoning {
  /** Where the reasoning was; `none` if it was in `<think>` tags. */
  readonly field?: 'reasoning_content' | 'reasoning' | 'thinking' | 'none'
  /** `reasoning_details` and `thinking_blocks`, which only the endpoint can read. */
  readonly details?: Fields
  /** An encrypted `reasoning`, which only the endpoint can read. */
  readonly encrypted?: unknown
}

/** Reads the `providerData` of an earlier answer, which can be any JSON. */
export function recordedReasoningOf(providerData: unknown): RecordedReasoning {
  if (!isFields(providerData)) return {}
  const { reasoningField, reasoningDetails, thinkingBlocks, encryptedReasoning } = providerData
  const field = FIELDS.find((one) => one === reasoningField)
  const details = {
    ...(isFilled(reasoningDetails) && { reasoning_details: reasoningDetails }),
    ...(isFilled(thinkingBlocks) && { thinking_blocks: thinkingBlocks }),
  }
  return {
    ...(field !== undefined && { field }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(isFields(encryptedReasoning) && { encrypted: encryptedReasoning }),
  }
}

/** Returns the fields of an earlier answer, other than its reasoning, that go back with it. */
export function answerFieldsOf(providerData: unknown): Readonly<Record<string, unknown>> {
  if (!isFields(providerData) || !isFields(providerData['extraContent'])) return {}
  return { extra_content: providerData['extraContent'] }
}

/** Returns the fields of an earlier tool call that go back with it. */
export function callFieldsOf(providerData: unknown): Readonly<Record<string, unknown>> {
  if (!isFields(providerData)) return {}
  const { extraContent, thoughtSignature } = providerData
  return {
    ...(isFields(extraContent) && { extra_content: extraContent }),
    ...(typeof thoughtSignature === 'string' && { thought_signature: thoughtSignature }),
  }
}

const FIELDS = ['reasoning_content', 'reasoning', 'thinking', 'none'] as const

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isFields(value)
}
