import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Where an answer has its reasoning: in a field, in parts of its content, or in `<think>` tags (`none`). */
export type ReasoningField = 'reasoning_content' | 'reasoning' | 'thinking' | 'none'

/** What the endpoint may need back with an answer; JSON only. */
export interface OpenAIProviderData {
  /** Where the answer had its reasoning, if it had any. */
  readonly reasoningField?: ReasoningField
  /** `reasoning_details`, which may be signed: sent back unchanged. */
  readonly reasoningDetails?: unknown
  /** The signed `thinking_blocks`, in which LiteLLM passes on Claude's reasoning: sent back unchanged. */
  readonly thinkingBlocks?: readonly Fields[]
  /** A `reasoning` that is an object, such as an encrypted one: sent back unchanged. */
  readonly encryptedReasoning?: unknown
  /** `extra_content`, which may contain a thought signature: sent back unchanged. */
  readonly extraContent?: unknown
}

/** What a tool call needs to be sent back with; JSON only. */
export interface ToolCallProviderData {
  /** `extra_content`, which may contain a thought signature: sent back unchanged. */
  readonly extraContent?: unknown
  /** `thought_signature`: sent back unchanged. */
  readonly thoughtSignature?: string
}

/** Returns the field of a message that has its reasoning as text. */
export function reasoningFieldOf(message: Fields): ReasoningField | undefined {
  if (textOrUndefined(message['reasoning_content']) !== undefined) return 'reasoning_content'
  if (textOrUndefined(message['reasoning']) !== undefined) return 'reasoning'
  if (isFields(message['reasoning']) || !Array.isArray(message['content'])) return undefined
  return message['content'].some(isReasoningPart) ? 'thinking' : undefined
}

function isReasoningPart(part: unknown): boolean {
  return isFields(part) && (part['type'] === 'thinking' || part['type'] === 'reasoning')
}

/** Collects what a whole message needs to be sent back with; undefined if that is nothing. */
export function providerDataOf(message: Fields, field: ReasoningField | undefined): OpenAIProviderData | undefined {
  const { reasoning_details: details, thinking_blocks: blocks, reasoning, extra_content: extraContent } = message
  const thinkingBlocks = Array.isArray(blocks) ? blocks.filter(isSigned) : []
  const data: OpenAIProviderData = {
    ...(field !== undefined && { reasoningField: field }),
    ...(Array.isArray(details) && details.length > 0 && { reasoningDetails: details }),
    ...(thinkingBlocks.length > 0 && { thinkingBlocks }),
    ...(isPresent(reasoning) && { encryptedReasoning: reasoning }),
    ...(isPresent(extraContent) && { extraContent }),
  }
  return Object.keys(data).length === 0 ? undefined : data
}

/** Returns whether a block of Claude's reasoning is signed or encrypted: its API rejects others. */
export function isSigned(block: unknown): block is Fields {
  if (!isFields(block)) return false
  const { type, signature, data } = block
  return textOrUndefined(type === 'redacted_thinking' ? data : signature) !== undefined
}

/** Returns what a tool call needs to be sent back with; Gemini's OpenAI route signs its thoughts there. */
export function callProviderDataOf(call: Fields): ToolCallProviderData | undefined {
  const { extra_content: extraContent, thought_signature: signature } = call
  if (isPresent(extraContent)) return { extraContent }
  const thoughtSignature = textOrUndefined(signature)
  return thoughtSignature === undefined ? undefined : { thoughtSignature }
}

/** Returns whether a value is an object with fields that are not empty. */
export function isPresent(value: unknown): value is Fields {
  return isFields(value) && Object.values(value).some((field) => field !== null && field !== '')
}
